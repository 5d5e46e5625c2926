/** Files are written whole or not at all: by both commands that write, by an app and by a stream. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { ManifestStream, SandboxApp } from '../../src';
import { OutputFiles } from '../../src/synth/output-files';
import { run } from '../support/cli';
import { directories } from '../support/directories';

jest.mock('node:fs', () => ({ ...jest.requireActual('node:fs') }));

const directory = directories();
const BIN = join(__dirname, '../../bin/cdk8s-agent-sandbox');
const OBJECT = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'new' } };

/** Everything that writes files, and one of the files that it writes. */
const WRITERS: Readonly<Record<string, readonly [file: string, write: (outdir: string) => void]>> = {
  release: ['v0.1.0/SHA256SUMS', (outdir) => succeed(['release', 'v0.1.0', '--outdir', outdir])],
  schema: ['all.json', (outdir) => succeed(['schema', '--outdir', outdir])],
  SandboxApp: ['c.k8s.yaml', (outdir) => {
    const app = new SandboxApp({ outdir });
    new ApiObject(new Chart(app, 'c'), 'A', OBJECT);
    app.synth();
  }],
  ManifestStream: ['fleet.yaml', (outdir) => {
    const stream = new ManifestStream(join(outdir, 'fleet.yaml'));
    stream.add(OBJECT);
    stream.close();
  }],
};

/** @throws with what the command prints when it fails */
function succeed(args: string[]): void {
  const { code, err } = run(args);
  if (code !== 0) { throw new Error(err); }
}

function failing(code: string): () => never {
  return () => { throw Object.assign(new Error(`${code}: it failed`), { code }); };
}

/** All paths below a directory. */
function pathsIn(path: string): string[] {
  return (fs.readdirSync(path, { recursive: true }) as string[]).sort();
}

afterEach(() => jest.restoreAllMocks());

describe.each(Object.entries(WRITERS))('%s', (_, [file, write]) => {
  /** A directory as it was left by an earlier run, with `old` in the file. */
  function withOld(): string {
    const outdir = directory();
    write(outdir);
    fs.writeFileSync(join(outdir, file), 'old');
    return outdir;
  }

  test('writes its files, and nothing else', () => {
    const [outdir, other] = [join(directory(), 'deep', 'er'), directory()];
    write(outdir);
    write(other);
    expect(fs.readFileSync(join(outdir, file), 'utf8')).not.toBe('');
    expect(pathsIn(outdir)).toEqual(pathsIn(other));
    expect(pathsIn(outdir).filter((path) => path.includes('partial'))).toEqual([]);
  });

  test.each([
    ['writeSync', 'ENOSPC', 'the disk is full (ENOSPC)'],
    ['writeSync', 'EDQUOT', 'the quota of the disk is used up'],
    ['writeSync', 'EFBIG', 'the file would be larger than the limit for files'],
    ['openSync', 'EROFS', 'the file system is read-only'],
    ['mkdtempSync', 'EACCES', 'permission denied'],
    ['renameSync', 'EPERM', 'permission denied'],
  ] as const)('fails if %s fails with %s, and leaves the files as they were', (step, code, cause) => {
    const outdir = withOld();
    const before = pathsIn(outdir);
    jest.spyOn(jest.requireMock<typeof fs>('node:fs'), step).mockImplementation(failing(code));
    expect(() => write(outdir)).toThrow(cause);
    expect(() => write(outdir)).toThrow(`cannot write to '${outdir}`);
    jest.restoreAllMocks();
    expect(pathsIn(outdir)).toEqual(before);
    expect(fs.readFileSync(join(outdir, file), 'utf8')).toBe('old');
  });

  test('replaces a link, and does not follow it', () => {
    const outdir = withOld();
    const target = join(directory(), 'mine');
    fs.writeFileSync(target, 'mine');
    fs.rmSync(join(outdir, file));
    fs.symlinkSync(target, join(outdir, file));
    write(outdir);
    expect(fs.lstatSync(join(outdir, file)).isFile()).toBe(true);
    expect(fs.readFileSync(target, 'utf8')).toBe('mine');
  });

  test('keeps the permissions of a file that it replaces', () => {
    const outdir = withOld();
    fs.chmodSync(join(outdir, file), 0o600);
    write(outdir);
    expect(fs.statSync(join(outdir, file)).mode % 0o1000).toBe(0o600);
    expect(fs.readFileSync(join(outdir, file), 'utf8')).not.toBe('old');
  });

  test('writes through a link to the directory', () => {
    const outdir = directory();
    const link = join(directory(), 'link');
    fs.symlinkSync(outdir, link);
    write(link);
    expect(fs.existsSync(join(outdir, file))).toBe(true);
  });

  test('fails if a file is a directory, and leaves the others as they were', () => {
    const outdir = withOld();
    fs.rmSync(join(outdir, file));
    fs.mkdirSync(join(outdir, file));
    const before = pathsIn(outdir);
    expect(() => write(outdir)).toThrow(`'${join(outdir, file)}' is a directory`);
    expect(pathsIn(outdir)).toEqual(before);
  });

  test('fails if the directory is a file', () => {
    const outdir = join(directory(), 'file');
    fs.writeFileSync(outdir, 'mine');
    expect(() => write(outdir)).toThrow(/ is a file, not a directory/);
    expect(fs.readFileSync(outdir, 'utf8')).toBe('mine');
  });

  (process.platform === 'linux' ? test.each(['/proc/x', '/proc/self/x/y']) : test.skip.each(['/proc']))(
    'fails if it is to write to %s, at once',
    (outdir) => {
      expect(() => write(outdir)).toThrow(/cannot write to '\/proc\S*': .*(takes no directories|permission denied)/);
    },
  );
});

