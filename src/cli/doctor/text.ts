import { styleText } from 'node:util';
import { DoctorReport } from './report';
import type { Diagnosis, Evidence } from '../../doctor/diagnosis';
import { FindingSeverity } from '../../findings/finding';
import { oneLine } from '../../findings/printable';
import { nameOfObject } from '../../kubernetes/object-name';

type Style = Parameters<typeof styleText>[0];
type Styled = (style: Style, text: string) => string;

/** Names of affected objects that are listed. */
const MOST_AFFECTED = 5;

/** A paragraph a diagnosis: what is wrong and why, what shows it, and what to do. All of it is printable as it is. */
export function doctorText({ diagnoses, resting }: DoctorReport, hasColors: boolean): string {
  const styled: Styled = (style, text) => (hasColors ? styleText(style, text, { validateStream: false }) : text);
  return [
    ...diagnoses.map((each) => `${linesOf(each, styled).join('\n')}\n`),
    ...resting.length > 0 ? [`at rest:\n${resting.map((each) => `    ${oneLine(each)}\n`).join('')}`] : [],
  ].join('\n');
}

function linesOf({ given, code, severity, message, remedy, evidence, affected }: Diagnosis, styled: Styled): string[] {
  const color = severity === FindingSeverity.ERROR ? 'red' : 'yellow';
  const line = (name: string, text: string) => `    ${styled('dim', `${name}:`.padEnd(9))}${oneLine(text)}`;
  return [
    `${styled([color, 'bold'], severity)} ${styled(color, code)} ${
      styled('bold', oneLine(nameOfObject(given.object)))}: ${oneLine(message)}`,
    ...evidence.map((each) => line('seen', evidenceText(each))),
    ...affected.length > 0 ? [line('also', affectedText(affected))] : [],
    line('remedy', remedy),
  ];
}

export function evidenceText({ object, where, text }: Evidence): string {
  return `${object}, ${where}: ${text}`;
}

export function affectedText(affected: readonly string[]): string {
  const rest = affected.length - MOST_AFFECTED;
  return affected.slice(0, MOST_AFFECTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
