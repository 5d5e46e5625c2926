import { DoctorReport, summaryOf } from './report';
import { affectedText, evidenceText } from './text';
import { nameOfObject } from '../../kubernetes/object-name';
import { inCode, plainText } from '../diff/markdown';

/** What is wrong, for an incident or an issue. */
export function doctorMarkdown(report: DoctorReport): string {
  const { diagnoses, resting } = report;
  return [
    `**${plainText(summaryOf(report))}**`,
    '',
    ...diagnoses.flatMap(({ given, code, severity, message, remedy, evidence, affected }) => [
      `- **${severity} ${code}** ${inCode(nameOfObject(given.object))}: ${plainText(message)}`,
      ...evidence.map((each) => `  - seen: ${inCode(evidenceText(each))}`),
      ...affected.length > 0 ? [`  - also: ${inCode(affectedText(affected))}`] : [],
      `  - remedy: ${plainText(remedy)}`,
    ]),
    ...resting.length > 0 ? ['', 'At rest:', '', ...resting.map((each) => `- ${inCode(each)}`)] : [],
    '',
  ].join('\n');
}
