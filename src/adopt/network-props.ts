import { CodeMembers, literal, name as member } from './code/expression';
import { ciliumRules, fqdnRules, PolicyRules } from './engine-policies';
import { egressCode, ingressMembers } from './network-rules';
import { sandboxLabels } from '../api/labels';
import { keyOf } from '../judge/manifests/object-keys';
import type { KubeObject } from '../kubernetes/kube-object';
import { inList, inObject, Loose } from '../kubernetes/read-json';
import { canonicalJson } from '../kubernetes/types/canonical-json';
import { MANAGED_NAMESERVERS, WHOLE_NAMES_FIRST } from '../network/intent/resolver';

/** A way to make a pod of ours. */
export interface PodOption {
  /** Props besides those of the pod. */
  readonly extra: CodeMembers;
  /** The object of which the other props are read. */
  readonly source: KubeObject;
  /** The objects that the construct makes. */
  readonly wanted: readonly KubeObject[];
  /** Whether its network policy is that of an intent, which has to become exactly this. */
  readonly isIntent: boolean;
}

/** Kinds of policies that engines enforce. */
const KINDS: ReadonlySet<string> = new Set(['NetworkPolicy', 'CiliumNetworkPolicy', 'FQDNNetworkPolicy']);

/** Network policies that belong to a Sandbox or a SandboxTemplate, and are made by its `egress` and `ingress`. */
export class PolicyOwners {
  private readonly taken = new Set<KubeObject>();
  private readonly policies: ReadonlyMap<string, KubeObject>;

  constructor(objects: readonly KubeObject[]) {
    this.policies = new Map(
      objects.filter(({ kind }) => KINDS.has(kind))
        .map((each) => [keyOf(each.kind, each.metadata.namespace, each.metadata.name), each]),
    );
  }

  /** Whether a construct makes it besides its own object. */
  isTaken(object: KubeObject): boolean {
    return this.taken.has(object);
  }

  take(objects: readonly KubeObject[]): void {
    for (const each of objects) { this.taken.add(each); }
  }

  /** The ways to make a pod of ours, the best first. */
  * optionsFor(given: KubeObject): Generator<PodOption> {
    yield* this.ofOtherEngines(given);
    const own = given.kind === 'SandboxTemplate' ? inObject(given.spec, 'networkPolicy') : this.policyOf(given);
    const { policy, rules } = 'kind' in own
      ? { policy: own as unknown as KubeObject, rules: inObject(own.spec) }
      : { policy: undefined, rules: own };
    const pod = inObject(given.spec, 'podTemplate', 'spec');
    const isGiven = policy !== undefined || inObject(given.spec).networkPolicy !== undefined;
    const wanted = policy ? [policy, given] : [given];
    if (isGiven) {
      const ingress = inList(rules, 'ingress');
      const egress = inList(rules, 'egress');
      const code = egressCode(egress, pod);
      const members = code && ingressMembers(ingress);
      if (members) {
        yield { extra: { egress: code, ...members }, source: without(given, true), wanted, isIntent: true };
      }
      if (ingress.length + egress.length === 0) {
        yield { extra: { isolate: literal(true) }, source: without(given, false), wanted, isIntent: true };
      }
    } else if (given.kind === 'SandboxTemplate' && isManagedDns(pod)) {
      // The name servers that templates of the library have without a word.
      yield { extra: {}, source: without(given, true), wanted, isIntent: true };
    }
    yield { extra: {}, source: given, wanted: [given], isIntent: false };
  }

  /** The intents of engines that know domain names. */
  private* ofOtherEngines(given: KubeObject): Generator<PodOption> {
    const isTemplate = given.kind === 'SandboxTemplate';
    const pod = inObject(given.spec, 'podTemplate', 'spec');
    const suffix = isTemplate ? 'template-policy' : 'sandbox-policy';
    const policyNamed = (kind: string) =>
      this.policies.get(keyOf(kind, given.metadata.namespace, `${given.metadata.name}-${suffix}`));
    const option = (engine: string, { egress, ingress, lookups }: PolicyRules, wanted: readonly KubeObject[]) => {
      const code = egressCode(egress, pod, lookups);
      const members = code && ingressMembers(ingress);
      const extra = { networkPolicyEngine: member(`NetworkPolicyEngine.${engine}`), egress: code, ...members };
      return members ? [{ extra, source: without(given, true, engine === 'CILIUM'), wanted, isIntent: true }] : [];
    };
    const cilium = policyNamed('CiliumNetworkPolicy');
    if (cilium) {
      const rules = ciliumRules(cilium.spec);
      yield* option('CILIUM', rules, [cilium, given]);
      if (rules.ingress.length + rules.egress.length === 0) {
        const extra = { networkPolicyEngine: member('NetworkPolicyEngine.CILIUM'), isolate: literal(true) };
        yield { extra, source: without(given, false), wanted: [cilium, given], isIntent: true };
      }
    }
    const fqdn = policyNamed('FQDNNetworkPolicy');
    if (!fqdn) { return; }
    const policy = isTemplate ? undefined : policyNamed('NetworkPolicy');
    const { ingress, egress } = policy ? inObject(policy.spec) : inObject(given.spec, 'networkPolicy');
    const rules = { ingress: inList(ingress), egress: [...fqdnRules(fqdn.spec), ...inList(egress)] };
    yield* option('GKE_DATAPLANE_V2', rules, [...policy ? [policy] : [], fqdn, given]);
  }

  private policyOf({ metadata: { name, namespace } }: KubeObject): Loose {
    const policy = this.policies.get(keyOf('NetworkPolicy', namespace, `${name}-sandbox-policy`));
    const selector = canonicalJson({ matchLabels: sandboxLabels(name) });
    return policy && canonicalJson(inObject(policy.spec).podSelector) === selector ? policy as unknown as Loose : {};
  }
}

function isManagedDns({ dnsPolicy, dnsConfig }: Loose): boolean {
  return dnsPolicy === 'None' && canonicalJson(dnsConfig) === canonicalJson({ nameservers: MANAGED_NAMESERVERS });
}

/** An object without what its intent prints: the policy of a template, and the name servers of its pod. */
function without(given: KubeObject, hasDns: boolean, hasLimitedLookups = false): KubeObject {
  const { networkPolicy: _, podTemplate, ...others } = inObject(given.spec);
  // A policy that is an object of its own has the controller keep none.
  const { networkPolicyManagement: management, ...spec } = others;
  const { dnsPolicy, dnsConfig, ...pod } = inObject(podTemplate, 'spec');
  const { nameservers: __, options, ...rest } = inObject(dnsConfig);
  const isOurs = hasLimitedLookups && canonicalJson(options) === canonicalJson(WHOLE_NAMES_FIRST);
  const otherDns = { ...rest, ...(options !== undefined && !isOurs && { options }) };
  return {
    ...given,
    spec: {
      ...(management === 'Unmanaged' ? spec : others),
      podTemplate: {
        ...inObject(podTemplate),
        spec: hasDns
          ? { ...pod, ...(Object.keys(otherDns).length > 0 && { dnsConfig: otherDns }) }
          : inObject(podTemplate, 'spec'),
      },
    },
  };
}
