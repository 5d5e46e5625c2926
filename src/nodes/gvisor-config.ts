import { ContainerdConfigVersion } from '../runtime/enums';

/** The settings file of containerd's shim of gVisor. */
export const RUNSC_CONFIG = '/etc/containerd/runsc.toml';

/**
 * The plugin of containerd that has the runtimes. Containerd ignores the path of the other version silently.
 *
 * @see https://github.com/containerd/containerd/blob/main/docs/cri/config.md
 */
const PLUGINS: Readonly<Record<ContainerdConfigVersion, string>> = {
  [ContainerdConfigVersion.V2]: "'io.containerd.grpc.v1.cri'",
  [ContainerdConfigVersion.V3]: "'io.containerd.cri.v1.runtime'",
};

/**
 * The tables of containerd's configuration that add a handler.
 *
 * @see https://gvisor.dev/docs/user_guide/containerd/configuration/
 */
export function containerdTables(version: ContainerdConfigVersion, handler: string): string {
  const runtime = `plugins.${PLUGINS[version]}.containerd.runtimes.${handler}`;
  return [
    `[${runtime}]`,
    '  runtime_type = "io.containerd.runsc.v1"',
    `[${runtime}.options]`,
    '  TypeUrl = "io.containerd.runsc.v1.options"',
    `  ConfigPath = "${RUNSC_CONFIG}"`,
    '',
  ].join('\n');
}

/** The settings of the shim: each flag of runsc as a string. */
export function runscConfig(flags: Readonly<Record<string, string>>): string {
  return [
    '[runsc_config]',
    ...Object.keys(flags).sort().map((flag) => `  ${flag} = ${JSON.stringify(flags[flag])}`),
    '',
  ].join('\n');
}

/** Where containerd keeps the image of the container that it starts first in a pod. */
const SANDBOX: Readonly<Record<ContainerdConfigVersion, { readonly table: string; readonly key: string }>> = {
  [ContainerdConfigVersion.V2]: { table: `plugins.${PLUGINS[ContainerdConfigVersion.V2]}`, key: 'sandbox_image' },
  [ContainerdConfigVersion.V3]: { table: "plugins.'io.containerd.cri.v1.images'.pinned_images", key: 'sandbox' },
};

/** The environment by which the script sets that image. */
export function sandboxSettings(version: ContainerdConfigVersion, image: string): Readonly<Record<string, string>> {
  const { table, key } = SANDBOX[version];
  return { SANDBOX_TABLE: table, SANDBOX_KEY: key, SANDBOX_IMAGE: image };
}
