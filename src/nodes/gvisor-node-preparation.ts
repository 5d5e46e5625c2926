import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import { nodeDaemonSet } from './daemon-set';
import { containerdTables, RUNSC_CONFIG, runscConfig } from './gvisor-config';
import { INSTALL_SCRIPT } from './gvisor-script';
import { judgeByNamespace } from './namespace-pod-security';
import { checkImage, nodePlacement } from './node-placement';
import { GvisorArchive, GvisorNodePreparationProps } from './node-preparation-props';
import { Findings } from '../app/findings';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkForm, shown } from '../checks/forms';
import { checkShapes } from '../checks/shapes';
import { FindingSeverity } from '../findings/finding';
import { ContainerdConfigVersion, GvisorPlatform, RuntimeTechnology } from '../runtime/enums';
import { IsolatedRuntime } from '../runtime/isolated-runtime';

/** Changes with the files, so that a change of them rolls the pods. */
const HASH_ANNOTATION = 'cdk8s-agent-sandbox/config-sha256';

/**
 * Nodes with gVisor: a DaemonSet that installs runsc and its shim, writes runsc.toml, makes the handler known to
 * containerd and restarts it where its configuration changed, one node after the other.
 *
 * Its pods are privileged, so their namespace must not enforce Pod Security baseline or restricted. A cloud whose nodes
 * have gVisor needs none of this.
 *
 * @see https://gvisor.dev/docs/user_guide/containerd/quick_start/
 */
export class GvisorNodePreparation extends Construct {
  /** Name under which the nodes know the runtime. */
  public readonly handler: string;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of its objects is made
   * @param props the image, and how the nodes have containerd
   * @throws when a prop is one that Kubernetes, containerd or runsc would not accept
   */
  constructor(scope: Construct, id: string, props: GvisorNodePreparationProps) {
    super(scope, id);
    checkProps(props);
    const {
      image,
      binariesPath = '/gvisor',
      installDirectory = '/usr/local/bin',
      containerdConfigPath = '/etc/containerd/config.toml',
      runtime,
    } = props;
    const {
      restartCommand = ['systemctl', 'restart', 'containerd'],
      metadata,
      containerdConfigVersion,
      archives,
      ociSeccomp,
      platform,
      priorityClassName,
    } = props;
    this.handler = runtime?.handler ?? 'runsc';
    const name = objectName(this, metadata?.name);
    const data: Record<string, string> = {
      'install.sh': INSTALL_SCRIPT,
      'runsc.toml': runscConfig({
        ...props.flags,
        ...(platform && { platform }),
        ...(ociSeccomp && { 'oci-seccomp': 'true' }),
      }),
      'containerd.toml': containerdTables(containerdConfigVersion, this.handler),
      ...(archives && {
        archives: archives.map((archive) => `${archive.architecture} ${archive.sha256} ${archive.url}\n`).join(''),
      }),
    };
    const config = new ScopedApiObject(this, 'Config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, name },
      data,
    });
    const directories = [...new Set([installDirectory, directoryOf(containerdConfigPath), directoryOf(RUNSC_CONFIG)])];
    const mounts = directories.map((path, index) => ({ name: `node-${index}`, path }));
    const env = {
      HOST: '/host',
      CONFIG: '/config',
      WORK: '/work',
      BINARIES: binariesPath,
      INSTALL_DIRECTORY: installDirectory,
      CONTAINERD_CONFIG: containerdConfigPath,
      CONFIG_VERSION: String(containerdConfigVersion),
      HANDLER: this.handler,
      RUNSC_CONFIG,
    };
    const spec = nodeDaemonSet({
      ...nodePlacement(config.name, props, runtime),
      annotations: { [HASH_ANNOTATION]: hashOf(data) },
      initContainers: [{
        name: 'install',
        image,
        command: ['/bin/sh', '/config/install.sh', ...restartCommand],
        env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
        resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '512Mi' } },
        securityContext: { privileged: true, runAsUser: 0 },
        volumeMounts: [
          { name: 'config', mountPath: '/config', readOnly: true },
          { name: 'work', mountPath: '/work' },
          ...mounts.map((mount) => ({ name: mount.name, mountPath: `/host${mount.path}` })),
        ],
      }],
      volumes: [
        { name: 'config', configMap: { name: config.name } },
        { name: 'work', emptyDir: {} },
        ...mounts.map((mount) => ({ name: mount.name, hostPath: { path: mount.path, type: 'DirectoryOrCreate' } })),
      ],
      more: { hostPID: true, ...(priorityClassName !== undefined && { priorityClassName }) },
    });
    const daemonSet = new ScopedApiObject(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { ...metadata, name },
      spec,
    });
    judgeByNamespace(daemonSet, spec.template as object);
    if (ociSeccomp) {
      Findings.of(this).add({
        code: 'ASB310',
        severity: FindingSeverity.WARNING,
        message:
          'oci-seccomp is on, with which programs of glibc 2.34 and newer cannot start threads under the seccomp profile RuntimeDefault',
        remedy: "remove 'ociSeccomp', or acknowledge that your images and profiles work with it",
      });
    }
  }
}

