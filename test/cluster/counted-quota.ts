/**
 * Waits until the quota of a namespace is counted. Kubernetes counts in two places: admission adds what it admits,
 * and after deletions a controller writes the sum of what its cache shows. A sum of an older cache lowers the count,
 * so that more is admitted than the quota allows.
 */
import { thousandths, whole } from '../../src/judge/capacity/needs';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { Client } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';

/** The time for which a count must not change. The controller counts as soon as objects are deleted. */
const STILL = 1_000;

const CORE: Readonly<Record<string, string>> = {
  'persistentvolumeclaims': 'persistentvolumeclaims', 'requests.storage': 'persistentvolumeclaims', 'pods': 'pods',
};

interface Quota {
  readonly spec: { readonly hard: Readonly<Record<string, string>>; readonly scopeSelector?: object };
  readonly status: { readonly used?: Readonly<Record<string, string>> };
}

/** Waits until `status.used` of each quota of the namespace is the true sum, and stays so. */
export async function quotaIsCounted(client: Client, namespace: string): Promise<void> {
  let last = '';
  let since = Date.now();
  await until(`the quota of ${namespace} to be counted`, async () => {
    const { used, isTrue } = await countOf(client, namespace);
    if (!isTrue || used !== last) { since = Date.now(); }
    last = used;
    return Date.now() - since >= STILL;
  });
}

async function countOf(client: Client, namespace: string): Promise<{ used: string; isTrue: boolean }> {
  const quotas = (await client.get(`/api/v1/namespaces/${namespace}/resourcequotas`)).body.items as Quota[];
  const counts = quotas.filter(({ spec }) => !spec.scopeSelector).flatMap(({ spec, status }) => (
    Object.keys(spec.hard).map((resource) => ({ resource, used: status.used?.[resource] }))
  ));
  const verdicts = await Promise.all(counts.map(async ({ resource, used }) => {
    const sum = await sumOf(client, namespace, resource);
    // The need of pods for CPU and memory is not added up here: it changes with the number of pods.
    return used !== undefined && (sum === undefined || sum === thousandths(used));
  }));
  return { used: JSON.stringify(counts), isTrue: verdicts.every(Boolean) };
}

/** The true sum of a resource in thousandths, or undefined for what pods need. */
async function sumOf(client: Client, namespace: string, resource: string): Promise<bigint | undefined> {
  const [, plural, group] = /^count\/([^.]+)\.(.+)$/.exec(resource) ?? [];
  if (plural !== undefined) {
    const { preferredVersion: { groupVersion } } = (await client.get(`/apis/${group}`)).body;
    return whole((await client.get(`/apis/${groupVersion}/namespaces/${namespace}/${plural}`)).body.items.length);
  }
  if (!(resource in CORE)) { return undefined; }
  const { items } = (await client.get(`/api/v1/namespaces/${namespace}/${CORE[resource]}`)).body;
  if (resource !== 'requests.storage') { return whole(items.filter(isCounted).length); }
  return (items as Claim[]).reduce((sum, { spec }) => sum + thousandths(spec.resources.requests.storage)!, 0n);
}

interface Claim extends KubeObject {
  readonly spec: { readonly resources: { readonly requests: { readonly storage: string } } };
}

/** Pods that have ended are not counted. */
function isCounted({ status }: { status?: { readonly phase?: string } }): boolean {
  return status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}
