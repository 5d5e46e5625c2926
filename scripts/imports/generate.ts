/**
 * Writes `imports/core-<minor>.json`: the Kubernetes core types that Agent Sandbox embeds in its CRDs, one compact
 * data file per Kubernetes minor; and `imports/kinds-<minor>.json`: the kinds of Kubernetes itself, with the types that
 * the former does not have. `--check` writes nothing and fails when a checked-in file differs.
 */
import { applyDelta, DELTAS } from './deltas';
import { KIND_TYPES, kindTypes } from './kinds';
import { readModels, TypeFields } from './models';
import { print } from './print';
import { writeOrCheck } from '../generated';

/** What the CRDs embed; everything reachable from these is written. */
const ROOTS = [
  'PodSpec',
  'PersistentVolumeClaimSpec',
  'NetworkPolicyIngressRule',
  'NetworkPolicyEgressRule',
  'Condition',
];

/** The minors that a published client serves, and the client (npm aliases of @kubernetes/client-node). */
const CLIENTS = new Map([['1.34', 'kubernetes-client-node-34'], ['1.36', 'kubernetes-client-node-36']]);

/** The newest minor of a client: what is older has no kind or field that it lacks, but for alpha ones. */
const NEWEST = [...CLIENTS.keys()].at(-1)!;

function coreTypes(): Map<string, Record<string, TypeFields>> {
  const byMinor = new Map<string, Record<string, TypeFields>>();
  for (const [minor, client] of CLIENTS) { byMinor.set(minor, readModels(client, ROOTS)); }
  for (const delta of DELTAS) { byMinor.set(delta.minor, applyDelta(byMinor.get(delta.neighbour)!, delta)); }
  return byMinor;
}

const types = coreTypes();
writeOrCheck('imports', {
  ...Object.fromEntries(
    [...types].map(([minor, core]) => [`imports/core-${minor}.json`, print({ kubernetes: minor }, { types: core })]),
  ),
  [`imports/kinds-${NEWEST}.json`]: print({ kubernetes: NEWEST }, {
    kinds: KIND_TYPES,
    types: kindTypes(CLIENTS.get(NEWEST)!, types.get(NEWEST)!),
  }),
});
