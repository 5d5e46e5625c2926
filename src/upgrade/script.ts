import { actionLine, checkLine, FUNCTIONS } from './kubectl';
import type { Action, Expectation, Step, UpgradePlan } from './plan';
import { WalkedStep, walkScript } from './walk';

/**
 * The plan as a script for bash. It stops at the first command that fails and at the first check that does not hold; it
 * can be started at each step, and goes the way back of one.
 */
export function upgradeScript(plan: UpgradePlan): string {
  const { from, to, steps, files } = plan;
  return walkScript({
    title: `Agent Sandbox from ${from} to ${to}: ${plan.releases.join(', ')}.`,
    file: 'upgrade.sh',
    comments: [
      '# ASSETS     the directory with the manifests of the releases (dist), written by:',
      ...files.map((line) => `#              npx ${line}`),
      '# MANIFESTS  your own manifests, for the step that applies them; without it they are left to you',
      ...plan.objects.map(({ file, line, object, before, change }) => (
        `# BEFORE ${before}: ${comment(`${file}:${line}: ${object.kind} ${object.name}: ${change}`)}`
      )),
    ],
    before: ['BEFORE="$(mktemp)"', 'trap \'rm -f "$BEFORE"\' EXIT', '', FUNCTIONS],
  }, steps.map(walkedStep));
}

function walkedStep({ title, why, requires, actions, checks, back }: Step): WalkedStep {
  return {
    title,
    comments: [`# ${title}: ${why}.`],
    lines: linesOf(requires, actions, checks),
    backComment: `# Open: ${back.until}.`,
    back: back.actions.length > 0 ? linesOf([], back.actions, back.checks) : back.until,
  };
}

function linesOf(
  requires: readonly Expectation[],
  actions: readonly Action[],
  checks: readonly Expectation[],
): string[] {
  const kept = checks.find((check) => check.is === 'kept');
  return [
    ...requires.map(checkLine),
    ...(kept ? [`remember ${kept.resources.join(',')}`] : []),
    ...actions.map(actionLine),
    ...checks.map(checkLine),
  ];
}

function comment(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}
