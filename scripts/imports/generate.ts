/**
 * Writes `imports/core-<minor>.json`: the Kubernetes core types that Agent Sandbox embeds in its CRDs, one compact
 * data file per Kubernetes minor. `--check` writes nothing and fails when a checked-in file differs.
 */
import { applyDelta, DELTAS } from './deltas';
import { readModels, TypeFields } from './models';
import { writeOrCheck } from '../generated';

/** What the CRDs embed; everything reachable from these is written. */
const ROOTS = ['PodSpec', 'PersistentVolumeClaimSpec', 'NetworkPolicyIngressRule', 'NetworkPolicyEgressRule', 'Condition'];

/** The minors that a published client serves, and the client (npm aliases of @kubernetes/client-node). */
const CLIENTS = new Map([['1.34', 'kubernetes-client-node-34'], ['1.36', 'kubernetes-client-node-36']]);

function coreTypes(): Map<string, Record<string, TypeFields>> {
  const byMinor = new Map<string, Record<string, TypeFields>>();
  for (const [minor, client] of CLIENTS) { byMinor.set(minor, readModels(client, ROOTS)); }
  for (const delta of DELTAS) { byMinor.set(delta.minor, applyDelta(byMinor.get(delta.neighbour)!, delta)); }
  return byMinor;
}

/** One line a type, everything sorted: a changed field is a changed line. */
function print(minor: string, types: Record<string, TypeFields>): string {
  const lines = Object.keys(types).sort().map((name) => {
    const fields = Object.fromEntries(Object.entries(types[name]).sort(([a], [b]) => (a < b ? -1 : 1)));
    return `    ${JSON.stringify(name)}: ${JSON.stringify(fields)}`;
  });
  return `{\n  "kubernetes": ${JSON.stringify(minor)},\n  "types": {\n${lines.join(',\n')}\n  }\n}\n`;
}

writeOrCheck('imports', Object.fromEntries([...coreTypes()].map(([minor, types]) => [`imports/core-${minor}.json`, print(minor, types)])));
