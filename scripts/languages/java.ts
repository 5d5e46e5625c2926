import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installed, JSII_VERSION, LIBRARY, pacmak, PEERS } from './library';
import { mustRun, run, versionOf } from './processes';
import { className, codeOfPage, sourcesOf, Toolchain, TranslatedApp } from './toolchain';

const home = (work: string) => join(work, 'java');
const classes = (work: string) => join(home(work), 'classes');
const jars = (work: string) => join(home(work), 'lib/*');

/** What generated code needs, of the oldest versions that it may have. */
const NEEDED = [
  ['software.amazon.jsii', 'jsii-runtime', JSII_VERSION],
  ['org.jetbrains', 'annotations', '16.0.3'],
  ['javax.annotation', 'javax.annotation-api', '1.3.2'],
  ['org.junit.platform', 'junit-platform-console-standalone', '1.11.4'],
] as const;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>needed</artifactId>
  <version>1.0</version>
  <dependencies>${NEEDED.map(([groupId, artifactId, version]) => `
    <dependency>
      <groupId>${groupId}</groupId>
      <artifactId>${artifactId}</artifactId>
      <version>${version}</version>
    </dependency>`).join('')}
  </dependencies>
</project>
`;

/**
 * Packages of Java, with those of the peers, of which the registry lacks some. One compiler takes all of them: Maven
 * takes five times as long for the same classes, most of it for documentation and checks of its own.
 */
export const JAVA: Toolchain = {
  name: 'java',

  missing: async () => {
    if ((await versionOf('javac', '-version')) === undefined) { return 'no Java'; }
    return (await versionOf('mvn', '--version')) === undefined ? 'no Maven' : undefined;
  },

  fetch: async (work) => {
    writeFileSync(join(home(work), 'pom.xml'), POM);
    await mustRun('mvn', ['--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], {
      cwd: home(work),
    });
  },

  build: async (work, examples) => {
    const sources = join(home(work), 'app');
    cpSync(sourcesOf('java'), sources, { recursive: true });
    writeFileSync(join(sources, 'src/main/java/com/example/Quickstart.java'), codeOfPage('java.md', 'java'));
    const translated = join(sources, 'src/main/java/com/example/translated');
    mkdirSync(translated);
    for (const each of examples) { writeFileSync(join(translated, `${className(each.name)}.java`), programOf(each)); }
    const roots = [sources];
    for (const name of [...PEERS, LIBRARY]) {
      // Each has a directory of its own, as the sources of one replace those of another.
      const outdir = join(home(work), name);
      await pacmak(['java'], outdir, [installed(work, name)], ['--code-only']);
      roots.push(join(outdir, 'java'));
    }
    mkdirSync(classes(work));
    const files = roots.flatMap((root) =>
      ['src/main/java', 'src/test/java'].map((folder) => join(root, folder)).filter(existsSync).flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.java'))
          .map((file) => join(folder, file))));
    writeFileSync(join(home(work), 'files'), files.join('\n'));
    await mustRun('javac', [
      '-J-XX:TieredStopAtLevel=1',
      '-proc:none',
      '-nowarn',
      '-g:none',
      '-encoding', 'UTF-8',
      '-d', classes(work),
      '-classpath', jars(work),
      `@${join(home(work), 'files')}`,
    ]);
    for (const resources of roots.map((root) => join(root, 'src/main/resources')).filter(existsSync)) {
      cpSync(resources, classes(work), { recursive: true });
    }
  },

  command: (work, name) => [
    'java',
    '-classpath',
    [classes(work), jars(work)].join(delimiter),
    `com.example.${className(name)}`,
  ],

  exampleCommand: (work, name) => [
    'java',
    '-classpath',
    [classes(work), jars(work)].join(delimiter),
    `com.example.translated.${className(name)}`,
  ],

  unitTests: async (work) => run('java', [
    '-classpath', [classes(work), jars(work)].join(delimiter),
    'org.junit.platform.console.ConsoleLauncher', 'execute',
    '--disable-banner', '--fail-if-no-tests', '--details=tree', '--select-package=com.example',
  ]),
};

/**
 * A translated app as a program. jsii-rosetta leaves out the imports of collections and of the types that no import of
 * TypeScript names, and a class around the statements; a variable that holds a list has the type of an array.
 */
function programOf({ name, java }: TranslatedApp): string {
  const [, imports, body] = /^((?:import .*\n)*)([^]*)$/.exec(java)!;
  return [
    'package com.example.translated;',
    imports.trimEnd(),
    ...['java.util', 'org.cdk8s', 'io.github.cdk8sagentsandbox'].map((each) => `import ${each}.*;`),
    `public final class ${className(name)} {`,
    'public static void main(String[] args) {',
    // Classes within a method are not public; a list is not an array.
    body.replace(/^public class /gm, 'class ').replace(/^(\w+)\[\] (\w+ = List\.of\()/gm, 'List<$1> $2'),
    '}',
    '}',
    '',
  ].join('\n');
}
