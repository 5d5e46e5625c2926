import type { RolloutStep } from './rollout-step';
import { quoted, SURPRISE, WalkedStep, walkScript } from '../upgrade/walk';

const FUNCTIONS = `${SURPRISE}

# The manifests of a step: a directory, or the file of a chart.
apply() {
  target="\${MANIFESTS:-dist}/$1"
  [ -d "$target" ] || target="$target.k8s.yaml"
  kubectl apply --server-side --force-conflicts --recursive --filename "$target"
}

expect_claims_moved() {
  [ "\${CLAIMS_MOVED:-}" = yes ] || surprise "new claims must name pool $2, as pool $1 is emptied: see to it, and" \\
    "set CLAIMS_MOVED=yes"
}
`;

/** What the script says of a rollout. */
interface Shown {
  readonly steps: readonly RolloutStep[];
  readonly minimumReady: number;
}

/** The steps as a script for bash. */
export function rolloutScript({ steps, minimumReady }: Shown): string {
  const { namespace, fromPool, toPool } = steps[0];
  return walkScript({
    title: `From pool ${fromPool} to pool ${toPool} in ${namespace}, with ${minimumReady} ready at any time.`,
    file: 'rollout.sh',
    comments: [
      '# MANIFESTS     the directory with a directory or a file for each step (dist)',
      '# CLAIMS_MOVED  yes, once new claims name the second pool; the last step needs it',
    ],
    before: ['', FUNCTIONS],
  }, steps.map((step, index) => walkedStep(step, steps[index - 1], index === steps.length - 1)));
}

function walkedStep(step: RolloutStep, before: RolloutStep | undefined, isLast: boolean): WalkedStep {
  const { title, fromPool, fromReplicas, toPool, toReplicas, claimsPercent } = step;
  return {
    title,
    comments: [
      `# ${fromPool}: ${fromReplicas}, ${toPool}: ${toReplicas}; ${claimsPercent} % of new claims name ${toPool}.`,
    ],
    lines: [...(isLast ? [`expect_claims_moved ${fromPool} ${toPool}`] : []), ...linesOf(step)],
    backComment: before ? `# The way back: ${before.title}.` : '# Nothing is before it.',
    back: before ? linesOf(before) : 'it has what ran before',
  };
}

function linesOf({ id, conditions }: RolloutStep): string[] {
  return [`apply ${id}`, ...conditions.map(({ kubectl }) => ['kubectl', ...kubectl].map(quoted).join(' '))];
}
