/** The example of docs/testing.md is a test that passes, and its failures are those that the page shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import * as library from '../../src';
import { codeOf } from '../support/markdown';

const PAGE = 'docs/testing.md';
const page = readFileSync(join(__dirname, '../..', PAGE), 'utf8');

const tests: Array<[name: string, body: () => void]> = [];
const { manifests, dev } = run();

test('the page has tests', () => {
  expect(tests.map(([name]) => name)).toHaveLength(3);
});

test.each(tests)('%s', (_, body) => {
  body();
});

test('the failures are those of the assertions', () => {
  const pattern = {
    spec: {
      podTemplate: {
        spec: { containers: [{ image: 'registry.example.com/devbox:2.5' }], runtimeClassNam: 'gvisor' },
      },
    },
  };
  expect(shown('failure')).toBe(messageOf(() => { manifests.hasObject('Sandbox', pattern); }));
  const target = library.NetworkTarget.domain('pypi.org');
  const ssh = kplus.NetworkPolicyPort.tcp(22);
  expect(shown('unreached')).toBe(messageOf(() => { manifests.mayReach(dev, target, ssh); }));
});

test.each([
  ['Assertions', library.Manifests.prototype, ['constructor']],
  ['Patterns', library.Match, ['length', 'name', 'prototype', 'by']],
])('the page has all of %s', (_, owner, others) => {
  const named = Object.getOwnPropertyNames(owner).filter((name) => !others.includes(name));
  const own = named.filter((name) => !['ofKind', 'matching', 'network', 'open'].includes(name));
  expect(own.filter((name) => !page.includes(`${name}(`) && !page.includes(`\`${name}\``))).toEqual([]);
  expect(own.length).toBeGreaterThan(8);
});

function shown(part: string): string {
  const text = page.slice(page.indexOf(`<!-- ${part} -->\n`), page.indexOf(`<!-- /${part} -->`));
  return text.split('\n').slice(2, -2).join('\n');
}

function messageOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it does not fail');
}

/** Runs the code of the page; its tests are kept to be run by name. */
function run(): { manifests: library.Manifests; dev: library.Sandbox } {
  const keep = (name: string, body: () => void) => { tests.push([name, body]); };
  const names = { ...library, kplus, App, Chart, test: keep };
  const code = codeOf(PAGE).replace(/^import .*$/gm, '');
  const script = ts.transpile(`${code}\nreturn { manifests, dev };`, { target: ts.ScriptTarget.ES2022 });
  // eslint-disable-next-line no-new-func -- the code is that of our own page
  return new Function(...Object.keys(names), script)(...Object.values(names));
}
