/** Parts of the site that need no browser. */
import assert from 'node:assert/strict';
import { createHash as nodeHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import * as net from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { githubAnchor, linkOnSite, pageOf } from '../.vitepress/links.mjs';
import { searchedText } from '../.vitepress/search.mjs';
import { matrixOf } from '../playground/matrix';
import { MemoryFiles } from '../playground/memory-files';
import { releaseIn, withRelease } from '../playground/releases';
import { createHash } from '../playground/shims/crypto';
import { isIP } from '../playground/shims/net';
import { Declarations, TypeChecker } from '../playground/types/checker';
import { withoutNetwork } from '../playground/without-network';

const REPOSITORY = 'https://example.com/repository';

test('links to pages stay on the site, others lead to the repository', () => {
  const link = (from: string, href: string) => linkOnSite(from, href, REPOSITORY);
  assert.equal(link('docs/versions.md', '../CHANGELOG.md'), '/changes.md');
  assert.equal(link('docs/findings/ASB101.md', '../pods.md#names'), '/pods.md#names');
  assert.equal(link('docs/agent-sandbox.md', '../API.md'), '/reference/index.md');
  assert.equal(link('docs/adr/README.md', '0001-crds-from-data.md'), '/adr/0001-crds-from-data.md');
  assert.equal(link('CONTRIBUTING.md', 'docs/architecture.md'), '/architecture.md');
  assert.equal(link('docs/examples.md', '../examples/fleet/main.ts'), `${REPOSITORY}/blob/main/examples/fleet/main.ts`);
  assert.equal(link('docs/examples.md', '../examples'), `${REPOSITORY}/tree/main/examples`);
  assert.equal(link('README.md', `${REPOSITORY}/blob/main/docs/faq.md`), '/faq.md');
  for (const href of ['https://cdk8s.io', '#anchor', '/reference/', 'mailto:a@example.com']) {
    assert.equal(link('docs/faq.md', href), href);
  }
});

test('READMEs of folders are their first pages', () => {
  assert.equal(pageOf('docs/findings/README.md'), 'findings/index.md');
  assert.equal(pageOf('site/pages/index.md'), 'index.md');
  assert.equal(pageOf('site/generated/reference/Sandbox.md'), 'reference/Sandbox.md');
});

test('anchors are those of GitHub', () => {
  assert.equal(githubAnchor('From v0.4.x to v1.0.x'), 'from-v04x-to-v10x');
  assert.equal(githubAnchor('cdk8s, cdk8s-plus and Node.js'), 'cdk8s-cdk8s-plus-and-nodejs');
});

test('each page of the documentation is in the sidebar', () => {
  const docs = join(import.meta.dirname, '../../docs');
  const text = readFileSync(join(import.meta.dirname, '../.vitepress/sidebar.mts'), 'utf8');
  const pages = readdirSync(docs).flatMap((name) => /^(.*)\.md$/.exec(name)?.[1] ?? []);
  assert.deepEqual(pages.filter((page) => !text.includes(`'${page}'`)), []);
});

test('the search indexes the reference in one language', () => {
  const source = [
    '### <span class="in-language typescript">addClaim</span>'
    + '<span class="in-language python ignore-header">add&#95;claim</span>',
    '<!-- other language -->\nadd_claim()\n<!-- end -->',
  ].join('\n');
  assert.equal(
    searchedText(source).trim(),
    '### <span class="in-language typescript">addClaim</span>\n\naddClaim add Claim add_claim claim',
  );
  assert.equal(searchedText('### A title\n```ts\nconst a = 1;\n```'), '### A title\n```txt\nconst a = 1;\n```');
});

test('hashes of the playground are those of Node', () => {
  for (const algorithm of ['sha1', 'sha256']) {
    for (const text of ['', 'a', 'ä€😀', 'x'.repeat(100_000)]) {
      assert.equal(createHash(algorithm).update(text).digest('hex'), nodeHash(algorithm).update(text).digest('hex'));
    }
  }
  assert.throws(() => createHash('md5'), /hash 'md5' is not available/);
});

test('forms of addresses are those of Node', () => {
  const texts = [
    '10.0.0.1',
    '10.0.0',
    '256.1.1.1',
    '01.2.3.4',
    '::',
    '::1',
    '2001:db8::8a2e:370:7334',
    '::ffff:192.0.2.1',
    '1::2::3',
    ':1',
    'fe80::1%eth0',
    '2001:db8',
    '',
    ' ::1',
    '2001:db8::/32',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
  ];
  for (const text of texts) { assert.equal(isIP(text), net.isIP(text), text); }
});

test('files in memory are written, renamed and listed', () => {
  const files = new MemoryFiles();
  files.mkdir('dist');
  const aside = files.mkdtemp('dist/.partial-');
  const descriptor = files.open(`${aside}/0`, 'wx');
  files.append(descriptor, 'ab');
  files.append(descriptor, 'cdef', 1, 2);
  files.close(descriptor);
  files.rename(`${aside}/0`, 'dist/out.yaml');
  files.remove(aside);
  assert.deepEqual(
    files.below('/dist').map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]),
    [['/dist/out.yaml', 'abde']],
  );
  assert.deepEqual(files.readdir('dist'), ['out.yaml']);
  const reading = files.open('dist/out.yaml');
  const bytes = new Uint8Array(3);
  assert.deepEqual(
    [files.readInto(reading, bytes), files.readInto(reading, bytes), files.readInto(reading, bytes)],
    [3, 1, 0],
  );
});

