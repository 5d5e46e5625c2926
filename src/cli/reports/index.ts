import { junit } from './junit';
import { oneLine, Report, sentence } from './report';
import { sarif } from './sarif';
import { FindingSeverity } from '../../findings/finding';

/** Prints findings in a format. */
export type Format = (report: Report, version: string) => string;

export const FORMATS: Readonly<Record<string, Format>> = { text, json, sarif, junit, github };

/** One line a finding. */
function text({ findings }: Report): string {
  return findings.map(({ file, line, column, finding, object }) => (
    `${oneLine(`${file}:${line}:${column}: ${finding.severity} ${finding.code} ${object}: ${sentence(finding)}`)}\n`
  )).join('');
}

function json({ findings }: Report): string {
  return `${JSON.stringify(findings.map(({ file, line, column, finding: { code, severity, message, remedy }, object, path }) => (
    { file, line, column, severity, code, object, path, message, ...(remedy && { remedy }) }
  )), null, 2)}\n`;
}

/** Commands of GitHub Actions, which annotates the lines of a change with them. */
function github({ findings, isStrict }: Report): string {
  return findings.map(({ file, line, column, finding, object }) => (
    `::${isStrict ? FindingSeverity.ERROR : finding.severity} file=${property(file)},line=${line},col=${column},title=${property(finding.code)}::`
    + `${data(oneLine(`${object}: ${sentence(finding)}`))}\n`
  )).join('');
}

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function data(of: string): string {
  return of.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(of: string): string {
  return data(of).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
