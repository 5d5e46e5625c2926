// Prints `N passed, N failed, N skipped` from jest's report. A step that failed outside jest counts as one failure.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const file = join(__dirname, '../test-reports/junit.xml');
const status = Number(process.argv[2]);
const report = existsSync(file) ? readFileSync(file, 'utf8') : '';
const totals = /<testsuites [^>]*>/.exec(report)?.[0] ?? '';
const total = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(totals)?.[1] ?? 0);

const skipped = report.split('<skipped').length - 1;
const reported = total('failures') + total('errors');
const failed = reported === 0 && status !== 0 ? 1 : reported;
console.log(`${total('tests') - reported - skipped} passed, ${failed} failed, ${skipped} skipped`);
