/**
 * What the API server drops of pods, and refuses of what is left, by minor: beside Kubernetes' own code, which has the
 * defaults of feature gates of older minors.
 */
import { join } from 'node:path';
import { difference, PodVerdict } from './pod-values/comparison';
import { droppedFromPod, judgePodValues } from '../../src/judge/values';
import { POD_GATES } from '../../src/kubernetes/feature-gates';
import { gatedPods, podOf } from '../support/gated-pods';
import { askGo, buildGo, GO } from '../support/go';

/** The minors whose gates this code can take on; in older ones, what they turned off was read and dropped otherwise. */
const MINORS = [30, 31, 32, 33, 34, 35, 36];

/**
 * Restarts apart from the pod, refused by the code of older minors, and not dropped, which the code of 1.36 cannot
 * show.
 */
const RESTARTS_SINCE = 34;

/** What is refused, and not dropped, before a minor. */
const REFUSED: Readonly<Record<string, object>> = {
  'a sleep of no seconds': { lifecycle: { preStop: { sleep: { seconds: 0 } } } },
  'a name that older ones do not take': { env: [{ name: '1 2', value: 'a' }] },
  'a prefix that older ones do not take': { envFrom: [{ prefix: '1+', secretRef: { name: 'a' } }] },
  'all containers at once': {
    restartPolicy: 'Never',
    restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } }],
  },
};
const REFUSED_PODS: Readonly<Record<string, object>> = {
  'a search domain that older ones do not take': { dnsConfig: { searches: ['_a.example.com'] } },
  'the root as search domain': { dnsConfig: { searches: ['.'] } },
  'MountOption': { securityContext: { seLinuxChangePolicy: 'MountOption' } },
  'rules of a sidecar': {
    initContainers: [{
      name: 'side',
      image: 'a',
      restartPolicy: 'Always',
      restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }],
    }],
  },
};

interface Row { readonly name: string; readonly pod: any }

const rows: Row[] = [
  ...POD_GATES.flatMap((gated) => gatedPods(gated).map(({ field, pod }) => ({
    name: field, pod,
  }))),
  ...Object.entries(REFUSED).map(([name, container]) => ({ name, pod: podOf({}, container) })),
  ...Object.entries(REFUSED_PODS).map(([name, spec]) => ({ name, pod: podOf(spec) })),
  { name: 'nothing in particular', pod: podOf() },
];

if (!GO) {
  process.stderr.write("SKIPPED: comparing the fields that are dropped with Kubernetes' own code; there is no Go\n");
}

(GO ? test : test.skip)('each gated field is dropped in the minors in which Kubernetes drops it', () => {
  const program = buildGo(join(__dirname, 'pod-values'));
  // Oldest first: a gate that is asked for keeps its default otherwise.
  const verdicts = askGo<PodVerdict & { dropped?: boolean }>(
    program,
    MINORS.flatMap((minor) => [{ emulate: `1.${minor}` }, ...rows.map(({ pod }) => pod as object)]),
  );
  const differences: string[] = [];
  const seen = { dropped: 0, refused: 0, unknown: 0 };
  MINORS.forEach((minor, at) => {
    rows.forEach(({ name, pod }, index) => {
      const verdict = verdicts[at * (rows.length + 1) + 1 + index];
      // A field of a newer minor.
      if (verdict.refused !== undefined) { seen.unknown += 1; return; }
      if (minor < RESTARTS_SINCE && /restartPolicy|all containers/.test(name)) { return; }
      // The default, and so as good as none where it is dropped.
      const isDropped = droppedFromPod(pod, minor).length > 0 || name === 'MountOption' && minor < 33;
      seen.dropped += Number(isDropped);
      if (isDropped !== (verdict.dropped ?? false)) {
        differences.push(`1.${minor} ${name}: we ${isDropped ? 'drop' : 'keep'} it`);
      }
      const problems = judgePodValues(pod, { name: 'dev', minor });
      seen.refused += Number(problems.length > 0);
      const differs = difference(problems, verdict);
      if (differs) { differences.push(`1.${minor} ${name}: ${differs}`); }
    });
  });
  expect(differences).toEqual([]);
  expect(seen.dropped).toBeGreaterThan(80);
  expect(seen.refused).toBeGreaterThan(15);
  expect(seen.unknown).toBeLessThan(rows.length * MINORS.length / 2);
}, 10 * 60_000);