test('fails if a file in memory is missing, is a directory, or is there already', () => {
  const files = new MemoryFiles();
  files.write('/a', 'text');
  assert.throws(() => files.read('/b'), { code: 'ENOENT' });
  assert.throws(() => files.read('/tmp'), { code: 'EISDIR' });
  assert.throws(() => files.write('/a/b', ''), { code: 'ENOTDIR' });
  assert.throws(() => files.write('/c/b', ''), { code: 'ENOENT' });
  assert.throws(() => files.open('/a', 'wx'), { code: 'EEXIST' });
  assert.throws(() => files.mkdir('/tmp'), { code: 'EEXIST' });
  assert.equal(files.stat('/b', { throwIfNoEntry: false }), undefined);
});

test('the release of a source is read and changed', () => {
  const source = "new AgentSandbox(chart, 'A', { version: AgentSandboxVersion.V1_0_5 });";
  assert.equal(releaseIn(source, 'v9.9.9'), 'v1.0.5');
  assert.equal(releaseIn('AgentSandboxVersion.LATEST', 'v9.9.9'), 'v9.9.9');
  assert.equal(releaseIn('nothing', 'v9.9.9'), undefined);
  assert.equal(withRelease(source, 'v0.4.6'), source.replace('V1_0_5', 'V0_4_6'));
});

test('the matrix of a report is read as rows', () => {
  assert.equal(matrixOf('There are no sandboxes and no templates.\n'), undefined);
  assert.deepEqual(matrixOf('|  | sandbox `a\\|b` |\n| --- | --- |\n| internet | yes |\n\ntext\n'), {
    head: ['', 'sandbox a|b'],
    rows: [['internet', 'yes']],
  });
});

test('a worker loses its network', () => {
  class Scope { fetch() { return 1; } }
  const scope = new Scope() as { fetch?: unknown; WebSocket?: unknown };
  scope.WebSocket = class {};
  withoutNetwork(scope);
  assert.equal(scope.fetch, undefined);
  assert.equal(scope.WebSocket, undefined);
  assert.throws(() => { scope.fetch = () => 2; });
});

test('the samples of the playground have no errors of types, and a wrong prop has one', () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
  const checker = new TypeChecker(JSON.parse(read('../generated/declarations.json')) as Declarations);
  const imports = read('../playground/samples.ts').matchAll(/from '(.*\/examples\/.*)\?raw'/g);
  const samples = [...imports].map(([, path]) => path);
  assert.ok(samples.length >= 4);
  for (const sample of samples) { assert.deepEqual(checker.check(read(join('../playground', sample))), [], sample); }
  const wrong = "import { AgentSandboxVersion } from 'cdk8s-agent-sandbox';\nAgentSandboxVersion.of(1);\n";
  assert.deepEqual(checker.check(wrong).map(({ code, place }) => ({ code, place })), [
    { code: 'TS2345', place: { line: 2, column: 24 } },
  ]);
  assert.deepEqual(checker.check('const = 1;'), [], 'mistakes of syntax are told by what runs the source');
});
