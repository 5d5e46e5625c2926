/**
 * Registries under the names of the real ones, and oras. Both are built from `test/cluster/registries`; skopeo is what
 * the machine has.
 */
import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtPrograms, GoPrograms, tryToBuildPrograms } from './go-programs';

const NAME = 'registries';

const PROGRAMS: GoPrograms = {
  module: join(__dirname, '../cluster', NAME),
  programs: [[NAME, '.'], ['oras', 'oras.land/oras/cmd/oras']],
  stamps: {},
};

/** Whether registries and oras are there. */
export function hasRegistries(): boolean {
  return builtPrograms(PROGRAMS) !== undefined;
}

/** Whether skopeo is on the PATH. */
export function hasSkopeo(): boolean {
  return spawnSync('skopeo', ['--version']).status === 0;
}

/**
 * Builds what is missing. If it cannot be built, that is said, and tests that need it are skipped.
 *
 * @param tell receives lines about the progress
 */
export function buildRegistries(tell: (line: string) => void): void {
  tryToBuildPrograms(PROGRAMS, 'registries and no oras', tell);
}

/** A manifest or an index, as a registry has it. */
interface Stored {
  readonly digest: string;
  readonly json: any;
}

/** Registries on this machine. A program that runs in `env` reaches them by their names, and nothing else. */
export class Registries {
  /**
   * Starts them.
   *
   * @param directory for a file of the authority that they are trusted by
   * @param hosts names of empty registries
   * @param images that are published, with registry and tag
   */
  static async start(directory: string, hosts: readonly string[], images: readonly string[]): Promise<Registries> {
    const child = spawn(
      join(builtPrograms(PROGRAMS)!, NAME),
      [...hosts.flatMap((host) => ['-host', host]), ...images.flatMap((image) => ['-image', image])],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    return new Registries(child, directory, JSON.parse(line));
  }

  /** The digests of the published images. */
  readonly digests: Readonly<Record<string, string>>;

  /** What a program is run with. */
  readonly env: NodeJS.ProcessEnv;

  /** What the registries told: names that could not be reached. */
  told = '';

  private readonly proxy: URL;

  private constructor(
    private readonly child: ChildProcess, directory: string, made: { proxy: string; authority: string; digests: any },
  ) {
    child.stderr!.on('data', (data) => { this.told += data; });
    this.digests = made.digests;
    this.proxy = new URL(made.proxy);
    const authority = join(directory, 'authority.pem');
    writeFileSync(authority, made.authority);
    // What skopeo asks of signatures, as packages of distributions configure it.
    mkdirSync(join(directory, '.config/containers'), { recursive: true });
    writeFileSync(
      join(directory, '.config/containers/policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}',
    );
    this.env = {
      HOME: directory,
      PATH: [builtPrograms(PROGRAMS), process.env.PATH].join(delimiter),
      HTTPS_PROXY: made.proxy,
      SSL_CERT_FILE: authority,
    };
  }

  /** Ends them. */
  async stop(): Promise<void> {
    this.child.stdin!.end();
    if (this.child.exitCode === null) { await once(this.child, 'exit'); }
  }

  /** Runs a shell script, which has to succeed without asking. */
  async run(script: string, cwd: string): Promise<void> {
    const child = spawn('sh', ['-ec', script], { cwd, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) { stream.on('data', (data) => { output += data; }); }
    const [code] = await once(child, 'close');
    if (code !== 0) { throw new Error(`${script}\nended with ${code}:\n${output}`); }
  }

  /** The digest that a node gets for a reference, with all platforms and layers; an error where one is missing. */
  async pulled(reference: string): Promise<string> {
    const [, host, path, tag, digest] = /^([^/]+)\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(reference)!;
    const stored = await this.manifest(host, path, digest ?? tag);
    for (const platform of stored.json.manifests) {
      const { json: { config, layers } } = await this.manifest(host, path, platform.digest);
      for (const blob of [config, ...layers]) { await this.read(host, `/v2/${path}/blobs/${blob.digest}`); }
    }
    return stored.digest;
  }

  /** How many signatures there are of a digest. */
  async signatures(repository: string, digest: string): Promise<number> {
    const [, host, path] = /^([^/]+)\/(.+)$/.exec(repository)!;
    return JSON.parse((await this.read(host, `/v2/${path}/referrers/${digest}`)).text).manifests.length;
  }

  private async manifest(host: string, path: string, name: string): Promise<Stored> {
    const { text, digest } = await this.read(host, `/v2/${path}/manifests/${name}`);
    return { digest, json: JSON.parse(text) };
  }

  private read(host: string, path: string): Promise<{ text: string; digest: string }> {
    const { hostname, port } = this.proxy;
    return new Promise((resolve, reject) => {
      get({ hostname, port, path, headers: { host } }, (answer) => {
        let text = '';
        answer.on('data', (data) => { text += data; });
        answer.on('end', () => {
          if (answer.statusCode !== 200) { reject(new Error(`${host}${path}: ${answer.statusCode} ${text}`)); }
          resolve({ text, digest: String(answer.headers['docker-content-digest']) });
        });
      }).on('error', reject);
    });
  }
}
