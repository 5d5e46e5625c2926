import { isFailure, Report, sentence, wellFormed } from './report';
import type { FileFinding, JudgedObject } from '../../judge/manifests/outcome';

/** One test case an object, for CI servers; a text that could not be read is one that could not run. */
export function junit({ objects, isStrict, unreadable }: Report): string {
  const files = new Map<string, JudgedObject[]>();
  for (const each of objects) {
    const same = files.get(each.file);
    if (same) {
      same.push(each);
    } else {
      files.set(each.file, [each]);
    }
  }
  const isFailed = ({ findings }: JudgedObject) => findings.some((each) => isFailure(each, isStrict));
  const suites = [...files].map(([file, of]) => (
    `  <testsuite name="${xml(file)}" tests="${of.length}" failures="${of.filter(isFailed).length}" errors="0">\n${of.map((each) => testCase(each, isStrict)).join('')}  </testsuite>\n`
  ));
  if (unreadable.length > 0) {
    suites.push(`  <testsuite name="unreadable" tests="${unreadable.length}" failures="0" errors="${unreadable.length}">\n${unreadable.map((message) => (
      `    <testcase name="${xml(message)}" classname="unreadable"><error message="${xml(message)}"/></testcase>\n`
    )).join('')}  </testsuite>\n`);
  }
  const failures = objects.filter(isFailed).length;
  return '<?xml version="1.0" encoding="UTF-8"?>\n'
    + `<testsuites name="cdk8s-agent-sandbox" tests="${objects.length + unreadable.length}" failures="${failures}" errors="${unreadable.length}">\n${suites.join('')}</testsuites>\n`;
}

function testCase({ file, object, findings }: JudgedObject, isStrict: boolean): string {
  const failures = findings.filter((each) => isFailure(each, isStrict));
  const others = findings.filter((each) => !isFailure(each, isStrict));
  const head = `    <testcase name="${xml(object)}" classname="${xml(file)}"`;
  if (findings.length === 0) { return `${head}/>\n`; }
  // Readers show one failure a case.
  const failure = failures.length > 0 ? `<failure type="${failures[0].finding.code}" message="${xml(sentence(failures[0].finding))}">${xml(failures.map(asLine).join('\n'))}</failure>` : '';
  const output = others.length > 0 ? `<system-out>${xml(others.map(asLine).join('\n'))}</system-out>` : '';
  return `${head}>${failure}${output}</testcase>\n`;
}

function asLine({ file, line, column, finding }: FileFinding): string {
  return `${file}:${line}:${column}: ${finding.severity} ${finding.code}: ${sentence(finding)}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML has no way to say is left out. */
function xml(text: string): string {
  return wellFormed(text).replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd').replace(/[&<>"]/g, (char) => ENTITIES[char]);
}