test('a file that is written twice is the later one', () => {
  const outdir = directory();
  const output = new OutputFiles(outdir);
  for (const text of ['first', 'second']) { output.add('a', Buffer.from(text)); }
  output.publish();
  expect([fs.readdirSync(outdir), fs.readFileSync(join(outdir, 'a'), 'utf8')]).toEqual([['a'], 'second']);
});

test('two that write one directory at once do not mix', () => {
  const outdir = directory();
  const [one, other] = [new OutputFiles(outdir), new OutputFiles(outdir)];
  one.add('a', Buffer.from('one'));
  other.add('a', Buffer.from('other'));
  other.publish();
  expect(fs.readFileSync(join(outdir, 'a'), 'utf8')).toBe('other');
  one.publish();
  expect([fs.readdirSync(outdir), fs.readFileSync(join(outdir, 'a'), 'utf8')]).toEqual([['a'], 'one']);
});

// A signal ends the program between two steps, whichever they are.
test.each(['openSync', 'writeSync', 'renameSync'])(
  'a release that is killed at any %s leaves whole files, and checksums that tell',
  (step) => {
    const outdir = directory();
    const args = (id: string) => [
      'release',
      'v1.0.5',
      '--outdir',
      outdir,
      '--image',
      `registry.example.com/controller:${id}`,
    ];
    succeed(args('old'));
    const files = () =>
      Object.fromEntries(
        pathsIn(join(outdir, 'v1.0.5'))
          .filter((path) => !path.startsWith('.partial'))
          .map((path) => [path, fs.readFileSync(join(outdir, 'v1.0.5', path), 'utf8')]),
      );
    const old = files();
    succeed(args('new'));
    const whole = files();
    succeed(args('old'));
    const kill = join(directory(), 'kill.js');
    let count = 0;
    for (let isKilled = true; isKilled; count++) {
      fs.writeFileSync(
        kill,
        `
      const fs = require('node:fs');
      const { ${step}: original } = fs;
      let left = ${count};
      fs.${step} = (...args) => { if (left-- === 0) { process.kill(process.pid, 'SIGKILL'); } return original(...args); };
    `,
      );
      isKilled = spawnSync(process.execPath, ['-r', kill, BIN, ...args('new')]).signal === 'SIGKILL';
      const now = files();
      expect(Object.keys(now)).toEqual(Object.keys(old));
      for (const [name, text] of Object.entries(now)) {
        expect([old[name], whole[name]]).toContain(text);
      }
      // The checksums are new only when all files are.
      if (now.SHA256SUMS === whole.SHA256SUMS) {
        expect(now).toEqual(whole);
      }
      if (step !== 'renameSync' && isKilled) {
        expect(now).toEqual(old);
      }
    }
    expect(count).toBeGreaterThan(3);
  },
  120_000,
);
