/** JSON of a pod or of a part of it. */
type Json = Readonly<Record<string, unknown>>;

/**
 * The container that does nothing, as Kubernetes itself uses it.
 *
 * @see https://github.com/kubernetes/kubernetes/tree/master/build/pause
 */
export const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10';

/** The user id that images and distributions give to `nobody`. */
const NOBODY = 65534;

/** Resources of a container that does next to nothing. */
const RESOURCES = { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '100m', memory: '64Mi' } };

/** The pods of a DaemonSet: init containers one after the other, then a container that does nothing. */
export interface NodePods {
  readonly selector: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly initContainers: readonly Json[];
  readonly pauseImage: string;
  readonly imagePullSecrets: readonly string[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly object[];
  readonly volumes?: readonly Json[];
  /** Whether its nodes run Windows. */
  readonly isWindows?: boolean;
  /** Other members of the pod. */
  readonly more?: Json;
}

/** The spec of a DaemonSet. */
export function nodeDaemonSet(pods: NodePods): Json {
  const { selector, annotations, initContainers, pauseImage, imagePullSecrets, nodeSelector, tolerations } = pods;
  const { volumes = [], isWindows, more } = pods;
  return {
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector, ...(annotations && { annotations }) },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        ...more,
        ...(isWindows && { os: { name: 'windows' } }),
        ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
        ...(tolerations.length > 0 && { tolerations }),
        ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
        initContainers,
        containers: [idleContainer('pause', pauseImage, { isWindows })],
        ...(volumes.length > 0 && { volumes }),
      },
    },
  };
}

/** A container that passes Pod Security restricted, whatever the user of its image. */
export function idleContainer(
  name: string,
  image: string,
  { isWindows, ...more }: { readonly isWindows?: boolean } & Json = {},
): Json {
  return {
    name,
    image,
    ...more,
    resources: RESOURCES,
    securityContext: isWindows ? { runAsNonRoot: true } : {
      runAsNonRoot: true,
      runAsUser: NOBODY,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}
