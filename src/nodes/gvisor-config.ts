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
