import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentSandboxVersion } from '../../src';
import { run } from '../support/cli';

const COMMANDS = [
  'versions', 'release', 'validate', 'diff', 'upgrade-plan', 'import', 'migrate', 'rehearse', 'doctor', 'graph',
  'blast', 'images', 'explain', 'schema',
];

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists the commands', (argument) => {
    const { code, out, err } = run([argument]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: cdk8s-agent-sandbox <command> \[options\]\n/);
    for (const command of COMMANDS) { expect(out).toMatch(new RegExp(`^ {2}${command} +\\S`, 'm')); }
  });

  test('is what one gets who says nothing, but not as a success', () => {
    expect(run([])).toEqual({ code: 2, out: run(['--help']).out, err: '' });
  });

  test.each(COMMANDS)('of %s has a usage, every option and examples', (command) => {
    const { code, out, err } = run([command, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: cdk8s-agent-sandbox ${command} `));
    expect(out).toMatch(new RegExp(`\nExamples:\n( {2}cdk8s-agent-sandbox ${command}.*\n)+$`));
    expect(out.split('\n').filter((line) => line.length > 88)).toEqual([]);
    expect(run([command, '-h'])).toEqual({ code: 0, out, err: '' });
    expect(run([command, '--nonsense', '--help']).out).toBe(out);
    const source = readFileSync(join(__dirname, '../../src/cli/commands', `${command}.ts`), 'utf8');
    const options = [...source.matchAll(/'?([\w-]+)'?: \{ type: '(?:boolean|string)'/g)].map((match) => match[1]);
    expect(options.length).toBeGreaterThan(0);
    expect(options.filter((option) => !out.includes(`\n  --${option}`))).toEqual([]);
  });

  test('--version is that of the package', () => {
    expect(run(['--version'])).toEqual({
      code: 0,
      out: `${JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')).version}\n`,
      err: '',
    });
  });
});

describe('arguments that make no sense end with 2 and a hint', () => {
  const see = (command = '') => `; see 'cdk8s-agent-sandbox ${command && `${command} `}--help'\n`;

  test.each<[string[], string]>([
    [['install'], `error: unknown command 'install'; did you mean 'release'?${see()}`],
    [[''], `error: unknown command ''; commands are ${COMMANDS.join(', ')}${see()}`],
    [['--json'], `error: unknown command '--json'; commands are ${COMMANDS.join(', ')}${see()}`],
    [['constructor'], `error: unknown command 'constructor'; commands are ${COMMANDS.join(', ')}${see()}`],
    [['toString', '--help'], `error: unknown command 'toString'; commands are ${COMMANDS.join(', ')}${see()}`],
    [['__proto__'], `error: unknown command '__proto__'; commands are ${COMMANDS.join(', ')}${see()}`],
    [
      ['versions', 'v1.0.5'],
      `error: Unexpected argument 'v1.0.5'. This command does not take positional arguments${see('versions')}`,
    ],
    [['versions', '--yaml'], `error: Unknown option '--yaml'${see('versions')}`],
    [['versions', '--json=yes'], `error: Option '--json' does not take an argument${see('versions')}`],
    [['valdate'], `error: unknown command 'valdate'; did you mean 'validate'?${see()}`],
    [['lint'], `error: unknown command 'lint'; did you mean 'validate'?${see()}`],
    [
      ['validate', 'a', '--namspace', 'b'],
      `error: Unknown option '--namspace'; did you mean '--namespace'?${see('validate')}`,
    ],
    [['validate', 'a', '-o', 'json'], `error: Unknown option '-o'; did you mean '--format'?${see('validate')}`],
    [['validate', 'a', '--json'], `error: Unknown option '--json'; did you mean '--format json'?${see('validate')}`],
    [['versions', '--jsn'], `error: Unknown option '--jsn'; did you mean '--json'?${see('versions')}`],
    [['release'], `error: no release given; give one or more, such as v1.0.5, or --all${see('release')}`],
    [
      ['release', '--all', 'v1.0.5'],
      `error: --all takes every known release; remove the versions and --like, or remove --all${see('release')}`,
    ],
    [
      ['release', '--all', '--like', 'v1.0.5'],
      `error: --all takes every known release; remove the versions and --like, or remove --all${see('release')}`,
    ],
    [
      ['release', 'v1.0.5', '--profile', 'secure'],
      `error: profile 'secure' is unknown; give one of hardened, openshift, upstream${see('release')}`,
    ],
    [
      ['release', 'v1.0.5', '--profile', ''],
      `error: profile '' is unknown; give one of hardened, openshift, upstream${see('release')}`,
    ],
    [
      ['release', 'v1.0.5', '--profile', 'hardened', '--upstream-names'],
      `error: --upstream-names implies the profile upstream; remove --profile hardened${see('release')}`,
    ],
    [['release', 'v1.0.5', '--outdir'], `error: Option '--outdir <value>' argument missing${see('release')}`],
  ])('%j', (args, err) => {
    expect(run(args)).toEqual({ code: 2, out: '', err });
  });
});

describe('what cannot be done ends with 1', () => {
  const newest = AgentSandboxVersion.LATEST.id;

  test.each<[string[], string]>([
    [['release', 'v0.4.4'], "error: unknown Agent Sandbox release 'v0.4.4'; known: v0.1.0, "],
    [
      ['release', '1.0.5'],
      "error: unknown Agent Sandbox release '1.0.5'; releases are named by their tags: give 'v1.0.5'",
    ],
    [
      ['release', 'v9.9.9'],
      "error: unknown Agent Sandbox release 'v9.9.9'; it is newer than this library; to assume that it installs as",
    ],
    [['release', '../v1.0.5'], "error: unknown Agent Sandbox release '../v1.0.5'; known: "],
    [['release', 'v9.9.9', '--like', 'v9.9.8'], "error: unknown Agent Sandbox release 'v9.9.8'; "],
    [
      ['release', newest, '--like', newest],
      `error: release '${newest}' is not newer than ${newest}, the newest one that this library knows; `,
    ],
    [
      ['release', '../v9.9.9', '--like', newest],
      "error: '../v9.9.9' is no release of Agent Sandbox; give its tag, such as 'v1.0.6'",
    ],
    [
      ['release', 'v1.0.5', '--image', ''],
      "error: image '' is not valid; give registry, repository and optionally tag and digest, such as " +
        'registry.example.com/mirror/agent-sandbox-controller:v1.0.5',
    ],
    [
      ['release', 'v1.0.5', '--image', 'controller'],
      "error: image 'controller' is not valid; give registry, repository and optionally tag and digest",
    ],
    [
      ['release', 'v1.0.5', '--image', 'mirror/controller'],
      "error: image 'mirror/controller' is not valid; give registry, repository",
    ],
    [['release', 'v1.0.5', '--image', 'a.example/c:'], "error: image tag '' is not valid; give, for example, v1.0.5"],
    [
      ['release', 'v1.0.5', '--image', 'a.example/c@sha256:abc'],
      "error: image digest 'sha256:abc' is not valid; give, for example, sha256: and 64 lower-case hexadecimal digits",
    ],
  ])('%j', (args, message) => {
    const { code, out, err } = run(args);
    expect([code, out]).toEqual([1, '']);
    expect(err.startsWith(message)).toBe(true);
    expect(err.match(/\n/g)).toHaveLength(1);
  });
});
