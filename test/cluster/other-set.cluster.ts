/** The made-up set of mistakes and of unusual objects gets from the API server the verdicts that stand in it. */
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { Client } from '../../src/rehearsal/cluster/client';
import { CORE_CASES, GOOD_PODS, OUR_CASES } from '../support/other-set';

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
