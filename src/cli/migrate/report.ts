import { FindingSeverity } from '../../findings/finding';
import { oneLine, printable } from '../../findings/printable';
import type { Migration, MigrationFinding } from '../../migrate/migration';

/** The content of a report about a migration. */
export interface MigrationReport {
  readonly migration: Migration;
  /** The release that is migrated to. */
  readonly to: string;
  readonly from?: string;
  /** Whether files were written. */
  readonly isWritten: boolean;
}

export function severityOf({ code }: Pick<MigrationFinding, 'code'>): FindingSeverity {
  return code === 'ASB411' || code === 'ASB414' ? FindingSeverity.ERROR : FindingSeverity.WARNING;
}

const HEADS = ['Where', 'Object', 'Decision', 'Why'];
/** Widest cell of a table. */
const WIDTH = 60;

function rowsOf({ migration: { decisions } }: MigrationReport): string[][] {
  return decisions.map(({ file, line, object, what, why }) => [`${file}:${line}`, object, what, why].map(oneLine));
}

/** A line for each finding, and a table of what was decided. */
export function migrationText(report: MigrationReport): string {
  const findings = report.migration.findings.map((each) => {
    const { file, line, column, code, object, message, remedy } = each;
    return oneLine(`${file}:${line}:${column}: ${severityOf(each)} ${code} ${object}: ${message}; ${remedy}`);
  });
  const rows = rowsOf(report);
  if (rows.length === 0) { return findings.map((line) => `${line}\n`).join(''); }
  const table = [HEADS, ...rows];
  const widths = HEADS.map((_, column) => Math.min(WIDTH, Math.max(...table.map((row) => row[column].length))));
  const lines = table.map((row) => row.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd());
  return [...findings, ...(findings.length > 0 ? [''] : []), ...lines].map((line) => `${line}\n`).join('');
}

export function migrationMarkdown(report: MigrationReport): string {
  const table = (heads: readonly string[], rows: readonly string[][]) => (rows.length === 0 ? [] : [
    '', `| ${heads.join(' | ')} |`, `|${' --- |'.repeat(heads.length)}`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ]);
  const findings = report.migration.findings.map((each) => {
    const { file, line, code, object, message, remedy } = each;
    return [`${file}:${line}`, `${severityOf(each)} ${code}`, object, `${message}; ${remedy}`];
  });
  return [
    `**${cell(summaryOf(report))}**`,
    ...table(['Where', 'Finding', 'Object', 'What is left to do'], findings),
    ...table(HEADS, rowsOf(report)),
  ].map((line) => `${line}\n`).join('');
}

/** A text of a manifest in a cell: it is no link, no mention and no HTML. */
function cell(text: string): string {
  return oneLine(printable(text)).replace(/[\\`*_[\]<>|#@]/g, (each) => (
    each === '<' ? '&lt;' : each === '>' ? '&gt;' : each === '@' ? '@\u200b' : `\\${each}`
  ));
}

export function migrationJson({ migration, to, from }: MigrationReport, version: string): string {
  const { files, migrated, decisions, findings } = migration;
  return `${JSON.stringify({
    version,
    ...(from !== undefined && { from }),
    to,
    files: files.map(({ name, text, after }) => ({ file: name, isChanged: text !== after })),
    migrated: Object.fromEntries(migrated),
    decisions,
    findings: findings.map((each) => ({ severity: severityOf(each), ...each })),
  }, null, 2)}\n`;
}

/** One line about all of it. */
export function summaryOf({ migration, to, isWritten }: MigrationReport): string {
  const { files, migrated, findings, decisions, current, foreign } = migration;
  const changed = files.filter(({ text, after }) => text !== after).length;
  if (foreign === files.length) {
    return `nothing of Agent Sandbox is in ${count(files.length, 'file')}; `
      + 'name those with apiVersion: agents.x-k8s.io/... or extensions.agents.x-k8s.io/...';
  }
  const kinds = [...migrated].map(([kind, of]) => count(of, kind, kind === 'Sandbox' ? 'es' : 's'));
  const objects = kinds.length > 0 ? `${kinds.join(', ')} migrated to ${to}` : `no object had to be migrated to ${to}`;
  return [
    `${objects}; ${changed} of ${count(files.length, 'file')} ${isWritten ? 'written' : 'would change'}`,
    ...(current > 0 ? [`${count(current, 'object')} up to date`] : []),
    ...(decisions.length > 0 ? [count(decisions.length, 'decision')] : []),
    ...(findings.length > 0 ? [`${count(findings.length, 'finding')} left to you`] : []),
  ].join('; ');
}

function count(of: number, noun: string, plural = 's'): string {
  return `${of} ${noun}${of === 1 ? '' : plural}`;
}