function checkProps(props: GvisorNodePreparationProps): void {
  checkShapes('the props', props, {
    runtime: 'runtime',
    archives: 'objects',
    flags: 'object',
    restartCommand: 'list',
    ociSeccomp: 'boolean',
  });
  const {
    image,
    containerdConfigVersion,
    runtime,
    archives,
    platform,
    restartCommand,
    priorityClassName,
    flags = {},
  } = props;
  checkImage("'image'", image);
  if (![ContainerdConfigVersion.V2, ContainerdConfigVersion.V3].includes(containerdConfigVersion)) {
    throw new Error(
      `'containerdConfigVersion' is ${shown(containerdConfigVersion)}; give ContainerdConfigVersion.V2 or V3, as the nodes' config.toml has at its head`,
    );
  }
  if (
    runtime instanceof IsolatedRuntime &&
    (runtime.technology !== RuntimeTechnology.GVISOR || runtime.owner !== undefined)
  ) {
    throw new Error(
      `'runtime' is '${runtime.runtimeClassName}', ${runtime.owner === undefined ? 'which is not gVisor' : `whose nodes ${runtime.owner} prepares`}; ` +
        'give an IsolatedRuntime.gvisor(...)',
    );
  }
  for (const key of ['binariesPath', 'installDirectory', 'containerdConfigPath'] as const) {
    const path: unknown = props[key];
    if (path !== undefined && !(typeof path === 'string' && /^(\/[\w.-]+)+$/.test(path))) {
      throw new Error(
        `'${key}' is ${shown(path)}; give an absolute path of letters, digits, dashes, underscores and dots`,
      );
    }
  }
  if (platform !== undefined && !Object.values(GvisorPlatform).includes(platform)) {
    throw new Error(`'platform' is ${shown(platform)}; give one of ${Object.values(GvisorPlatform).join(', ')}`);
  }
  if (
    restartCommand &&
    (restartCommand.length === 0 || !restartCommand.every((word) => typeof word === 'string' && word !== ''))
  ) {
    throw new Error(
      `'restartCommand' is ${shown(restartCommand)}; give a command and its arguments, or leave it out for systemctl`,
    );
  }
  if (priorityClassName !== undefined) { checkForm('priority class', priorityClassName, 'DNS subdomain'); }
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
  archives?.forEach(checkArchive);
}

function checkArchive({ architecture, url, sha256: sum }: GvisorArchive): void {
  if (!/^\w+$/.test(String(architecture))) {
    throw new Error(
      `architecture of an archive is ${shown(architecture)}; give what \`uname -m\` says on the nodes, such as 'x86_64'`,
    );
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

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function hashOf(data: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex');
}
