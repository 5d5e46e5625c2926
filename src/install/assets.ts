import { isDeepStrictEqual } from 'node:util';
import type { AgentSandboxOptions, AgentSandboxProfile } from './agent-sandbox-props';
import { installObjects } from './install-objects';
import { resolveSettings } from './resolve-props';
import { InstallObject, KubeObject } from '../kubernetes/kube-object';
import { Catalogue } from '../release/catalogue';
import { workload } from './objects/workload';
import { Release } from '../release/release';

/** A manifest of a release. */
export interface Asset {
  /** Name of the file. */
  readonly name: string;
  /** A note for whoever applies it. */
  readonly note?: string;
  readonly objects: readonly KubeObject[];
}

/**
 * The manifests of a release, none of which repeats an object of another that is applied with it.
 *
 * @throws when the options ask for what the release cannot do
 */
export function releaseAssets(release: Release, options: AgentSandboxOptions, catalogue: Catalogue): Asset[] {
  const { core, all } = installs(release, options, catalogue);
  return [
    { name: 'manifest.yaml', note: 'Sandbox alone: the controller runs without extensions.', objects: objects(core) },
    {
      name: 'extensions.yaml',
      note: 'The CRDs and roles that extensions add. The controller that serves them is in '
        + 'sandbox-with-extensions.yaml.',
      objects: objects(added(core, all)),
    },
    {
      name: 'sandbox-with-extensions.yaml',
      note: 'Everything: Sandbox, SandboxTemplate, SandboxWarmPool and SandboxClaim.',
      objects: objects(all),
    },
  ];
}

/**
 * The manifests as upstream published them for the release: their names, and a second controller among the extensions.
 */
export function upstreamAssets(release: Release, options: AgentSandboxOptions, catalogue: Catalogue): Asset[] {
  const { core, all, settings } = installs(
    release,
    { ...options, profile: 'upstream' as AgentSandboxProfile },
    catalogue,
  );
  const { assets, ports, extensionsAssetPorts = ports } = release.install;
  const second = workload({
    ...settings,
    release: { ...release, install: { ...release.install, ports: extensionsAssetPorts } },
  });
  return [
    { name: assets.core, objects: objects(core) },
    { name: assets.extensions, objects: objects([...added(core, all), second]) },
    ...(assets.all ? [{ name: assets.all, objects: objects(all) }] : []),
  ];
}

function installs(release: Release, options: AgentSandboxOptions, catalogue: Catalogue) {
  const settings = resolveSettings(release, { ...options, extensions: true }, catalogue);
  const all = installObjects(settings);
  return { settings, core: shared(installObjects({ ...settings, extensions: false }), all), all };
}

/** Objects with those that others have too taken from there: CRDs are large, and what is one object is printed once. */
function shared(install: readonly InstallObject[], others: readonly InstallObject[]): InstallObject[] {
  const known = new Map(others.map((each) => [each.id, each]));
  return install.map((each) => {
    const other = known.get(each.id);
    return other && isDeepStrictEqual(each, other) ? other : each;
  });
}

/** The objects of `all` that `core` lacks, compared by the ids of their constructs. */
function added(core: readonly InstallObject[], all: readonly InstallObject[]): InstallObject[] {
  const ids = new Set(core.map(({ id }) => id));
  return all.filter(({ id }) => !ids.has(id));
}

function objects(install: readonly InstallObject[]): KubeObject[] {
  return install.map(({ object }) => object);
}
