/** A project of a user with the packed library for an edition of cdk8s-plus, in which nothing comes from a registry. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { writeFiles } from './directories';
import { mustRun } from '../../scripts/languages/processes';
import { appOf, packageNameOf } from '../../scripts/plus/edition-texts';

const ROOT = realpathSync(join(__dirname, '../..'));

/** How a program ended. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class EditionProject {
  /** Name of the package for the edition. */
  public readonly library: string;

  /**
   * @param edition of cdk8s-plus
   * @param directory of the project, with nothing in it
   */
  constructor(public readonly edition: string, public readonly directory: string) {
    this.library = packageNameOf(edition);
    this.link('cdk8s', 'constructs', edition);
  }

  /** Links packages of this repository, as the project asks for them. */
  public link(...names: string[]): void {
    for (const name of names) { this.linkAs(name, join('node_modules', name)); }
  }

  /** Links a package that lies elsewhere in this repository. */
  public linkAs(name: string, path: string): void {
    const link = join(this.directory, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(ROOT, path)), link);
  }

  /** Unpacks the library from its tarball. */
  public async install(tarball: string): Promise<void> {
    const target = join(this.directory, 'node_modules', this.library);
    mkdirSync(target);
    await mustRun('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
  }

  /** Links the library as it is compiled in this repository, for the edition that it names. */
  public installOurs(): void {
    symlinkSync(ROOT, join(this.directory, 'node_modules', this.library));
  }

  /** Writes files, whose code is that of an app for `cdk8s-plus-28`, with the names of this edition. */
  public write(files: Readonly<Record<string, string>>): void {
    writeFiles(this.directory, Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, appOf(this.edition, text)]),
    ));
  }

  /** What the examples write: text by example and file. They run in one process, as most of its time is the start. */
  public examples(): Record<string, string> {
    const names = readdirSync(join(ROOT, 'examples')).sort();
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    for (const name of names) {
      const source = readFileSync(join(ROOT, 'examples', name, 'main.ts'), 'utf8');
      this.write({ [`examples/${name}/main.js`]: transpileModule(source, { compilerOptions }).outputText });
      const [from, to] = [ROOT, this.directory].map((each) => join(each, 'examples', name));
      for (const data of readdirSync(from).filter((file) => file.endsWith('.json') || file === 'facts')) {
        cpSync(join(from, data), join(to, data), { recursive: true });
      }
    }
    this.write({
      'examples.js': `for (const name of ${JSON.stringify(names)}) {\n`
        + "  process.chdir(require('path').join(__dirname, 'examples', name));\n"
        + "  require(process.cwd() + '/main.js');\n}\n",
    });
    const { status, stderr } = this.run('node', 'examples.js');
    if (status !== 0 || stderr !== '') { throw new Error(`the examples ended with ${status}: ${stderr}`); }
    return Object.fromEntries(names.flatMap((name) => {
      const dist = join(this.directory, 'examples', name, 'dist');
      const files = readdirSync(dist, { recursive: true }).map(String).filter((file) => /\.\w+$/.test(file)).sort();
      return files.map((file) => [`${name}/${file}`, readFileSync(join(dist, file), 'utf8')]);
    }));
  }

  /** Runs a program in the project. */
  public run(command: string, ...args: string[]): Run {
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', npm_config_offline: 'true', NO_COLOR: '1' };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: this.directory, encoding: 'utf8', env });
    return { status, stdout, stderr };
  }
}
