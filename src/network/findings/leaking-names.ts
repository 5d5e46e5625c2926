import { NetworkContext, SelectedPods } from './network-context';
import { NetworkFinding, warning } from './sandbox-findings';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { titleOf } from '../reachability/policies';

/** Entities of Cilium that are the internet, among others. */
const OPEN_ENTITIES: ReadonlySet<unknown> = new Set(['all', 'world', 'world-ipv4', 'world-ipv6']);

/** The internet of each version of IP; a prefix of 3 bits is all global addresses of IPv6. */
const WIDE = /^(?:0\.0\.0\.0\/[0-3]|[0-9a-f:]+\/[0-3])$/;

/**
 * ASB347: a policy with a list of domains lets every name be looked up: what is in a name reaches whoever serves its
 * domain.
 */
export function leakingNames({ policies }: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const ofSandboxes = new Set(selected.flatMap((each) => each.policies.map(({ title }) => title)));
  const leaky = policies.filter(({ json }) => ofSandboxes.has(titleOf(json)) && leaks(json));
  return leaky.map(({ json, path }) => warning('ASB347', path, {
    message: `${titleOf(json)} allows a list of domains and the lookup of any name: a program can put data into names `
      + 'of a domain of its own, whose server then has it',
    remedy: "leave '*' out of 'lookups' of the egress; acknowledge it under an engine that limits no lookups, "
      + 'such as the dataplane V2 of GKE',
    remedyInFile: json.kind === 'FQDNNetworkPolicy'
      ? 'GKE limits no lookups; ask a name server that answers for the listed domains only, or lower this finding'
      : "name the domains in 'rules.dns' in place of the pattern '*'",
  }));
}

function leaks({ kind, spec, ...policy }: KubeObject): boolean {
  if (kind === 'FQDNNetworkPolicy') { return inList(inObject(spec).egress).length > 0; }
  if (!kind.startsWith('Cilium')) { return false; }
  const rules = [spec, ...inList(policy.specs)].flatMap((each) => inList(inObject(each).egress));
  return rules.some(hasDomains) && !rules.some(isOpen) && rules.some(asksAnything);
}

function hasDomains({ toFQDNs }: Loose): boolean {
  return inList(toFQDNs).some(({ matchPattern }) => matchPattern !== '*');
}

function isOpen({ toFQDNs, toCIDR, toCIDRSet, toEntities }: Loose): boolean {
  return inList(toFQDNs).some(({ matchPattern }) => matchPattern === '*')
    || (Array.isArray(toEntities) && toEntities.some((each) => OPEN_ENTITIES.has(each)))
    || [...(Array.isArray(toCIDR) ? toCIDR : []), ...inList(toCIDRSet).map(({ cidr }) => cidr)]
      .some((cidr) => WIDE.test(String(cidr)));
}

function asksAnything({ toPorts }: Loose): boolean {
  return inList(toPorts).some((each) =>
    inList(each, 'rules', 'dns').some(({ matchPattern }) => matchPattern === '*' || matchPattern === '**'));
}
