/** Programs that are killed while they write, at every step: the next one finishes what they began. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { SandboxApp } from '../../src';
import { OutputFiles } from '../../src/synth/output-files';
import { run } from '../support/cli';
import { directories } from '../support/directories';

const directory = directories();
const ROOT = join(__dirname, '../..');
const HOST = hostname().replace(/\W/g, '').slice(0, 40);

/** A process that has ended. */
const DEAD = spawnSync(process.execPath, ['-e', '']).pid;

/** Kills the process with the signal that no program can catch, before a step. */
function killer(step: string, count: number): string {
  const path = join(directory(), 'kill.js');
  fs.writeFileSync(
    path,
    `const fs = require('node:fs');
     const { ${step}: original } = fs;
     let left = ${count};
     fs.${step} = (...args) => {
       if (left-- === 0) { process.kill(process.pid, 'SIGKILL'); }
       return original(...args);
     };`,
  );
  return path;
}

/** Whether a program was killed before a step. */
function isKilled(step: string, count: number, args: readonly string[]): boolean {
  const { signal, stderr } = spawnSync(process.execPath, ['-r', killer(step, count), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (signal === null && stderr !== '') { throw new Error(stderr); }
  return signal === 'SIGKILL';
}

function textsIn(path: string): Record<string, string> {
  const names = (fs.readdirSync(path, { recursive: true, withFileTypes: true }) as fs.Dirent[])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(join(path, name), 'utf8')]));
}

function shown(path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(textsIn(path)).filter(([name]) => !name.startsWith('.partial')));
}

/** An app of some charts, each with an object in a file of its own. */
function build(app: App, text: string, names: readonly string[]): void {
  for (const name of names) {
    const metadata = { name };
    new ApiObject(new Chart(app, name), 'A', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { text } } as any);
  }
  app.synth();
}

const OF_APP = `
  const { ApiObject, Chart, YamlOutputType } = require('cdk8s');
  const { SandboxApp } = require('cdk8s-agent-sandbox');
  const [outdir] = process.argv.slice(1);
  const app = new SandboxApp({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  for (const name of ['a', 'b', 'c']) {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text: 'new' } };
    new ApiObject(new Chart(app, name), 'A', object);
  }
  app.synth();
`;

test.each(['renameSync', 'writeSync', 'rmSync'])(
  'an app that was killed at any %s is finished by the next synthesis, which writes one file of three',
  (step) => {
    const yamlOutputType = YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
    let kills = 0;
    for (let count = 0; ; count++) {
      const outdir = directory();
      build(new SandboxApp({ outdir, yamlOutputType }), 'old', ['a', 'b', 'c']);
      const wasKilled = isKilled(step, count, ['-e', OF_APP, outdir]);
      const left = shown(outdir);
      const isOld = !JSON.stringify(left).includes('new');
      build(new SandboxApp({ outdir, yamlOutputType }), 'newest', ['a']);
      const [a, ...others] = Object.values(textsIn(outdir));
      expect(a).toContain('text: newest');
      // Both others are of one run: of the killed one as soon as its files were complete.
      expect(others).toHaveLength(2);
      const texts = others.map((text) => /text: (\w+)/.exec(text)![1]);
      expect(texts).toEqual(isOld && texts[0] === 'old' ? ['old', 'old'] : ['new', 'new']);
      if (!wasKilled) { break; }
      kills++;
    }
    expect(kills).toBeGreaterThan(0);
  },
  120_000,
);

test('a schema that was killed between two renames is finished by that of another release', () => {
  const outdir = directory();
  const { code, err } = run(['schema', '--release', 'v0.5.6', '--outdir', outdir]);
  expect([code, err]).toEqual([0, '']);
  const before = shown(outdir);
  const bin = join(ROOT, 'bin/cdk8s-agent-sandbox');
  expect(isKilled('renameSync', 3, [bin, 'schema', '--release', 'v1.0.5', '--outdir', outdir])).toBe(true);
  const between = shown(outdir);
  expect(Object.keys(between)).toEqual(Object.keys(before));
  expect(Object.entries(between).filter(([name, text]) => before[name] !== text)).toHaveLength(2);

  // Whoever reads the directory is told.
  const read = run(['validate', outdir]);
  expect([read.code, read.err]).toEqual([
    2,
    expect.stringContaining('is left of a program that was killed: files of two runs are mixed here; run it again'),
  ]);

  new OutputFiles(outdir).add('other.json', Buffer.from('{}'));
  const whole = directory();
  run(['schema', '--release', 'v1.0.5', '--outdir', whole]);
  expect(shown(outdir)).toEqual(shown(whole));
});

