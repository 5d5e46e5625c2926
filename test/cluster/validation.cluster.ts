/**
 * Compares the verdict of this library on objects of the four kinds with the API server's.
 *
 * `CLUSTER_CASES=20000` judges more objects, `CLUSTER_SEED=2` others.
 */
import type { Client } from './client';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install, releaseOf, RELEASES } from './releases';
import { judge, RuleContext } from '../../src/judge/rules';
import { Case, casesOf, subjectsOf } from '../oracle/structural/cases';

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
