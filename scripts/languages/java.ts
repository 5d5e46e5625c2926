import { cpSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { JSII_VERSION, pacmak, withPeers } from './library';
import { mustRun, versionOf } from './processes';
import { className, codeOfPage, sourcesOf, Toolchain } from './toolchain';

const home = (work: string) => join(work, 'java');
const app = (work: string) => join(home(work), 'app');

// Kept, as the plug-ins of Maven are many; apart from the user's own, as packages that are made here are put into it.
const REPOSITORY = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-agent-sandbox/maven');

/** Documentation of the packages takes most of the time of a build, and no app needs it. */
const OPTIONS = '-Dmaven.javadoc.skip=true -Dmaven.source.skip=true';

const maven = async (work: string, ...args: string[]) =>
  mustRun('mvn', ['--quiet', '--batch-mode', `-Dmaven.repo.local=${REPOSITORY}`, ...args], { cwd: work });

/** Packages of Java, with those of the peers, of which the registry lacks some. */
export const JAVA: Toolchain = {
  name: 'java',

  missing: async () => {
    if ((await versionOf('javac', '-version')) === undefined) { return 'no Java'; }
    return (await versionOf('mvn', '--version')) === undefined ? 'no Maven' : undefined;
  },

  fetch: async (work) => {
    await maven(work, 'dependency:get', `-Dartifact=software.amazon.jsii:jsii-runtime:${JSII_VERSION}`);
  },

  build: async (work) => {
    await pacmak(['java'], join(home(work), 'packages'), withPeers(work), ['--maven-local-repository', REPOSITORY], {
      MAVEN_OPTS: OPTIONS,
    });
    cpSync(sourcesOf('java'), app(work), { recursive: true });
    writeFileSync(join(app(work), 'src/main/java/com/example/Quickstart.java'), codeOfPage('java.md', 'java'));
    await maven(app(work), 'package', 'dependency:copy-dependencies');
  },

  command: (work, name) => [
    'java',
    '-classpath',
    [join(app(work), 'target/classes'), join(app(work), 'target/dependency/*')].join(delimiter),
    `com.example.${className(name)}`,
  ],
};
