/** The made-up set of mistakes and of unusual objects gets from the API server the verdicts that stand in it. */
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import { judgeCore } from '../../src/judge/kubernetes-kinds';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { Client } from '../../src/rehearsal/cluster/client';
import { Random } from '../oracle/structural/random';
import { CORE_CASES, GOOD_PODS, OUR_CASES } from '../support/other-set';

const MUTATIONS = Number(process.env.CLUSTER_OTHER_CASES ?? 1_500);
const SEED = Number(process.env.CLUSTER_SEED ?? 1);

/** A case, and whether the API server refuses it. */
interface Asked {
  readonly name: string;
  readonly object: KubeObject;
  readonly isRefused: boolean;
}

/** What the API server says otherwise; a kind that it does not serve it cannot be asked about. */
async function differences(client: Client, cases: readonly Asked[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, object, isRefused } of cases) {
    if (!await client.knows(object.apiVersion, object.kind)) {
      if (!isRefused) { found.push(`${name}: not served`); }
      continue;
    }
    const { status, body } = await client.request('POST', await client.collectionOf(object), {
      body: object, query: { dryRun: 'All', fieldValidation: 'Strict' },
    });
    if ((status !== 201) !== isRefused) { found.push(`${name}: ${status} ${body?.message}`); }
  }
  return found;
}

/** What mutations write in place of a value of the same type. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  number: [0, 1, -1, 2, 443, 3601, 70_000, 2_147_483_647],
  boolean: [true, false],
  string: [
    '', 'a', 'A', 'A b', 'a.b/c', '10.0.0.0/8', '10.0.0.1', 'None', 'TCP', 'Never', 'Always', '50%', '101%', '1Gi',
    '-1', 'a'.repeat(64), '*/5 * * * *', 'In', 'Exists', 'default', 'http',
  ],
};
const FIXED = /^(?:apiVersion|kind|metadata|metadata\.namespace)$/;

/** Where a copy of an object may be changed: the holder of each value, with its key. */
function placesIn(holder: any, path: string, found: Array<[any, string | number]> = []): Array<[any, string | number]> {
  for (const name of Object.keys(holder)) {
    const below = path === '' ? name : `${path}.${name}`;
    const key = Array.isArray(holder) ? Number(name) : name;
    if (!FIXED.test(below)) { found.push([holder, key]); }
    if (typeof holder[name] === 'object' && holder[name] !== null) { placesIn(holder[name], below, found); }
  }
  return found;
}

/** An object with one or two values changed or left out. */
function mutated(object: KubeObject, random: Random): KubeObject {
  const copy = structuredClone(object);
  for (let times = random.below(2); times >= 0; times--) {
    const places = placesIn(copy, '');
    if (places.length === 0) { break; }
    const [holder, key] = random.pick(places);
    const values = VALUES[typeof holder[key]];
    if (values && random.below(7) > 0) { holder[key] = random.pick(values); continue; }
    if (Array.isArray(holder)) { holder.splice(key as number, 1); } else { delete holder[key]; }
  }
  return copy;
}

/**
 * What is judged otherwise on purpose: the API server gives a LimitRange a name, and kubectl does not apply one
 * without; an autoscaler to 0 needs a feature gate that the cluster may have on.
 */
function isPassedOver({ kind, metadata, spec }: KubeObject): boolean {
  return kind === 'LimitRange' && !metadata.name
    || kind === 'HorizontalPodAutoscaler' && (spec as { minReplicas?: unknown } | undefined)?.minReplicas === 0;
}

function ofRelease(release: string): Asked[] {
  return OUR_CASES.filter((each) => each.release === release)
    .map(({ name, object, at, isLate }) => ({ name, object, isRefused: at !== undefined && !isLate }));
}

describeCluster('the other set', () => {
  const plane = aControlPlane();

  beforeAll(() => install(plane.client, everythingOf('v1.0.5')));

  test(`${CORE_CASES.length} objects of Kubernetes' own kinds`, async () => {
    const cases = CORE_CASES.map(({ name, object, at }) => ({ name, object, isRefused: at !== undefined }));
    expect(await differences(plane.client, cases)).toEqual([]);
  });

  test(`${GOOD_PODS.length} good pods`, async () => {
    const metadata = { name: 'a', namespace: 'default' };
    const cases = GOOD_PODS.map(({ name, spec }): Asked => (
      { name, object: { apiVersion: 'v1', kind: 'Pod', metadata, spec } as KubeObject, isRefused: false }
    ));
    expect(await differences(plane.client, cases)).toEqual([]);
  });

  test(`${MUTATIONS} mutations of those objects`, async () => {
    const random = new Random(SEED);
    const found: string[] = [];
    const counts = { accepted: 0, refused: 0 };
    for (let index = 0; index < MUTATIONS; index++) {
      const object = mutated(random.pick(CORE_CASES).object, random);
      if (isPassedOver(object)) { continue; }
      const { status, body } = await plane.client.request('POST', await plane.client.collectionOf(object), {
        body: object, query: { dryRun: 'All', fieldValidation: 'Strict' },
      });
      // Others are refused by admission, or for a namespace.
      if (![201, 400, 422].includes(status)) { continue; }
      counts[status === 201 ? 'accepted' : 'refused']++;
      const errors = judgeCore(object, '1.36').filter(({ finding: { severity } }) => severity === 'error');
      if ((status === 201) !== (errors.length === 0)) {
        const [ours] = errors.map(({ finding: { message } }) => message);
        found.push(`${JSON.stringify(object)}: ${ours}; the API server: ${status} ${body?.message}`);
      }
    }
    expect(found.slice(0, 5)).toEqual([]);
    expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(MUTATIONS / 12);
  });

  test('objects of v1beta1', async () => {
    expect(await differences(plane.client, ofRelease('v1.0.5'))).toEqual([]);
  });
});

describeCluster('the other set of v1alpha1', () => {
  const plane = aControlPlane();

  beforeAll(() => install(plane.client, everythingOf('v0.4.6')));

  test('objects of v1alpha1', async () => {
    expect(await differences(plane.client, ofRelease('v0.4.6'))).toEqual([]);
  });
});
