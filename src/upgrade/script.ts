import { actionLine, checkLine, FUNCTIONS } from './kubectl';
import type { Action, Expectation, Step, UpgradePlan } from './plan';

/**
 * The plan as a script for bash. It stops at the first command that fails and at the first check that does not hold; it
 * can be started at each step, and goes the way back of one.
 */
export function upgradeScript(plan: UpgradePlan): string {
  const { from, to, steps, files } = plan;
  return [
    '#!/usr/bin/env bash',
    `# Agent Sandbox from ${from} to ${to}: ${plan.releases.join(', ')}. It stops at the first surprise.`,
    '#',
    '#   bash upgrade.sh              all steps',
    '#   bash upgrade.sh 3            from step 3 on',
    '#   bash upgrade.sh 3 4          steps 3 and 4',
    '#   bash upgrade.sh back 3       the way back of step 3',
    '#',
    '# ASSETS     the directory with the manifests of the releases (dist), written by:',
    ...files.map((line) => `#              npx ${line}`),
    '# MANIFESTS  your own manifests, for the step that applies them; without it they are left to you',
    ...plan.objects.map(({ file, line, object, before, change }) => (
      `# BEFORE ${before}: ${comment(`${file}:${line}: ${object.kind} ${object.name}: ${change}`)}`
    )),
    'set -euo pipefail',
    'BEFORE="$(mktemp)"',
    'trap \'rm -f "$BEFORE"\' EXIT',
    '',
    FUNCTIONS,
    ...steps.flatMap((step, index) => stepLines(step, index + 1)),
    ...main(steps),
    '',
  ].join('\n');
}

function stepLines({ title, why, requires, actions, checks, back }: Step, number: number): string[] {
  return [
    `# ${title}: ${why}.`,
    ...block(`step_${number}`, `${number}. ${title}`, requires, actions, checks),
    `# Open: ${back.until}.`,
    ...(back.actions.length > 0
      ? block(`back_${number}`, `Back from ${number}. ${title}`, [], back.actions, back.checks)
      : [`back_${number}() { echo ${word(`Step ${number}: ${back.until}`)}; }`]),
    '',
  ];
}

function block(
  name: string,
  title: string,
  requires: readonly Expectation[],
  actions: readonly Action[],
  checks: readonly Expectation[],
): string[] {
  const kept = checks.find((check) => check.is === 'kept');
  const lines = [
    `echo ${word(title)}`,
    ...requires.map(checkLine),
    ...(kept ? [`remember ${kept.resources.join(',')}`] : []),
    ...actions.map(actionLine),
    ...checks.map(checkLine),
  ];
  return [`${name}() {`, ...lines.map((line) => `  ${line}`), '}'];
}

/** A function of the script runs in the shell of the script, not in a condition: there `set -e` would not hold. */
function main(steps: readonly Step[]): string[] {
  return [
    'if [ "${1:-}" = back ]; then',
    '  "back_${2:?give the number of a step}"',
    '  exit 0',
    'fi',
    `for number in $(seq "\${1:-1}" "\${2:-${steps.length}}"); do`,
    '  "step_$number"',
    'done',
    'echo "done"',
  ];
}

function comment(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}

function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
