import { faultLine, figures, rehearsalSummary, RehearsalReport, titleOfKind } from './report';
import { oneLine } from '../../findings/printable';
import { breaks, FAULT_KINDS, FaultKind } from '../../rehearsal/fault';
import { inCode, plainText } from '../diff/markdown';
import { attributes } from '../reports/junit';

/** How a rehearsal is told. */
export const REHEARSAL_FORMATS: Readonly<Record<string, (report: RehearsalReport, version: string) => string>> = {
  text: (report) => [
    ...report.faults.map((fault) => oneLine(faultLine(fault))),
    ...figures(report).map(([name, foretold, seen]) => `${name}: foretold ${foretold}; seen ${seen}`),
    ...Object.entries(report.step.pools).map(([pool, count]) => `pool ${pool}: ${count} ready`),
    ...report.notes.map((note) => `note: ${note}`),
    '',
  ].join('\n'),
  markdown: (report) => [
    `**${plainText(rehearsalSummary(report))}**`,
    '',
    ...(report.faults.length > 0 ? ['| | Object | Fault |', '| --- | --- | --- |'] : []),
    ...report.faults.map((fault) => (
      `| ${breaks(fault) ? '🔴' : '🟡'} ${fault.kind} | ${inCode(fault.object)} | ${plainText(fault.message)} |`
    )),
    '',
    '| | Foretold by `diff` | Seen |',
    '| --- | --- | --- |',
    ...figures(report).map((row) => `| ${row.join(' | ')} |`),
    '',
    ...report.notes.map((note) => `- ${plainText(note)}`),
    '',
  ].join('\n'),
  junit: (report) => {
    const kinds = Object.keys(FAULT_KINDS) as FaultKind[];
    const cases = kinds.map((kind) => {
      const faults = report.faults.filter((each) => each.kind === kind);
      const start = `    <testcase ${attributes({ name: FAULT_KINDS[kind].title, classname: 'rehearsal' })}`;
      const [first] = faults;
      if (!first) { return `${start}/>\n`; }
      const message = faults.map(({ object, message: text }) => `${object}: ${text}`).join('\n');
      return `${start}><failure ${attributes({ type: kind, message })}/></testcase>\n`;
    });
    const counts = attributes({
      name: 'rehearsal',
      tests: kinds.length,
      failures: new Set(report.faults.map(titleOfKind)).size,
      errors: 0,
      time: report.seconds.toFixed(1),
    });
    return '<?xml version="1.0" encoding="UTF-8"?>\n'
      + `<testsuites>\n  <testsuite ${counts}>\n${cases.join('')}  </testsuite>\n</testsuites>\n`;
  },
  json: ({ step, ...report }, version) => `${JSON.stringify({ version, ...step, ...report }, undefined, 2)}\n`,
};

