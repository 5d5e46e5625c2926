import type { Differences } from './plan';
import type { Field } from '../api/fields';
import { Kind, KIND_NAMES } from '../api/kinds';
import type { ControllerFacts } from '../release/record';
import { Release, supports } from '../release/release';

/** What becomes of objects that stay as they are written, where a fact of the controller changes. */
const BEHAVIOUR: ReadonlyArray<readonly [fact: keyof ControllerFacts, is: boolean, meaning: string]> = [
  ['defaultNetworkPolicy', true, 'templates without a network policy get one for public addresses only'],
  ['claimNetworkPolicies', false, 'claims get no network policies of their own any more; those of templates apply'],
  ['resolverInPools', true, 'pods of pools get public name servers with the default network policy'],
  ['deniesLinkLocalV6', true, 'the default network policy keeps pods from link-local addresses of IPv6'],
  ['podsBearTemplateHash', true, 'network policies of templates select their pods again'],
  ['stripsReserved', true, 'labels and annotations under agents.x-k8s.io/ are dropped from pod templates'],
  ['limitsLabelDomains', true, 'labels that claims give to pods need a domain of the allowed ones (sandbox.users.io)'],
  ['refusesEnvFromPools', false, 'a claim with variables starts cold; it was refused unless it asked for no pool'],
  ['refusesEnvBesideEnvFrom', true, 'claims that may not override may not add variables to a container with envFrom'],
  ['poolsCompareService', true, 'a change of a template\'s service outdates the waiting sandboxes of its pools'],
  ['servicePorts', true, 'the Service of a sandbox lists the ports of its containers'],
  ['replacesUnreadyMembers', true, 'pools replace sandboxes that stay unready for some minutes'],
];

/** What a release does otherwise than the one before it. */
export function differencesOf(before: Release, after: Release): Differences {
  const names = (one: Release, other: Release) => [...one.flags.keys()].filter((name) => !other.flags.has(name)).sort();
  return {
    flags: {
      added: names(after, before),
      removed: names(before, after),
      defaults: [...after.flags.values()].flatMap(({ name, default: now }) => {
        const old = before.flags.get(name)?.default;
        return old !== undefined && old !== now ? [{ flag: name, before: old, after: now }] : [];
      }),
    },
    behaviour: behaviourOf(before, after),
  };
}

function behaviourOf(before: Release, after: Release): string[] {
  const [one, other] = [before.controller, after.controller];
  const gains = (feature: string) => !supports(before, feature) && supports(after, feature);
  return [
    ...(gains('Sandbox.spec.service')
      ? ['a sandbox gets a headless Service only with service: true; one that exists stays while the field is unset']
      : []),
    ...BEHAVIOUR.filter(([fact, is]) => Boolean(one[fact]) !== is && Boolean(other[fact]) === is)
      .map(([, , meaning]) => meaning),
    ...(one.routerNamespace === other.routerNamespace
      ? []
      : [`the default network policy expects the router in the namespace ${other.routerNamespace}`]),
    ...(hasRules(before) || !hasRules(after) ? [] : ['volumeClaimTemplates of a Sandbox are immutable']),
    ...(before.api.kubernetes === after.api.kubernetes
      ? []
      : [`pods have the fields of Kubernetes ${after.api.kubernetes}; before, those of ${before.api.kubernetes}`]),
    ...before.knownBad.map(({ reason }) => `${before.id} is known to be bad: ${reason}`),
  ];
}

function hasRules({ api }: Release): boolean {
  return api.versions[0].kinds.Sandbox!.root.fields!.spec.rules !== undefined;
}

/** Fields of specs, other than those of pods, that only one of two releases stores. */
export function ownFields(having: Release, lacking: Release): string[] {
  const lists = [having, lacking].map((release) => KIND_NAMES.flatMap((kind) => fieldsOf(release, kind)));
  return lists[0].filter((path) => !lists[1].includes(path));
}

function fieldsOf({ api }: Release, kind: Kind): string[] {
  const spec = api.versions[0].kinds[kind]?.root.fields?.spec;
  return spec ? below(`${kind}.spec`, spec) : [];
}

function below(path: string, { fields = {}, items }: Field): string[] {
  return [
    ...(items ? below(path, items) : []),
    ...Object.entries(fields).flatMap(([name, field]) => [`${path}.${name}`, ...below(`${path}.${name}`, field)]),
  ];
}