test('fails if a rename fails after others, and says so; the next run finishes', () => {
  const outdir = directory();
  const output = new OutputFiles(outdir);
  for (const name of ['a', 'b', 'c']) { output.add(name, Buffer.from('new')); }
  output.seal();
  fs.mkdirSync(join(outdir, 'b'));
  expect(() => { output.rename(); }).toThrow(/cannot write to .*; 1 of 3 files are replaced: run it again/);
  fs.rmdirSync(join(outdir, 'b'));
  const next = new OutputFiles(outdir);
  next.add('d', Buffer.from('newest'));
  next.publish();
  expect(textsIn(outdir)).toEqual({ a: 'new', b: 'new', c: 'new', d: 'newest' });
});

describe('what is left of others', () => {
  /** A hidden directory with two files, and a list of their names. */
  function leave(outdir: string, owner: string, names: unknown): string {
    const aside = join(outdir, `.partial-${owner}-aB3dEf`);
    fs.mkdirSync(aside);
    for (const name of ['0', '1']) { fs.writeFileSync(join(aside, name), 'left'); }
    if (names !== undefined) { fs.writeFileSync(join(aside, 'names.json'), JSON.stringify(names)); }
    return aside;
  }

  function write(outdir: string): void {
    const output = new OutputFiles(outdir);
    output.add('mine', Buffer.from('mine'));
    output.publish();
  }

  test('incomplete files of a process that has ended are deleted', () => {
    const outdir = directory();
    leave(outdir, `${DEAD}-${HOST}`, undefined);
    write(outdir);
    expect(textsIn(outdir)).toEqual({ mine: 'mine' });
  });

  test.each([
    ['a process that runs', `${process.ppid}-${HOST}`, ['a', 'b']],
    ['a process that runs and is not done', `${process.ppid}-${HOST}`, undefined],
    ['another host that is not done', `${DEAD}-elsewhere`, undefined],
  ])('files of %s are left alone', (_, owner, names) => {
    const outdir = directory();
    const aside = leave(outdir, owner, names);
    write(outdir);
    expect(fs.existsSync(join(aside, '1'))).toBe(true);
    expect(shown(outdir)).toEqual({ mine: 'mine' });
  });

  test('complete files of another host are published', () => {
    const outdir = directory();
    leave(outdir, `${DEAD}-elsewhere`, ['a', 'folder/b']);
    write(outdir);
    expect(textsIn(outdir)).toEqual({ 'a': 'left', 'folder/b': 'left', 'mine': 'mine' });
  });

  test.each([
    [['../a', 'b']],
    [['/tmp/wt-a', 'b']],
    [['.git/hooks/pre-commit', 'b']],
    [['a/../../b', 'b']],
    [['a', 1]],
    ['a'],
  ])('a list of names that leads elsewhere is not followed: %j', (names) => {
    const [parent] = [directory()];
    const outdir = join(parent, 'out');
    fs.mkdirSync(outdir);
    leave(outdir, `${DEAD}-${HOST}`, names);
    write(outdir);
    expect(textsIn(parent)).toEqual({ 'out/mine': 'mine' });
  });

  test('fails if a list of names leads through a link', () => {
    const [outdir, other] = [directory(), directory()];
    fs.symlinkSync(other, join(outdir, 'link'));
    leave(outdir, `${DEAD}-${HOST}`, ['link/a', 'b']);
    expect(() => { write(outdir); }).toThrow(/is a link, and files are not written through links; remove it/);
    expect(textsIn(other)).toEqual({});
  });

  test('a hidden directory that is a link is not entered', () => {
    const [outdir, other] = [directory(), directory()];
    fs.writeFileSync(join(other, 'names.json'), '["a"]');
    fs.writeFileSync(join(other, '0'), 'theirs');
    fs.symlinkSync(other, join(outdir, `.partial-${DEAD}-${HOST}-aB3dEf`));
    write(outdir);
    expect(Object.keys(textsIn(other))).toEqual(['0', 'names.json']);
    expect(shown(outdir)).toEqual({ mine: 'mine' });
  });
});

test('fails if a folder of a chart is a link, and writes nothing', () => {
  const [outdir, other] = [directory(), directory()];
  fs.symlinkSync(other, join(outdir, 'a'));
  const app = new SandboxApp({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  expect(() => { build(app, 'new', ['a', 'b']); }).toThrow(/a' is a link, and files are not written through links/);
  expect([textsIn(outdir), textsIn(other)]).toEqual([{}, {}]);
});
