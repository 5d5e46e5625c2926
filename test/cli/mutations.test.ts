/**
 * Mutated manifests as the input, as `--old` and as `--policy` at once: nothing hangs, nothing is thrown, and no
 * finding of an intact document is lost. `MUTATION_CASES=5000 MUTATION_SEED=2` looks further.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../oracle/structural/random';
import { run } from '../support/cli';
import { directories } from '../support/directories';
import { corpus } from '../support/mutations/corpus';
import { mutated } from '../support/mutations/mutate';

const { MUTATION_CASES = '250', MUTATION_SEED = '1' } = process.env;
const CASES = Number(MUTATION_CASES);
/** The most CPU time of a case, in seconds: other processes do not count. */
const MOST = 5;

const directory = directories();

/** A Sandbox that the API server refuses, by its name. */
const faulty = (name: string) => `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata:
  name: ${name}
spec:
  podTemplate:
    spec:
      containers: 3
`;

/** A policy that refuses everything of a name, so that the reading of policies shows. */
const POLICY = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: no-pod-of-a-name
spec:
  matchConstraints:
    resourceRules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}
  validations:
    - expression: object.metadata.name != 'refused'
      message: refused by name
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: no-pod-of-a-name
spec:
  policyName: no-pod-of-a-name
  validationActions: [Deny]
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: refused
spec:
  containers:
    - {name: main, image: registry.example.com/pause:1}
`;

/** The reader refuses a whole text for its bytes alone. */
const UNREADABLE = /not UTF-8|null bytes|UTF-16/;

/** Further findings are only counted. */
const MOST_FINDINGS = 10_000;

type Findings = ReadonlyArray<{ readonly object: string; readonly code: string }>;

interface Result {
  readonly findings: Findings;
  readonly err: string;
  readonly code: number;
  /** Seconds. */
  readonly cpu: number;
}

/** Writes a case and judges it. */
function judged(input: Buffer, old: Buffer, policy: Buffer): Result {
  const root = directory();
  for (const name of ['input', 'old', 'policy']) {
    mkdirSync(join(root, name));
  }
  const framed = Buffer.concat([
    Buffer.from(`${faulty('before')}---\n`),
    input,
    Buffer.from(`\n---\n${faulty('behind')}`),
  ]);
  writeFileSync(join(root, 'input/a.yaml'), faulty('first'));
  writeFileSync(join(root, 'input/b.yaml'), framed);
  writeFileSync(join(root, 'input/c.yaml'), `${faulty('last')}---\n${POD}`);
  writeFileSync(join(root, 'old/a.yaml'), old);
  writeFileSync(join(root, 'policy/a.yaml'), policy);
  writeFileSync(join(root, 'policy/b.yaml'), POLICY);
  const start = process.cpuUsage();
  const args = ['input', '--old', 'old', '--policy', 'policy'].map((arg) =>
    arg.startsWith('-') ? arg : join(root, arg),
  );
  const { out, err, code } = run(['validate', ...args, '--format', 'json']);
  const { user, system } = process.cpuUsage(start);
  return { findings: JSON.parse(out) as Findings, err, code, cpu: (user + system) / 1e6 };
}

/** The faults that a case must report. */
function lost({ findings, err }: Result): string[] {
  if (findings.length >= MOST_FINDINGS) { return []; }
  const found = new Set(findings.map(({ object, code }) => `${object} ${code}`));
  const isRead = !UNREADABLE.test(err.split('\n').filter((line) => line.includes('input/b.yaml')).join('\n'));
  return [
    ...['first', 'last', ...(isRead ? ['before', 'behind'] : [])].map((name) => `Sandbox ${name} ASB102`),
    'Pod refused ASB104',
  ].filter((finding) => !found.has(finding));
}

test(`${CASES} cases with the seed ${MUTATION_SEED}`, () => {
  const random = new Random(Number(MUTATION_SEED));
  const texts = corpus();
  const policies = texts.filter((text) => /kind: ValidatingAdmissionPolicy/.test(text));
  expect(policies.length).toBeGreaterThanOrEqual(8);
  let slowest = 0;
  let findings = 0;
  for (let index = 0; index < CASES; index++) {
    const [input, old, policy] = [texts, texts, policies].map((from) => mutated(from, random));
    try {
      const result = judged(input, old, policy);
      expect([lost(result), [0, 1, 2].includes(result.code)]).toEqual([[], true]);
      expect(result.err).not.toMatch(/^\s*at |node:internal|is not a function|Cannot read prop/m);
      expect(result.cpu).toBeLessThan(MOST);
      slowest = Math.max(slowest, result.cpu);
      findings += result.findings.length;
    } catch (error) {
      const shown = [input, old, policy].map((each) => each.toString('latin1').slice(0, 3000)).join('\n=====\n');
      throw new Error(`case ${index} of the seed ${MUTATION_SEED}: ${(error as Error).stack}\n${shown}`);
    }
  }
  process.stderr.write(`mutations: ${CASES} cases, ${findings} findings, slowest ${slowest.toFixed(2)} s of CPU\n`);
}, 60_000 + CASES * 2_000);
