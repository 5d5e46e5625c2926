/** The software bill of materials of the package: what is bundled into it, as CycloneDX. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A component as `npm sbom` describes it. */
interface Component {
  readonly 'bom-ref': string;
  readonly 'name': string;
  readonly 'purl': string;
}

/** The members of npm's document that are read here. */
interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

/**
 * The document: npm's own of the lock file, with no component but those whose licences are in `lib/vendor/`. The peers
 * are not in the package. It has neither the time nor the random number that npm puts in, so that the same package has
 * the same document.
 *
 * @throws when something is bundled that the lock file does not have
 */
export function sbom(root: string): string {
  const printed = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 256 * 1024 * 1024,
  });
  const { serialNumber: _, metadata, components, dependencies: __, ...rest } = JSON.parse(printed) as Bom & {
    serialNumber: string; dependencies: unknown;
  };
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Component;
  const bundled = bundledNames(root).map((each) => {
    const found = components.find((component) => component.name === each);
    if (!found) { throw new Error(`lib/vendor/ has ${each}, which package-lock.json does not have`); }
    return withoutProperties(found);
  });
  const component = { ...withoutProperties(metadata.component), name };
  const document = {
    ...rest,
    metadata: { component },
    components: bundled,
    dependencies: [
      { ref: component['bom-ref'], dependsOn: bundled.map((each) => each['bom-ref']) },
      ...bundled.map((each) => ({ ref: each['bom-ref'], dependsOn: [] })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Each library that `scripts/slim.ts` bundles leaves its licence there. */
export function bundledNames(root: string): string[] {
  return readdirSync(join(root, 'lib/vendor'))
    .filter((name) => name.endsWith('.LICENSE'))
    .map((name) => basename(name, '.LICENSE'))
    .sort();
}

/** npm's properties tell how a library was installed, such as for development: here it is part of the package. */
function withoutProperties(component: Component): Component {
  return Object.fromEntries(Object.entries(component).filter(([key]) => key !== 'properties')) as unknown as Component;
}
