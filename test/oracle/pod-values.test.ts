/**
 * What we refuse of pods beside Kubernetes' own validation: the verdict, and the path of the first error.
 *
 * `POD_VALUE_CASES=200000` judges more pods, `POD_VALUE_SEED=2` others.
 */
import { join } from 'node:path';
import { podCase } from './pod-values/cases';
import { difference, PodVerdict } from './pod-values/comparison';
import { Random } from './structural/random';
import { judgePodValues } from '../../src/judge/values';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.POD_VALUE_CASES ?? 20_000);
const SEED = Number(process.env.POD_VALUE_SEED ?? 1);
const LONG = 30 * 60_000;

if (!GO) {
  process.stderr.write("SKIPPED: comparing the values of pods with Kubernetes' own validation; there is no Go\n");
}

(GO ? describe : describe.skip)("the values of pods, beside Kubernetes' own validation", () => {
  let program: string;

  beforeAll(() => { program = buildGo(join(__dirname, 'pod-values')); }, LONG);

  test(`the verdict and the first error of ${CASES} pods are the same`, () => {
    const random = new Random(SEED);
    const pods = Array.from({ length: CASES }, () => podCase(random));
    const verdicts = askGo<PodVerdict>(program, pods);
    const differences: string[] = [];
    pods.forEach((pod, index) => {
      if (verdicts[index].refused) { return; }
      const differs = difference(judgePodValues(pod, { name: pod.metadata.name }), verdicts[index]);
      if (differs) { differences.push(`case ${index}: ${differs}\n${JSON.stringify(pod)}`); }
    });
    expect(differences.slice(0, 10)).toEqual([]);
  }, LONG);
});
