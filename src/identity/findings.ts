import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IdentityUse, identityUses } from './accounts';
import { Cluster } from '../app/cluster';
import { Findings } from '../app/findings';
import { perApp } from '../app/per-app';
import {
  copiedToken, foreignIdentity, identityOfNode, sharedPrincipal, uncertainAgent,
} from '../cloud/identity-troubles';
import { Finding, FindingSeverity } from '../findings/finding';
import type { CodedTrouble } from '../findings/trouble';
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
    ...uses.flatMap((use) => [...withRuntime(use), ...ofAnotherCloud(use)].map((trouble) => told(use, trouble))),
    ...closed(uses),
    ...shared(uses),
  ];
}

function told({ construct }: IdentityUse, { remedyInFile: _, path: __, ...trouble }: CodedTrouble): Finding {
  return { ...trouble, path: construct.node.path };
}

/** ASB425: a runtime, or the network of the node, where the identity does not reach. */
function withRuntime(use: IdentityUse): CodedTrouble[] {
  const { identity, runtime, hostNetwork, construct } = use;
  const { title, cloud, isOfNode, audience } = identity._facts;
  if (hostNetwork && cloud === 'GKE') { return [identityOfNode(title)]; }
  if (!runtime) { return []; }
  const { runtimeClassName: name, owner } = runtime;
  const facts = KnownRuntimes.of(construct).find(Cluster.of(construct).scope, name);
  if (cloud === 'EKS' && isOfNode && facts?.technology === RuntimeTechnology.GVISOR) {
    return [uncertainAgent(title, name)];
  }
  return facts?.sharesNoFiles && audience !== undefined && !isOfNode ? [copiedToken(title, name, owner)] : [];
}

/** ASB429: an identity that the declared cloud does not have. */
function ofAnotherCloud({ identity: { _facts: { title, cloud: home } }, construct }: IdentityUse): CodedTrouble[] {
  const { cloud } = Cluster.of(construct);
  return cloud ? foreignIdentity(title, home, cloud) : [];
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
    return allowed !== false ? [] : [{
      code: 'ASB426',
      severity: FindingSeverity.WARNING,
      message: `network policies do not let the pods reach ${what}, where ${identity._facts.title} is exchanged`,
      remedy: target.kind === 'domain'
        ? "give 'egress' with the internet, an engine that knows domains, or 'tokenService' of the identity"
        : "give 'egress', which lets the way through, in place of 'isolate' and the controller's policy",
      path: construct.node.path,
    }];
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
  return several.map(([principal, { namespaces, use }]) => told(use, sharedPrincipal(principal, [...namespaces])));
}
