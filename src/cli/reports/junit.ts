import { isFailure, Report, sentence, wellFormed } from './report';
import type { FileFinding, JudgedObject } from '../../judge/manifests/outcome';

/** A report for CI servers: a test case for each object, and an error for each text that cannot be read. */
export function junit({ objects, isStrict, unreadable, choice }: Report): string {
  const suites = [...byFile(objects)].map(([file, of]) => {
    const counts = { tests: of.length, failures: failed(of, isStrict), errors: 0 };
    return suite({ name: file, ...counts }, [
      `    <properties><property ${attributes({ name: 'release', value: choice.release.id })}/></properties>\n`,
      ...of.map((each) => testCase(each, isStrict)),
    ]);
  });
  if (unreadable.length > 0) {
    const { length } = unreadable;
    suites.push(suite({ name: 'unreadable', tests: length, failures: 0, errors: length }, unreadable.map(errorCase)));
  }
  const tests = objects.length + unreadable.length;
  const all = attributes({ tests, failures: failed(objects, isStrict), errors: unreadable.length });
  return '<?xml version="1.0" encoding="UTF-8"?>\n'
    + `<testsuites name="cdk8s-agent-sandbox" ${all}>\n${suites.join('')}</testsuites>\n`;
}

function byFile(objects: readonly JudgedObject[]): Map<string, JudgedObject[]> {
  const files = new Map<string, JudgedObject[]>();
  for (const each of objects) {
    const same = files.get(each.file);
    if (same) { same.push(each); } else { files.set(each.file, [each]); }
  }
  return files;
}

function failed(objects: readonly JudgedObject[], isStrict: boolean): number {
  return objects.filter(({ findings }) => findings.some((each) => isFailure(each, isStrict))).length;
}

function suite(values: Readonly<Record<string, string | number>>, content: readonly string[]): string {
  return `  <testsuite ${attributes(values)}>\n${content.join('')}  </testsuite>\n`;
}

function testCase({ file, object, findings }: JudgedObject, isStrict: boolean): string {
  const failures = findings.filter((each) => isFailure(each, isStrict));
  const others = findings.filter((each) => !isFailure(each, isStrict));
  const start = `    <testcase ${attributes({ name: object, classname: file })}`;
  if (findings.length === 0) { return `${start}/>\n`; }
  const output = others.length > 0 ? `<system-out>${lines(others)}</system-out>` : '';
  return `${start}>${failures.length > 0 ? failure(failures) : ''}${output}</testcase>\n`;
}

/** One element for all failures: readers show one a case. */
function failure(failures: readonly FileFinding[]): string {
  const [{ finding }] = failures;
  return `<failure ${attributes({ type: finding.code, message: sentence(finding) })}>${lines(failures)}</failure>`;
}

function errorCase(message: string): string {
  const start = `    <testcase ${attributes({ name: message, classname: 'unreadable' })}>`;
  return `${start}<error ${attributes({ message })}/></testcase>\n`;
}

function lines(findings: readonly FileFinding[]): string {
  return xml(findings.map(({ file, line, column, finding }) => (
    `${file}:${line}:${column}: ${finding.severity} ${finding.code}: ${sentence(finding)}`
  )).join('\n'));
}

export function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values).map(([name, value]) => `${name}="${xml(String(value))}"`).join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML, with U+FFFD for characters that XML cannot hold. */
function xml(text: string): string {
  return wellFormed(text)
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (char) => ENTITIES[char]);
}
