import { InstallSettings } from './settings';

/** The controller's arguments: upstream's own, then the flags by name, then what was added by hand. */
export function controllerArgs({ release, extensions, flags, extraArgs }: InstallSettings): string[] {
  const upstream = release.install.args.filter((argument) => !Object.hasOwn(flags, flagName(argument)));
  return [
    ...upstream,
    ...(extensions ? ['--extensions'] : []),
    ...Object.keys(flags).sort().map((name) => `--${name}=${flags[name]}`),
    ...extraArgs,
  ];
}

/** The name in an argument such as `--leader-elect=true` (Go also takes one dash). */
export function flagName(argument: string): string {
  return argument.replace(/^--?/, '').split('=')[0];
}
