import { RuntimeTechnology } from './enums';
import { RuntimeFacts } from './facts';

const NO_PORT_FORWARD = '`kubectl port-forward` does not reach the pod; go through the router or a Service';

/**
 * Properties of pods under a runtime that no manifest can change.
 *
 * @see https://github.com/google/gvisor/issues/14688 for seccomp
 */
const NOTES: Readonly<Record<RuntimeTechnology, readonly string[]>> = {
  [RuntimeTechnology.GVISOR]: [
    'the seccomp profile of the pod satisfies Pod Security, and is not applied unless `oci-seccomp` is on in '
      + 'runsc.toml; leave that off, as ' +
      'RuntimeDefault then breaks threads of glibc 2.34 and newer',
    "each process of the sandbox costs about three process ids of the node: at the kubelet's podPidsLimit the whole "
      + 'sandbox dies',
    'the containers of a pod, native sidecars too, share one sandbox: a sidecar is not isolated from the main '
      + 'container',
    'with a read-only root file system /tmp is writable all the same',
    'Cilium needs `socketLB.hostNamespaceOnly: true`, and NodeLocal DNS an egress rule of its own',
    NO_PORT_FORWARD,
  ],
  [RuntimeTechnology.KATA]: [
    'the containers of a pod, native sidecars too, share one virtual machine',
    NO_PORT_FORWARD,
  ],
  [RuntimeTechnology.HYPER_V]: [
    'security settings of Linux do not exist: of the defaults only `runAsNonRoot` is printed',
  ],
  [RuntimeTechnology.SYSBOX]: [],
  [RuntimeTechnology.WASM]: ['the image holds WebAssembly modules: images of Linux programs do not run'],
  [RuntimeTechnology.OTHER]: [],
};

/** The notes about a runtime. */
export function notesOn({
  technology,
  isSizedByLimits,
}: Pick<RuntimeFacts, 'technology' | 'isSizedByLimits'>): readonly string[] {
  return [
    ...(isSizedByLimits
      ? ['the virtual machine is as large as the limits of the containers; without limits it has 512Mi']
      : []),
    ...NOTES[technology],
  ];
}
