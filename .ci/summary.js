// Prints `N passed, N failed, N skipped` from jest's report and the last lines of other steps. A step that failed
// outside of tests counts as one failure.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const [status, ...lines] = process.argv.slice(2);
const file = join(__dirname, '../test-reports/junit.xml');
const report = existsSync(file) ? readFileSync(file, 'utf8') : '';
const totals = /<testsuites [^>]*>/.exec(report)?.[0] ?? '';
const total = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(totals)?.[1] ?? 0);
const counted = (word) =>
  lines.reduce((sum, line) => sum + Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0), 0);

const skipped = report.split('<skipped').length - 1;
const failed = total('failures') + total('errors');
const all = {
  passed: total('tests') - failed - skipped + counted('passed'),
  failed: failed + counted('failed'),
  skipped: skipped + counted('skipped'),
};
if (all.failed === 0 && Number(status) !== 0) { all.failed = 1; }
console.log(`${all.passed} passed, ${all.failed} failed, ${all.skipped} skipped`);
