import { headLines, stepParts, titleLine } from './text';
import { oneLine } from '../../findings/printable';
import type { UpgradePlan } from '../../upgrade/plan';

/** The plan for an issue or a runbook: a box for each thing to do and to check. */
export function planMarkdown(plan: UpgradePlan): string {
  return [
    `# ${plain(titleLine(plan))}`,
    '',
    ...headLines(plan).map((line) => `- ${plain(line)}`),
    ...plan.steps.flatMap((step, index) => [
      '',
      `## ${index + 1}. ${plain(step.title)}`,
      '',
      `${plain(step.why)}.`,
      '',
      ...stepParts(step).flatMap(([name, lines]) => lines.map((line) => (
        `- ${['first', 'do', 'check'].includes(name) ? '[ ] ' : ''}**${name}** ${plain(line)}`
      ))),
    ]),
    '',
  ].join('\n');
}

/** A text in a line of Markdown: no link, no mention, no HTML. */
function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>|#@]/g, (each) => (
    each === '<' ? '&lt;' : each === '>' ? '&gt;' : each === '@' ? '@\u200b' : `\\${each}`
  ));
}
