import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IdentityUse, identityUses } from './accounts';
import { Cluster } from '../app/cluster';
import { Findings } from '../app/findings';
import { perApp } from '../app/per-app';
import { Finding, FindingSeverity } from '../findings/finding';
import { NetworkPolicyPort } from '../kubernetes/kplus';
import { formatAddress } from '../network/intent/cidr';
import { NetworkReport } from '../network/report/network-report';
import { NetworkTarget } from '../network/report/network-target';
import { KnownRuntimes } from '../runtime/declared-runtimes';
import { RuntimeTechnology } from '../runtime/enums';

/** Has what has an identity looked at, once the app is complete. */
export function judgeIdentities(root: IConstruct): void {
  perApp(root, 'identityFindings', () => {
    Findings._ask(root, { list: () => findingsOf(root) });
    return true;
  });
}

function findingsOf(root: IConstruct): Finding[] {
  const known = identityUses(root);
  if (known.length === 0) { return []; }
  // What has been removed from the tree since is not printed.
  const there = new Set(root.node.root.node.findAll());
  const uses = known.filter(({ construct }) => there.has(construct));
  return [
    ...uses.flatMap((use) => [...withRuntime(use), ...ofAnotherCloud(use)]),
    ...closed(uses),
    ...shared(uses),
  ];
}

function warning(code: string, { construct }: IdentityUse, message: string, remedy: string): Finding {
  return { code, severity: FindingSeverity.WARNING, message, remedy, path: construct.node.path };
}

/** ASB425: a runtime, or the network of the node, where the identity does not reach. */
function withRuntime(use: IdentityUse): Finding[] {
  const { identity, runtime, hostNetwork, construct } = use;
  const { title, cloud, isOfNode, audience } = identity._facts;
  if (hostNetwork && cloud === 'GKE') {
    return [warning('ASB425', use, `'hostNetwork' is true, and ${title} gives such pods the identity of their node`,
      "remove 'hostNetwork', or the identity")];
  }
  if (!runtime) { return []; }
  const { runtimeClassName: name, owner } = runtime;
  const facts = KnownRuntimes.of(construct).find(Cluster.of(construct).scope, name);
  if (cloud === 'EKS' && isOfNode && facts?.technology === RuntimeTechnology.GVISOR) {
    return [warning('ASB425', use, `whether pods of gVisor ('${name}') reach the agent of ${title} is not certain: `
      + 'reports contradict each other',
    'try it on your nodes, and acknowledge this with what you saw; or use CloudIdentity.irsa')];
  }
  if (facts?.sharesNoFiles && audience !== undefined && !isOfNode) {
    return [warning('ASB425', use, `the token of ${title} is a file, which '${name}' copies into its virtual machine: `
      + `whether a renewed one gets there depends on the release of ${owner ?? 'the runtime'}`,
    'try it for longer than the token lives, and acknowledge this; or use an identity that an agent gives out')];
  }
  return [];
}

/** ASB429: an identity that the declared cloud does not have. */
function ofAnotherCloud(use: IdentityUse): Finding[] {
  const { identity: { _facts: { title, cloud: home } }, construct } = use;
  const { cloud } = Cluster.of(construct);
  if (!cloud || home === undefined) { return []; }
  if (home !== cloud.name) {
    return [warning('ASB429', use, `${title} is of ${home}, and the cluster is ${String(cloud)}`,
      'give the identity of that cloud')];
  }
  if (home === 'EKS' && !cloud._facts.podIdentityAgent) {
    return [warning('ASB429', use, `${title} needs its agent, and the cluster is declared without it`,
      "install it, and set 'podIdentityAgent' of Cloud.eks")];
  }
  return [];
}

/** ASB426: policies that do not let pods out to where the identity is exchanged. */
function closed(uses: readonly IdentityUse[]): Finding[] {
  const reports = new Map<IConstruct, NetworkReport | undefined>();
  return uses.flatMap((use) => {
    const { construct, identity } = use;
    const object = construct.node.tryFindChild('Resource');
    if (use.hostNetwork || !ApiObject.isApiObject(object)) { return []; }
    const { cloud, scope } = Cluster.of(construct);
    if (!reports.has(scope)) { reports.set(scope, tryReport(scope)); }
    const report = reports.get(scope);
    const { what, rule: { targets: [target], ports: [port] } } = identity._facts.tokenService(cloud?._facts);
    if (!report || target.kind === 'pods') { return []; }
    const to = target.kind === 'domain' ? NetworkTarget.domain(target.name)
      : NetworkTarget.address(formatAddress({ ...target.cidr, prefix: target.cidr.family === 4 ? 32 : 128 }));
    // The object: asking the construct for its pods is noted as a selector of the app.
    const { allowed } = report.mayReach(object, to, NetworkPolicyPort.tcp(port?.port ?? 443));
    return allowed !== false ? [] : [warning('ASB426', use,
      `network policies do not let the pods reach ${what}, where ${identity._facts.title} is exchanged`,
      target.kind === 'domain'
        ? "give 'egress' with the internet, an engine that knows domains, or 'tokenService' of the identity"
        : "give 'egress', which lets the way through, in place of 'isolate' and the controller's policy")];
  });
}

/** An object that cannot be rendered says so itself. */
function tryReport(scope: IConstruct): NetworkReport | undefined {
  try {
    return NetworkReport.of(scope);
  } catch {
    return undefined;
  }
}

/** ASB428: pods of several namespaces that are one principal in the cloud. */
function shared(uses: readonly IdentityUse[]): Finding[] {
  const byPrincipal = new Map<string, { readonly namespaces: Set<string>; use: IdentityUse }>();
  for (const use of uses) {
    const { principal } = use.identity;
    // A principal of Google without a service account of it is of one namespace.
    if (principal.includes('<namespace>')) { continue; }
    const known = byPrincipal.get(principal);
    if (!known) {
      byPrincipal.set(principal, { namespaces: new Set([use.namespace]), use });
    } else if (!known.namespaces.has(use.namespace)) {
      known.namespaces.add(use.namespace);
      known.use = use;
    }
  }
  const several = [...byPrincipal].filter(([, { namespaces }]) => namespaces.size > 1);
  return several.map(([principal, { namespaces, use }]) => warning('ASB428', use,
    `sandboxes of ${namespaces.size} namespaces (${[...namespaces].join(', ')}) are the same principal, ${principal}: `
      + 'the cloud cannot tell them apart',
    'give each namespace a principal of its own'));
}
