/** Keys of pod metadata by which others act on a pod. */
import { CONTROLLER } from '../api/controller-names';
import { DO_NOT_DISRUPT, LABEL_PREFIX, ROUTER_LABELS, SAFE_TO_EVICT } from '../api/labels';

/**
 * Prefixes of annotations by which node agents, runtimes, networks and webhooks give a pod more than its spec says.
 * Admission judges the spec, so each of these goes around it.
 */
export const DANGEROUS_ANNOTATIONS: readonly string[] = [
  // Runtimes: hypervisor binaries, kernel parameters, flags of runsc, mounts, devices and hooks.
  // https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/how-to-set-sandbox-config-kata.md
  'io.katacontainers.',
  // https://gvisor.dev/docs/user_guide/containerd/configuration/
  'dev.gvisor.',
  // https://github.com/cri-o/cri-o/blob/main/docs/crio.conf.5.md
  'io.kubernetes.cri-o.',
  'io.kubernetes.cri.',
  'io.containerd.',
  'run.oci.',
  // https://github.com/cncf-tags/container-device-interface
  'cdi.k8s.io/',
  // https://github.com/containerd/nri/tree/main/plugins
  'devices.nri.io',
  'mounts.nri.io',
  'ulimits.nri.containerd.io',
  // Profiles of the kernel, in the annotations that came before the fields.
  'container.apparmor.security.beta.kubernetes.io/',
  'container.seccomp.security.alpha.kubernetes.io/',
  'seccomp.security.alpha.kubernetes.io/',
  'security.alpha.kubernetes.io/',
  // Networks: other networks, fixed addresses, routes around policies and proxies.
  // https://github.com/k8snetworkplumbingwg/multus-cni/blob/master/docs/how-to-use.md
  'k8s.v1.cni.cncf.io/',
  'v1.multus-cni.io/',
  'cni.projectcalico.org/',
  'policy.cilium.io/',
  'io.cilium/',
  'k8s.ovn.org/',
  'ovn.kubernetes.io/',
  'vpc.amazonaws.com/',
  'networking.gke.io/',
  'sidecar.istio.io/',
  'traffic.sidecar.istio.io/',
  'config.linkerd.io/',
  'linkerd.io/',
  // Identities and Secrets: cloud roles, and agents that add credentials to the pod.
  // https://github.com/jtblin/kube2iam
  'iam.amazonaws.com/',
  'eks.amazonaws.com/',
  'azure.workload.identity/',
  'aadpodidbinding',
  'iam.gke.io/',
  'vault.hashicorp.com/',
];

/** Labels that only the controller gives to pods. */
export const RESERVED_LABELS: readonly string[] = [`${LABEL_PREFIX}/`, `extensions.${LABEL_PREFIX}/`];

/** Values of the label `app` by which network policies and Services select the router and the controller. */
export const ROUTED_APPS: readonly string[] = [ROUTER_LABELS.app, CONTROLLER];

/** Annotations that every sandbox may have. */
export const HARMLESS_ANNOTATIONS: readonly string[] = [
  SAFE_TO_EVICT,
  DO_NOT_DISRUPT,
  'kubectl.kubernetes.io/',
  'opentelemetry.io/trace-context',
  'sandbox.users.io/',
];

/** Finalizers of Kubernetes itself, which its garbage collector removes. */
export const KUBERNETES_FINALIZERS: readonly string[] = ['foregroundDeletion', 'orphan'];
