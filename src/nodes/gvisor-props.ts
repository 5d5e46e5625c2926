import { PLACEMENT_PROPS } from './node-placement';
import { GvisorArchive, GvisorNodePreparationProps } from './node-preparation-props';
import { checkForm, shown } from '../checks/forms';
import { checkReference } from '../checks/image';
import { checkMembers } from '../checks/members';
import { checkShapes } from '../checks/shapes';
import { ContainerdConfigVersion, GvisorPlatform, RuntimeTechnology } from '../runtime/enums';
import { IsolatedRuntime } from '../runtime/isolated-runtime';

/** The names of the props: the type holds the list complete. */
const PROPS: Readonly<Record<keyof GvisorNodePreparationProps, true>> = {
  ...PLACEMENT_PROPS,
  image: true,
  containerdConfigVersion: true,
  runtime: true,
  binariesPath: true,
  archives: true,
  installDirectory: true,
  sandboxImage: true,
  containerdConfigPath: true,
  restartCommand: true,
  platform: true,
  ociSeccomp: true,
  flags: true,
  priorityClassName: true,
};

/** @throws at the first prop that Kubernetes, containerd or runsc would not accept */
export function checkGvisorProps(props: GvisorNodePreparationProps): void {
  checkShapes('the props', props, {
    runtime: 'runtime',
    archives: 'objects',
    flags: 'object',
    restartCommand: 'list',
    ociSeccomp: 'boolean',
  });
  checkMembers('the props', props, Object.keys(PROPS));
  checkReference("'image'", props.image);
  if (props.sandboxImage !== undefined) { checkReference("'sandboxImage'", props.sandboxImage); }
  checkRuntime(props);
  checkContainerd(props);
  checkFlags(props);
  if (props.priorityClassName !== undefined) { checkForm('priority class', props.priorityClassName, 'DNS subdomain'); }
  props.archives?.forEach(checkArchive);
}

function checkRuntime({ runtime }: GvisorNodePreparationProps): void {
  if (!(runtime instanceof IsolatedRuntime)) { return; }
  if (runtime.technology === RuntimeTechnology.GVISOR && runtime.owner === undefined) { return; }
  const reason = runtime.owner === undefined ? 'which is not gVisor' : `whose nodes ${runtime.owner} prepares`;
  throw new Error(`'runtime' is '${runtime.runtimeClassName}', ${reason}; give an IsolatedRuntime.gvisor(...)`);
}

function checkContainerd(props: GvisorNodePreparationProps): void {
  const { containerdConfigVersion, restartCommand } = props;
  if (![ContainerdConfigVersion.V2, ContainerdConfigVersion.V3].includes(containerdConfigVersion)) {
    throw new Error(`'containerdConfigVersion' is ${shown(containerdConfigVersion)}; `
      + "give ContainerdConfigVersion.V2 or V3, the version at the head of the nodes' config.toml");
  }
  for (const key of ['binariesPath', 'installDirectory', 'containerdConfigPath'] as const) {
    const path: unknown = props[key];
    if (path !== undefined && !(typeof path === 'string' && /^(\/[\w.-]+)+$/.test(path))) {
      throw new Error(
        `'${key}' is ${shown(path)}; give an absolute path of letters, digits, dashes, underscores and dots`,
      );
    }
  }
  const isWord = (word: unknown) => typeof word === 'string' && word !== '';
  if (restartCommand && (restartCommand.length === 0 || !restartCommand.every(isWord))) {
    throw new Error(
      `'restartCommand' is ${shown(restartCommand)}; give a command and its arguments, or leave it out for systemctl`,
    );
  }
}

function checkFlags({ platform, flags = {} }: GvisorNodePreparationProps): void {
  if (platform !== undefined && !Object.values(GvisorPlatform).includes(platform)) {
    throw new Error(`'platform' is ${shown(platform)}; give one of ${Object.values(GvisorPlatform).join(', ')}`);
  }
  for (const [flag, value] of Object.entries(flags)) {
    if (!/^[a-z][a-z0-9-]*$/.test(flag) || typeof value !== 'string') {
      throw new Error(
        `'flags' has '${flag}': ${shown(value)}; give names of flags, without dashes before them, and texts`,
      );
    }
    if (['platform', 'oci-seccomp'].includes(flag)) {
      throw new Error(`'flags' has '${flag}', which has a prop; use '${flag === 'platform' ? flag : 'ociSeccomp'}'`);
    }
  }
}

function checkArchive({ architecture, url, sha256: sum }: GvisorArchive): void {
  if (!/^\w+$/.test(String(architecture))) {
    throw new Error(`architecture of an archive is ${shown(architecture)}; give the output of \`uname -m\` `
      + "on the nodes, such as 'x86_64'");
  }
  if (!/^https?:\/\/[^\s]+$/.test(String(url))) {
    throw new Error(`url of the archive for ${architecture} is ${shown(url)}; give one that nodes can reach by HTTP`);
  }
  if (!/^[0-9a-f]{64}$/.test(String(sum))) {
    throw new Error(
      `sha256 of the archive for ${architecture} is ${shown(sum)}; give 64 lower-case hexadecimal digits`,
    );
  }
}
