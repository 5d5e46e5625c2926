/**
 * What we refuse of pods beside Kubernetes' own validation: the verdict, and the path of the first error.
 *
 * `POD_VALUE_CASES=200000` judges more pods, `POD_VALUE_SEED=2` others.
 */
import { join } from 'node:path';
import { podCase } from './pod-values/cases';
import { difference, PodVerdict } from './pod-values/comparison';
import { directedCase, Directed } from './pod-values/directed';
import { Counts, decisivePlace, Origins, refusals } from './pod-values/hits';
import { Rule, RULES } from './pod-values/rules';
import { Random } from './structural/random';
import { judgePodValues, PodValueProblem } from '../../src/judge/values';
import { PodVisit } from '../../src/judge/values/visit';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.POD_VALUE_CASES ?? 40_000);
const SEED = Number(process.env.POD_VALUE_SEED ?? 1);
const LONG = 30 * 60_000;
/** How many times each rule decides, and how many times it is passed at the nearest value. */
const LEAST = 20;

if (!GO) {
  process.stderr.write("SKIPPED: comparing the values of pods with Kubernetes' own validation; there is no Go\n");
}

type Plant = (enter: PodVisit['enter'], refuse: PodVisit['refuse']) => void;

/** Wrong rules that are planted; that each rule would be missed is counted. */
const WRONG_RULES: Readonly<Record<string, Plant>> = {
  'a rule refuses too little': (_, refuse) => {
    PodVisit.prototype.refuse = function (message, ...more) {
      if (!message.endsWith('is not a DNS label')) { refuse.call(this, message, ...more); }
    };
  },
  'a rule refuses too much': (enter) => {
    PodVisit.prototype.enter = function (step, value, check) {
      enter.call(this, step, value, check);
      if (step === 'imagePullPolicy' && value === 'Always') { this.refuse('is refused', 'use another'); }
    };
  },
  'a rule blames another path': (_, refuse) => {
    PodVisit.prototype.refuse = function (message, remedy, ...below) {
      refuse.call(this, message, remedy, ...below, ...message.endsWith('is not a DNS label') ? ['name'] : []);
    };
  },
};

interface Judged {
  readonly pod: any;
  readonly directed?: Directed;
  readonly verdict: PodVerdict;
  readonly problems: readonly PodValueProblem[];
}

(GO ? describe : describe.skip)("the values of pods, beside Kubernetes' own validation", () => {
  let cases: Judged[];
  let origins: Origins;

  beforeAll(() => {
    const program = buildGo(join(__dirname, 'pod-values'));
    const random = new Random(SEED);
    const made = Array.from({ length: CASES }, (_, index): { pod: any; directed?: Directed } => {
      if (index % 2 === 0) { return { pod: podCase(random) }; }
      const directed = directedCase((index - 1) / 2, random);
      return { pod: directed.pod, directed };
    });
    const verdicts = askGo<PodVerdict>(program, made.map(({ pod }) => pod));
    origins = new Origins();
    cases = made.map(({ pod, directed }, index) => ({
      pod, directed, verdict: verdicts[index], problems: judgePodValues(pod, { name: pod.metadata.name }),
    })).filter(({ verdict }) => !verdict.refused);
    origins.restore();
  }, LONG);

  test(`the verdict and the first error of ${CASES} pods are the same`, () => {
    const differences: string[] = [];
    cases.forEach(({ pod, verdict, problems }, index) => {
      const differs = difference(problems, verdict);
      if (differs) { differences.push(`case ${index}: ${differs}\n${JSON.stringify(pod)}`); }
    });
    expect(differences.slice(0, 10)).toEqual([]);
  }, LONG);

  test(`each rule decides ${LEAST} pods, would be missed there, and is passed by ${LEAST} pods next to them`, () => {
    const places = refusals();
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
    const decided = new Counts(places);
    const passed = new Counts(places);
    const placesOf = new Map<Rule, Set<string>>(RULES.map((rule) => [rule, new Set()]));
    for (const { directed, problems, verdict } of cases) {
      const place = decisivePlace(problems, verdict, origins);
      if (place === undefined) { continue; }
      decided.add(place);
      if (directed?.isRefused) { placesOf.get(directed.rule)!.add(place); }
    }
    for (const { directed, problems } of cases) {
      if (!directed || directed.isRefused || problems.length > 0) { continue; }
      for (const place of placesOf.get(directed.rule)!) { passed.add(place); }
    }
    process.stderr.write(
      `${places.length} rules; the rarest decided ${decided.least} of ${CASES} pods, and ${passed.least} passed it\n`,
    );
    expect({ decided: decided.below(LEAST), passed: passed.below(LEAST) }).toEqual({ decided: [], passed: [] });
  }, LONG);

  test.each(Object.entries(WRONG_RULES))('fails if %s', (_, plant) => {
    const { enter, refuse } = PodVisit.prototype;
    plant(enter, refuse);
    const differing = cases.slice(0, 10_000)
      .filter(({ pod, verdict }) => difference(judgePodValues(pod, { name: pod.metadata.name }), verdict));
    Object.assign(PodVisit.prototype, { enter, refuse });
    expect(differing).not.toEqual([]);
  }, LONG);
});
