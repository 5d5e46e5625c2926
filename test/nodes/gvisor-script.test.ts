/**
 * The script runs here, on a directory that stands for a node, with a nsenter that runs nothing but notes what it was
 * asked.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ContainerdConfigVersion } from '../../src';
import { containerdTables, runscConfig } from '../../src/nodes/gvisor-config';
import { INSTALL_SCRIPT } from '../../src/nodes/gvisor-script';

const CONFIG = 'etc/containerd/config.toml';
const STOCK =
  'version = 3\nroot = "/var/lib/containerd"\n\n[plugins.\'io.containerd.cri.v1.images\']\n  snapshotter = "overlayfs"';

let directory: string;
const inDirectory = (path: string) => join(directory, path);
const write = (path: string, text: string) => {
  mkdirSync(dirname(inDirectory(path)), { recursive: true });
  writeFileSync(inDirectory(path), text);
};
const node = (path: string) => readFileSync(inDirectory(`host/${path}`), 'utf8');
const asked = () =>
  existsSync(inDirectory('asked')) ? readFileSync(inDirectory('asked'), 'utf8').trim().split('\n') : [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gvisor-'));
  write('gvisor/runsc', 'runsc 1');
  write('gvisor/containerd-shim-runsc-v1', 'shim 1');
  write('gvisor/gvisor-bin/sentry', 'sentry 1');
  write('gvisor/README', 'not to be installed');
  write(`host/${CONFIG}`, STOCK);
  configure(ContainerdConfigVersion.V3);
  // Notes what it was asked, and fails where a file says so.
  write(
    'bin/nsenter',
    `#!/bin/sh\nshift 8\necho "$*" >> ${inDirectory('asked')}\n` +
      `for word; do if [ -f ${inDirectory('fails')}/"$word" ]; then exit 1; fi; done\n`,
  );
  chmodSync(inDirectory('bin/nsenter'), 0o755);
});

afterEach(() => rmSync(directory, { recursive: true }));

function configure(version: ContainerdConfigVersion, handler = 'runsc'): void {
  write('config/install.sh', INSTALL_SCRIPT);
  write('config/runsc.toml', runscConfig({ platform: 'systrap' }));
  write('config/containerd.toml', containerdTables(version, handler));
}

function run(env: Record<string, string> = {}): { status: number | null; said: string } {
  mkdirSync(inDirectory('work'), { recursive: true });
  const { status, stderr } = spawnSync(
    '/bin/sh',
    [inDirectory('config/install.sh'), 'systemctl', 'restart', 'containerd'],
    {
      encoding: 'utf8',
      env: {
        PATH: `${inDirectory('bin')}:${process.env.PATH}`,
        HOST: inDirectory('host'),
        CONFIG: inDirectory('config'),
        WORK: inDirectory('work'),
        BINARIES: inDirectory('gvisor'),
        INSTALL_DIRECTORY: '/usr/local/bin',
        CONTAINERD_CONFIG: `/${CONFIG}`,
        CONFIG_VERSION: '3',
        HANDLER: 'runsc',
        RUNSC_CONFIG: '/etc/containerd/runsc.toml',
        ...env,
      },
    },
  );
  return { status, said: stderr };
}

describe('the image that containerd starts in each pod', () => {
  const V3 = { SANDBOX_TABLE: "plugins.'io.containerd.cri.v1.images'.pinned_images", SANDBOX_KEY: 'sandbox' };
  const CRI = "plugins.'io.containerd.grpc.v1.cri'";
  const V2 = { SANDBOX_TABLE: CRI, SANDBOX_KEY: 'sandbox_image', CONFIG_VERSION: '2' };
  const IMAGE = { SANDBOX_IMAGE: 'm.example.com/pause:3.10' };
  const before = (env: object, stock: string) => {
    write(`host/${CONFIG}`, stock);
    expect(run({ ...IMAGE, ...env as Record<string, string> }).status).toBe(0);
    const [written] = node(CONFIG).split('# BEGIN gVisor');
    expect(run({ ...IMAGE, ...env as Record<string, string> }).status).toBe(0);
    expect(node(CONFIG).split('# BEGIN gVisor')[0]).toBe(written);
    expect(asked().filter((each) => each.startsWith('systemctl'))).toHaveLength(1);
    return written;
  };

  test.each<[string, object, string, string]>([
    ['of a table that is not there', V3, STOCK,
      `${STOCK}\n[plugins.'io.containerd.cri.v1.images'.pinned_images]\n  sandbox = "m.example.com/pause:3.10"\n`],
    ['of a table with another quote, in place of the old one', V3,
      'version = 3\n  [plugins."io.containerd.cri.v1.images".pinned_images] # here\n'
        + '    sandbox = "k/pause:1"\n[grpc]\n',
      'version = 3\n  [plugins."io.containerd.cri.v1.images".pinned_images] # here\n'
        + '  sandbox = "m.example.com/pause:3.10"\n[grpc]\n'],
    ['of version 2, where a longer key and another table stay', V2,
      'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\nsandbox_image="a"\nsandbox_image_x = 1\n'
        + '[plugins."io.containerd.grpc.v1.cri".cni]\nsandbox_image = "b"\n',
      'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "m.example.com/pause:3.10"\n'
        + 'sandbox_image_x = 1\n[plugins."io.containerd.grpc.v1.cri".cni]\nsandbox_image = "b"\n'],
  ])('%s', (_, env, stock, written) => {
    expect(before(env, stock)).toBe(written);
  });
});

const WRITTEN = `${STOCK}
# BEGIN gVisor (do not edit: a DaemonSet writes this)
${containerdTables(ContainerdConfigVersion.V3, 'runsc')}# END gVisor
`;

test('it installs the binaries, writes both configurations, has containerd read its own, and restarts it', () => {
  chmodSync(inDirectory(`host/${CONFIG}`), 0o600);
  expect(run()).toEqual({ status: 0, said: '' });
  expect([
    node('usr/local/bin/runsc'),
    node('usr/local/bin/containerd-shim-runsc-v1'),
    node('usr/local/bin/gvisor-bin/sentry'),
  ]).toEqual(['runsc 1', 'shim 1', 'sentry 1']);
  expect(statSync(inDirectory('host/usr/local/bin/runsc')).mode % 0o1000).toBe(0o755);
  expect(existsSync(inDirectory('host/usr/local/bin/README'))).toBe(false);
  expect(node('etc/containerd/runsc.toml')).toBe('[runsc_config]\n  platform = "systrap"\n');
  expect(node(CONFIG)).toBe(WRITTEN);
  expect(statSync(inDirectory(`host/${CONFIG}`)).mode % 0o1000).toBe(0o600);
  expect(asked()).toEqual([
    'sh -c command -v containerd',
    'containerd --config /etc/containerd/config.toml.new config dump',
    'systemctl restart containerd',
  ]);
});

test('again it changes nothing and restarts nothing', () => {
  run();
  const before = asked().length;
  expect(run().status).toBe(0);
  expect(node(CONFIG)).toBe(WRITTEN);
  expect(asked()).toHaveLength(before);
});

test('newer binaries are put in place without a restart of containerd', () => {
  run();
  const before = asked().length;
  write('gvisor/runsc', 'runsc 2');
  run();
  expect(node('usr/local/bin/runsc')).toBe('runsc 2');
  expect(asked()).toHaveLength(before);
});

test('what it wrote for another handler is replaced, and what others wrote is kept', () => {
  run();
  configure(ContainerdConfigVersion.V3, 'gvisor');
  expect(run({ HANDLER: 'gvisor' }).status).toBe(0);
  expect(node(CONFIG)).toBe(WRITTEN.replaceAll('runtimes.runsc', 'runtimes.gvisor'));
});

test('releases without gvisor-bin are installed as well', () => {
  rmSync(inDirectory('gvisor/gvisor-bin'), { recursive: true });
  expect(run()).toEqual({ status: 0, said: '' });
});

test('a file of version 2 gets the tables of version 2', () => {
  write(`host/${CONFIG}`, 'version = 2\n');
  configure(ContainerdConfigVersion.V2);
  expect(run({ CONFIG_VERSION: '2' }).status).toBe(0);
  expect(node(CONFIG)).toContain("[plugins.'io.containerd.grpc.v1.cri'.containerd.runtimes.runsc]");
});

test('a container runtime that is not on the path is not asked before the restart', () => {
  write('fails/command -v containerd', '');
  expect(run().status).toBe(0);
  expect(asked()).toEqual(['sh -c command -v containerd', 'systemctl restart containerd']);
});

describe('an archive', () => {
  const machine = execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim();
  let sum: string;

  beforeEach(() => {
    write('archive/release/runsc', 'runsc of the archive');
    write('archive/release/containerd-shim-runsc-v1', 'shim of the archive');
    execFileSync('tar', ['-czf', inDirectory('gvisor.tar.gz'), '-C', inDirectory('archive'), '.']);
    sum = createHash('sha256').update(readFileSync(inDirectory('gvisor.tar.gz'))).digest('hex');
    // In place of a download: the last argument is the address, the one after -o the file.
    write('bin/curl', '#!/bin/sh\nfor word; do last=$word; done\ncp "$last" "$3"\n');
    chmodSync(inDirectory('bin/curl'), 0o755);
  });

  test('is downloaded for the machine, compared and installed in place of the binaries of the image', () => {
    write('config/archives', `other 00 ${inDirectory('nothing')}\n${machine} ${sum} ${inDirectory('gvisor.tar.gz')}\n`);
    expect(run()).toEqual({ status: 0, said: '' });
    expect(node('usr/local/bin/runsc')).toBe('runsc of the archive');
  });

  test('fails if it has another checksum: nothing is installed', () => {
    write('config/archives', `${machine} ${'0'.repeat(64)} ${inDirectory('gvisor.tar.gz')}\n`);
    const { status, said } = run();
    expect(status).toBe(1);
    expect(said).toContain(`does not have the SHA-256 ${'0'.repeat(64)}`);
    expect(existsSync(inDirectory('host/usr/local/bin/runsc'))).toBe(false);
  });

  test('fails if there is none for the machine', () => {
    write('config/archives', `pdp11 ${sum} ${inDirectory('gvisor.tar.gz')}\n`);
    expect(run()).toEqual({ status: 1, said: `gVisor: no archive is for ${machine}; give one in 'archives'\n` });
  });
});

describe('fails, and leaves the configuration of containerd as it is, if', () => {
  const refused = (said: string, env?: Record<string, string>) => {
    const before = existsSync(inDirectory(`host/${CONFIG}`)) ? node(CONFIG) : undefined;
    const result = run(env);
    expect(result.status).toBe(1);
    expect(result.said).toContain(`gVisor: ${said}`);
    expect(existsSync(inDirectory(`host/${CONFIG}`)) ? node(CONFIG) : undefined).toBe(before);
    expect(existsSync(inDirectory(`host/${CONFIG}.new`))).toBe(false);
  };

  test('it is of another version', () => {
    write(`host/${CONFIG}`, 'version = 2\n');
    refused("/etc/containerd/config.toml has version '2', not 3; give 'containerdConfigVersion'");
    expect(asked()).toEqual([]);
  });

  test('a version stands in a table only', () => {
    write(`host/${CONFIG}`, '[plugins]\nversion = 3\n');
    refused("/etc/containerd/config.toml has version '', not 3");
  });

  test('there is none', () => {
    rmSync(inDirectory(`host/${CONFIG}`));
    refused("the node has no /etc/containerd/config.toml; give 'containerdConfigPath'");
  });

  test.each([
    "[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runsc]",
    '[plugins."x".containerd.runtimes."runsc".options]',
  ])('it has the handler already: %s', (table) => {
    write(`host/${CONFIG}`, `version = 3\n${table}\n`);
    refused("/etc/containerd/config.toml has a runtime runsc of its own; remove it there, or give another 'handler'");
  });

  test('containerd does not accept it', () => {
    write('fails/dump', '');
    refused('containerd does not accept its configuration with runsc');
    expect(asked()).not.toContain('systemctl restart containerd');
  });

  test('the restart fails: it is tried again with the old configuration', () => {
    write('fails/restart', '');
    refused("'systemctl restart containerd' failed; the configuration is as it was");
    expect(asked().slice(-2)).toEqual(['systemctl restart containerd', 'systemctl restart containerd']);
  });

  test('the image has no shim', () => {
    rmSync(inDirectory('gvisor/containerd-shim-runsc-v1'));
    refused('there is no containerd-shim-runsc-v1 in');
  });
});
