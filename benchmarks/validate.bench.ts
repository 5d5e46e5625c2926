import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Benchmark, Command, Prepared, ROOT } from './harness';
import { buildGo, GO } from '../test/support/go';

const OURS = 'cdk8s-agent-sandbox validate';
const KUBECONFORM = 'kubeconform -strict';
const KUBECTL_VALIDATE = 'kubectl-validate';
const CLI = join(ROOT, 'bin/cdk8s-agent-sandbox');
const RELEASE = 'v1.0.5';

/** Another validator of manifests: how it is called for a file, in a directory with schemas and CRDs. */
interface Peer {
  readonly name: string;
  /** Below programs/, where its go.mod is. */
  readonly module: string;
  readonly program: string;
  readonly args: (directory: string) => readonly string[];
}

const PEERS: readonly Peer[] = [
  {
    name: KUBECONFORM,
    module: 'kubeconform',
    program: 'github.com/yannh/kubeconform/cmd/kubeconform',
    args: (directory) => ['-strict', '-schema-location', join(directory, 'schemas/{{.ResourceKind}}.json')],
  },
  {
    name: KUBECTL_VALIDATE,
    module: 'kubectl-validate',
    program: 'sigs.k8s.io/kubectl-validate',
    args: (directory) => ['--local-crds', join(directory, 'crds')],
  },
];

interface Input {
  readonly name: string;
  readonly title: string;
  readonly sandboxes: number;
  /** As programs/fleet.js makes them. */
  readonly madeOf: string;
  readonly peers: readonly string[];
}

const INPUTS: readonly Input[] = [
  {
    name: 'validate-1000',
    title: '1,000 sandboxes of a fleet in one file',
    sandboxes: 1_000,
    madeOf: 'objects',
    peers: [KUBECONFORM, KUBECTL_VALIDATE],
  },
  // kubectl-validate takes a minute for so many.
  {
    name: 'validate-10000',
    title: '10,000 sandboxes of a fleet in one file',
    sandboxes: 10_000,
    madeOf: 'objects',
    peers: [KUBECONFORM],
  },
  {
    name: 'validate-10000-distinct',
    title: '10,000 sandboxes in one file that differ in nearly all fields',
    sandboxes: 10_000,
    madeOf: 'distinct',
    peers: [KUBECONFORM],
  },
];

/** How fast a file of sandboxes is judged, beside other validators that need no cluster. */
export const validations: readonly Benchmark[] = INPUTS.map(({ name, title, sandboxes, madeOf, peers }) => ({
  name,
  title,
  references: [KUBECONFORM, KUBECTL_VALIDATE],
  objects: sandboxes,
  prepare: (directory) => {
    run([process.execPath, join(__dirname, 'programs/fleet.js'), madeOf, String(sandboxes), '1', directory]);
    const file = join(directory, 'fleet-0.k8s.yaml');
    layOutSchemas(directory);
    const ours: Command = { name: OURS, argv: [process.execPath, CLI, 'validate', file, '--release', RELEASE] };
    const others = PEERS.filter((peer) => peers.includes(peer.name)).map((peer) => prepared(peer, directory, file));
    const commands = [ours, ...others.flatMap((each) => each.commands)];
    commands.forEach((command) => { assertJudges(command, directory, file); });
    return { commands, skipped: others.flatMap(({ skipped = [] }) => skipped) };
  },
}));

/** What the others know our kinds by: JSON Schemas and CRDs that we write. */
function layOutSchemas(directory: string): void {
  run([process.execPath, CLI, 'schema', '--release', RELEASE, '--outdir', join(directory, 'schemas')]);
  run([process.execPath, CLI, 'release', RELEASE, '--outdir', join(directory, 'release')]);
  mkdirSync(join(directory, 'crds'));
  readFileSync(join(directory, 'release', RELEASE, 'sandbox-with-extensions.yaml'), 'utf8').split(/^---$/m)
    .filter((text) => /^kind: CustomResourceDefinition$/m.test(text))
    .forEach((text, index) => { writeFileSync(join(directory, `crds/${index}.yaml`), text); });
}

function prepared({ name, module, program, args }: Peer, directory: string, file: string): Prepared {
  if (!GO) { return { commands: [], skipped: [`${name}: there is no Go toolchain to build it`] }; }
  try {
    return {
      commands: [{ name, argv: [buildGo(join(__dirname, 'programs', module), program), ...args(directory), file] }],
    };
  } catch (error) {
    return { commands: [], skipped: [`${name}: ${(error as Error).message.trim().split('\n').at(-1)}`] };
  }
}

/** @throws when a command does not see what is wrong with an object, and so would be fast for nothing */
function assertJudges({ name, argv: [program, ...args] }: Command, directory: string, file: string): void {
  const broken = join(directory, 'broken.yaml');
  const [first] = readFileSync(file, 'utf8').split(/^---$/m);
  writeFileSync(
    broken,
    first.replace(/^( *)containers:$/m, '$1hostNetwork: 3\n$&').replace(/^ *hostNetwork: false\n/m, ''),
  );
  const { status, stdout, stderr } = spawnSync(
    program,
    args.map((arg) => (arg === file ? broken : arg)),
    { encoding: 'utf8' },
  );
  if (status === 0 || !`${stdout}${stderr}`.includes('hostNetwork')) {
    throw new Error(`'${name}' does not see that 'hostNetwork' must be true or false: ${stdout}${stderr}`);
  }
}

function run([program, ...args]: readonly [string, ...string[]]): void {
  const { status, error, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) { throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr}`); }
}
