import type { Step, UpgradePlan } from '../../upgrade/plan';
import { actionSentences, checkSentences, differenceSentences, titleOf } from '../../upgrade/sentences';

/** The plan as lines of text. */
export function planText(plan: UpgradePlan): string {
  return [
    `${titleLine(plan)}`,
    '',
    ...headLines(plan).map((line) => `  ${line}`),
    ...plan.steps.flatMap((step, index) => ['', ...stepText(step, index + 1)]),
    '',
  ].join('\n');
}

export function titleLine({ from, to, releases }: UpgradePlan): string {
  const between = releases.slice(1, -1);
  return `Agent Sandbox from ${from} to ${to}${between.length > 0 ? `, by way of ${between.join(' and ')}` : ''}`;
}

/** What is to be known before the first step. */
export function headLines({ avoided, files, objects }: UpgradePlan): string[] {
  return [
    `files: npx ${files.join('; npx ')}`,
    ...avoided.map(({ release, defects }) => (
      `never install ${release}: ${defects.map(({ reason, fixedIn }) => `${reason} (fixed in ${fixedIn})`).join('; ')}`
    )),
    ...objects.map(({ file, line, object, before, change }) => (
      `${file}:${line}: ${titleOf(object)}, before ${before}: ${change}`
    )),
  ];
}

/** The parts of a step, each with its lines. */
export function stepParts(step: Step): Array<[name: string, lines: string[]]> {
  const { requires, actions, checks, removed, back, differences } = step;
  const parts: Array<[string, string[]]> = [
    ['first', checkSentences(requires)],
    ['do', actionSentences(actions)],
    ['check', checkSentences(checks)],
    ['removed', removed.map(titleOf)],
    ['different', differences ? differenceSentences(differences) : []],
    ['back', [back.until, ...actionSentences(back.actions)]],
  ];
  return parts.filter(([, lines]) => lines.length > 0);
}

function stepText(step: Step, number: number): string[] {
  return [
    `${number}. ${step.title}`,
    `   ${step.why}`,
    ...stepParts(step).flatMap(([name, lines]) => lines.map((line, index) => (
      `   ${(index === 0 ? name : '').padEnd(9)} ${line}`
    ))),
  ];
}
