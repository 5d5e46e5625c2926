/**
 * Compares the verdict of this library on objects of the four kinds, and on pods, with the API server's.
 *
 * `CLUSTER_CASES=20000` and `CLUSTER_POD_CASES=5000` judge more objects, `CLUSTER_SEED=2` others.
 */
import { aControlPlane, describeCluster } from './plane';
import { policyTypeTests } from './policy-types';
import { everythingOf, install, releaseOf, RELEASES } from './releases';
import { judge, RuleContext } from '../../src/judge/rules';
import { judgePodValues } from '../../src/judge/values';
import type { Client } from '../../src/rehearsal/cluster/client';
import { podCase } from '../oracle/pod-values/cases';
import { Case, casesOf, subjectsOf } from '../oracle/structural/cases';
import { Random } from '../oracle/structural/random';

const CASES = Number(process.env.CLUSTER_CASES ?? 2_400);
const SEED = Number(process.env.CLUSTER_SEED ?? 1);
const AT_ONCE = 16;

/** The findings for which the API server refuses: unknown fields, values, and rules of the schema. */
const REFUSALS = ['ASB101', 'ASB102', 'ASB103'];

const NAMESPACE = 'default';

describeCluster.each(RELEASES)('objects of %s', (release) => {
  const plane = aControlPlane();
  const context: RuleContext = { release: releaseOf(release), allowedLabelDomains: [], find: () => undefined };
  // Served with subresources. Objects of another than the stored version would need the webhook.
  const [stored] = context.release.api.versions;
  const subjects = subjectsOf([release]).filter(
    ({ name }) => name.startsWith(`${release} ${stored.name} `) && name.endsWith(' 0'),
  );

  beforeAll(() => install(plane.client, everythingOf(release)));

  test(`get the verdict of the library, ${Math.ceil(CASES / RELEASES.length)} of them`, async () => {
    const cases = casesOf(subjects, SEED, 0, Math.ceil(CASES / RELEASES.length));
    const differences: string[] = [];
    const counts = { accepted: 0, refused: 0 };
    const left = [...cases.entries()];
    const asker = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const [index, { object, subject }] = next;
        const ours = judge(object, context).filter(({ code }) => REFUSALS.includes(code));
        const { status, body } = await sent(plane.client, next[1]);
        const isAccepted = status === 201;
        counts[isAccepted ? 'accepted' : 'refused']++;
        if (isAccepted !== (ours.length === 0)) {
          differences.push(
            `case ${index}, ${subject.name}, ${JSON.stringify(object)}: ${JSON.stringify(ours)}; ` +
            `the API server: ${status} ${body?.message}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, asker));
    expect(differences.slice(0, 5)).toEqual([]);
    expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(cases.length / 10);
  });

  if (stored.name === 'v1beta1') { policyTypeTests(plane, release); }
});

const POD_CASES = Number(process.env.CLUSTER_POD_CASES ?? 600);
/** The status by which the API server refuses values; other refusals are admission's or the decoder's. */
const INVALID = 422;

describeCluster('pods of Kubernetes', () => {
  const plane = aControlPlane();

  test(`get the verdict of the library, ${POD_CASES} of them`, async () => {
    const random = new Random(SEED);
    const pods = Array.from({ length: POD_CASES }, () => podCase(random));
    const differences: string[] = [];
    const counts = { accepted: 0, refused: 0 };
    const left = [...pods];
    const asker = async () => {
      for (let pod = left.pop(); pod; pod = left.pop()) {
        const metadata = { ...pod.metadata, namespace: NAMESPACE };
        const { status, body } = await plane.client.request('POST', `/api/v1/namespaces/${NAMESPACE}/pods`, {
          body: { ...pod, metadata }, query: { dryRun: 'All', fieldValidation: 'Strict' },
        });
        if (status !== 201 && status !== INVALID) { continue; }
        counts[status === 201 ? 'accepted' : 'refused']++;
        const [problem] = judgePodValues(pod, { name: pod.metadata.name });
        if ((status === 201) !== (problem === undefined)) {
          differences.push(
            `${JSON.stringify(pod)}: ${JSON.stringify(problem)}; the API server: ${status} ${body?.message}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, asker));
    expect(differences.slice(0, 5)).toEqual([]);
    expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(POD_CASES / 10);
  });
});

/** The server's answer to an object of any form. Its path comes from the kind under test, not from the object. */
async function sent(client: Client, { object, subject }: Case) {
  const collection = await client.collectionOf({
    apiVersion: subject.apiVersion,
    kind: subject.kind,
    metadata: { namespace: NAMESPACE },
  });
  return client.request('POST', collection, { body: object, query: { dryRun: 'All', fieldValidation: 'Strict' } });
}
