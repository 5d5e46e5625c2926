import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import { nodeDaemonSet } from './daemon-set';
import { containerdTables, RUNSC_CONFIG, runscConfig, sandboxSettings } from './gvisor-config';
import { checkGvisorProps } from './gvisor-props';
import { INSTALL_SCRIPT } from './gvisor-script';
import { judgeByNamespace } from './namespace-pod-security';
import { nodePlacement } from './node-placement';
import { GvisorArchive, GvisorNodePreparationProps } from './node-preparation-props';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { Findings } from '../app/findings';
import { mirroredImage } from '../app/mirrored-image';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { FindingSeverity } from '../findings/finding';

/** A hash of the files: a change of them replaces the pods. */
const HASH_ANNOTATION = 'cdk8s-agent-sandbox/config-sha256';

/**
 * A DaemonSet that prepares nodes for gVisor: it installs runsc and its shim, writes runsc.toml, adds the handler to
 * the configuration of containerd and restarts containerd where that changed, one node after the other.
 *
 * Its pods are privileged, so their namespace must not enforce Pod Security baseline or restricted. Clouds with gVisor
 * prepare their nodes themselves.
 *
 * @see https://gvisor.dev/docs/user_guide/containerd/quick_start/
 */
export class GvisorNodePreparation extends Construct {
  /** The handler: the name of the runtime in the configuration of containerd. */
  public readonly handler: string;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of its objects is made
   * @param props image, and the configuration of containerd on the nodes
   * @throws when a prop is malformed
   */
  constructor(scope: Construct, id: string, props: GvisorNodePreparationProps) {
    super(scope, id);
    atConstruct(this, () => { checkGvisorProps(props); });
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
    const placement = atConstruct(this, () => nodePlacement(this, config.name, props, runtime));
    const sandboxImage = this.sandboxImage(props, placement.pauseImage);
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
      ...(sandboxImage !== undefined && sandboxSettings(containerdConfigVersion, sandboxImage)),
    };
    const spec = nodeDaemonSet({
      ...placement,
      annotations: { [HASH_ANNOTATION]: hashOf(data) },
      initContainers: [{
        name: 'install',
        image: mirroredImage(this, image),
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
        message: 'oci-seccomp is on, with which programs of glibc 2.34 and newer cannot start threads under the '
          + 'seccomp profile RuntimeDefault',
        remedy: "remove 'ociSeccomp', or acknowledge that your images and profiles work with it",
      });
    }
    this.warnOfDownloads(archives ?? []);
  }

  /** What containerd pulls for each pod: with a mirror from there, else as the nodes have it. */
  private sandboxImage({ sandboxImage }: GvisorNodePreparationProps, pauseImage: string): string | undefined {
    if (sandboxImage !== undefined) { return atConstruct(this, () => mirroredImage(this, sandboxImage)); }
    return Cluster.of(this).mirror ? pauseImage : undefined;
  }

  private warnOfDownloads(archives: readonly GvisorArchive[]): void {
    const { mirror } = Cluster.of(this);
    const [host] = mirror?.registry.split('/') ?? [];
    const foreign = archives.find(({ url }) => new URL(url).host !== host && PUBLIC_DOWNLOADS.test(new URL(url).host));
    if (!mirror || !foreign) { return; }
    Findings.of(this).add({
      code: 'ASB491',
      severity: FindingSeverity.WARNING,
      message: `nodes download gVisor from '${foreign.url}', while the images of the cluster come from `
        + `'${mirror.registry}': where nodes have no internet, none is prepared`,
      remedy: "put the binaries into 'image' in place of 'archives', or copy the archive to a server that nodes reach",
    });
  }
}

/** Hosts of gVisor's releases. */
const PUBLIC_DOWNLOADS = /(?:^|\.)(?:googleapis\.com|gvisor\.dev|github\.com|githubusercontent\.com)$/;

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function hashOf(data: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex');
}
