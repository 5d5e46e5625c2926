import { junit } from './junit';
import { judgedBy, Report, sentence } from './report';
import { sarif } from './sarif';
import { styledText } from './styled-text';
import { FindingSeverity } from '../../findings/finding';
import { oneLine } from '../../findings/printable';

/** Prints findings in a format. */
export type ReportFormat = (report: Report, version: string) => string;

export { styledText } from './styled-text';

export const FORMATS: Readonly<Record<string, ReportFormat>> = {
  text: (report) => styledText(report, false),
  json,
  sarif,
  junit,
  github,
};

function json({ findings, choice }: Report): string {
  const list = findings.map(({ file, line, column, finding, object, path }) => {
    const { code, severity, message, remedy } = finding;
    const { id: release } = choice.release;
    return { file, line, column, severity, code, object, path, message, ...(remedy && { remedy }), release };
  });
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** Workflow commands of GitHub Actions, which annotate the lines of a change. */
function github({ findings, isStrict, choice }: Report): string {
  const notice = `::notice title=cdk8s-agent-sandbox::${data(oneLine(judgedBy(choice)))}\n`;
  return findings.map(({ file, line, column, finding, object }) => {
    const command = isStrict ? FindingSeverity.ERROR : finding.severity;
    const properties = `file=${property(file)},line=${line},col=${column},title=${property(finding.code)}`;
    return `::${command} ${properties}::${data(oneLine(`${object}: ${sentence(finding)}`))}\n`;
  }).join('') + notice;
}

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function data(of: string): string {
  return of.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(of: string): string {
  return data(of).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
