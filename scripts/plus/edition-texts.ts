/** What the package for another edition of cdk8s-plus has otherwise than ours: these texts, and nothing else. */

/** The edition that the sources name. */
const OURS = 'cdk8s-plus-28';
const LIBRARY = 'cdk8s-agent-sandbox';
const PAGES = 'https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox/blob/main/docs';

interface Manifest {
  name: string;
  description: string;
  keywords: string[];
  peerDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  jsii: {
    targets: {
      java: { package: string; maven: { artifactId: string } };
      python: { distName: string; module: string };
      dotnet: { namespace: string; packageId: string };
      go: { packageName: string };
    };
  };
}

/** The name of the package for an edition: `cdk8s-agent-sandbox-33` for `cdk8s-plus-33`. */
export function packageNameOf(edition: string): string {
  return edition === OURS ? LIBRARY : `${LIBRARY}-${suffixOf(edition)}`;
}

/**
 * The files of the package that differ from those of the repository, by path.
 *
 * @param edition such as `cdk8s-plus-33`
 * @param read the text of a file of the repository
 */
export function withEdition(edition: string, read: (path: string) => string): Record<string, string> {
  const ours = JSON.parse(read('package.json')) as Manifest;
  return {
    'package.json': `${JSON.stringify(manifestOf(edition, ours), null, 2)}\n`,
    'src/kubernetes/kplus.ts': replaced(read('src/kubernetes/kplus.ts'), `from '${OURS}'`, `from '${edition}'`),
    'src/kubernetes/kplus-edition.ts':
      replaced(read('src/kubernetes/kplus-edition.ts'), `EDITION = '${OURS}'`, `EDITION = '${edition}'`),
    'README.md': readmeOf(edition, read('README.md'), ours),
    // Examples of docstrings are compiled and translated in its scope.
    'rosetta/default.ts-fixture': appOf(edition, read('rosetta/default.ts-fixture')),
  };
}

/** The code of an app, or of a page, for the package of an edition. */
export function appOf(edition: string, code: string): string {
  const imported = /(?<=(?:from |require\()['"]|(?:npm|pip) install )cdk8s-agent-sandbox(?![\w-])/g;
  return code.replaceAll(OURS, edition).replace(imported, packageNameOf(edition));
}

function manifestOf(edition: string, manifest: Manifest): Manifest {
  const suffix = suffixOf(edition);
  const { [OURS]: _, ...peers } = manifest.peerDependencies;
  const { java, python, dotnet, go } = manifest.jsii.targets;
  return {
    ...manifest,
    name: packageNameOf(edition),
    description: `${manifest.description}, with ${edition}`,
    keywords: [...manifest.keywords, edition],
    peerDependencies: { ...peers, [edition]: manifest.devDependencies[edition] },
    jsii: {
      ...manifest.jsii,
      targets: {
        java: {
          ...java, package: `${java.package}${suffix}`, maven: { ...java.maven, artifactId: packageNameOf(edition) },
        },
        python: { ...python, distName: packageNameOf(edition), module: `${python.module}_${suffix}` },
        dotnet: { ...dotnet, namespace: `${dotnet.namespace}${suffix}`, packageId: `${dotnet.packageId}${suffix}` },
        go: { ...go, packageName: `${go.packageName}${suffix}` },
      },
    },
  };
}

/** Commands, code and names for this package; above them, which package it is. */
function readmeOf(edition: string, readme: string, { peerDependencies, devDependencies }: Manifest): string {
  const suffix = suffixOf(edition);
  const names: ReadonlyArray<readonly [string, string]> = [
    [`\`${OURS}\` ${peerDependencies[OURS]}`, `\`${edition}\` ${devDependencies[edition]}`],
    [`:${LIBRARY}\``, `:${packageNameOf(edition)}\``],
    ['-go/cdk8sagentsandbox`', `-go/cdk8sagentsandbox${suffix}\``],
    ['dotnet add package Cdk8sAgentSandbox`', `dotnet add package Cdk8sAgentSandbox${suffix}\``],
  ];
  const named = appOf(edition, names.reduce((text, [what, by]) => replaced(text, what, by), readme));
  const note = `This is [${LIBRARY}](${PAGES}/versions.md#cdk8s-cdk8s-plus-and-nodejs) for apps that use `
    + `\`${edition}\`: import \`${packageNameOf(edition)}\` and \`${edition}\`, and give its constructs values of that `
    + 'edition.';
  return replaced(named, `# ${LIBRARY}\n`, `# ${packageNameOf(edition)}\n\n${note}\n`);
}

/** @throws unless the text is there */
function replaced(text: string, what: string, by: string): string {
  if (!text.includes(what)) { throw new Error(`no '${what}' to replace; change scripts/plus/edition-texts.ts`); }
  return text.replace(what, by);
}

function suffixOf(edition: string): string {
  return edition.slice('cdk8s-plus-'.length);
}
