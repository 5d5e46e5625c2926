import { OperatingSystem, RuntimeTechnology } from './enums';
import { PodRuntime, RuntimeFacts } from './facts';
import { KATA, kataFacts } from './kata-catalogue';

/**
 * gVisor on nodes of your own. Its project names no overhead; the nodes that have it are labelled and tainted by you.
 *
 * @see https://gvisor.dev/docs/user_guide/containerd/quick_start/
 */
export const GVISOR: RuntimeFacts = { className: 'gvisor', handler: 'runsc', technology: RuntimeTechnology.GVISOR };

/**
 * GKE Sandbox. GKE makes the class, with another handler than gVisor's own, and it selects and tolerates its nodes.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/sandbox-pods
 */
export const GKE_SANDBOX: RuntimeFacts = {
  className: 'gvisor',
  handler: 'gvisor',
  owner: 'GKE',
  technology: RuntimeTechnology.GVISOR,
  nodeSelector: { 'sandbox.gke.io/runtime': 'gvisor' },
  tolerations: [{ key: 'sandbox.gke.io/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' }],
};

/**
 * Pod Sandboxing of AKS. AKS makes the class, and sets an overhead that it does not publish.
 *
 * @see https://learn.microsoft.com/azure/aks/use-pod-sandboxing
 * @see https://learn.microsoft.com/azure/aks/considerations-pod-sandboxing for the size of the virtual machine
 */
export const AKS_POD_SANDBOXING: RuntimeFacts = {
  className: 'kata-vm-isolation',
  handler: 'kata',
  owner: 'AKS',
  technology: RuntimeTechnology.KATA,
  nodeSelector: { 'kubernetes.azure.com/kata-vm-isolation': 'true' },
  isSizedByLimits: true,
};

/**
 * OpenShift sandboxed containers. The operator makes the class and selects the nodes of its KataConfig.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_sandboxed_containers
 */
export const OPENSHIFT_KATA: RuntimeFacts = {
  className: 'kata',
  handler: 'kata',
  owner: 'the operator of OpenShift sandboxed containers',
  technology: RuntimeTechnology.KATA,
};

/** The same with peer pods: each pod is a virtual machine of the cloud. */
export const OPENSHIFT_PEER_PODS: RuntimeFacts = {
  ...OPENSHIFT_KATA,
  className: 'kata-remote',
  handler: 'kata-remote',
  sharesNoFiles: true,
};

/**
 * Windows pods, each in a virtual machine of Hyper-V. The name of the class is free: this is that of the handler.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/test/e2e/windows/hyperv.go
 * @see https://kubernetes.io/docs/concepts/windows/user-guide/
 */
export const WINDOWS_HYPER_V: RuntimeFacts = {
  className: 'runhcs-wcow-hypervisor',
  handler: 'runhcs-wcow-hypervisor',
  technology: RuntimeTechnology.HYPER_V,
  os: OperatingSystem.WINDOWS,
};

/**
 * Sysbox, as sysbox-deploy-k8s installs it.
 *
 * @see https://github.com/nestybox/sysbox/blob/master/sysbox-k8s-manifests/sysbox-install.yaml
 */
export const SYSBOX: RuntimeFacts = {
  className: 'sysbox-runc',
  handler: 'sysbox-runc',
  owner: 'sysbox-deploy-k8s',
  technology: RuntimeTechnology.SYSBOX,
  nodeSelector: { 'sysbox-runtime': 'running' },
};

/**
 * Spin. The runtime class manager makes the class.
 *
 * @see https://www.spinkube.dev/docs/install/quickstart/
 */
export const SPIN: RuntimeFacts = {
  className: 'wasmtime-spin-v2',
  handler: 'spin',
  owner: 'runtime-class-manager',
  technology: RuntimeTechnology.WASM,
};

/** Wasmtime, a shim of runwasi. @see https://github.com/containerd/runwasi */
export const WASMTIME: RuntimeFacts = {
  className: 'wasmtime',
  handler: 'wasmtime',
  technology: RuntimeTechnology.WASM,
};

/** WasmEdge, a shim of runwasi. @see https://github.com/containerd/runwasi */
export const WASMEDGE: RuntimeFacts = {
  className: 'wasmedge',
  handler: 'wasmedge',
  technology: RuntimeTechnology.WASM,
};

const NAMED = new Map(
  [
    ...Object.keys(KATA).map((variant) => kataFacts(variant, undefined)),
    GVISOR,
    AKS_POD_SANDBOXING,
    OPENSHIFT_KATA,
    WINDOWS_HYPER_V,
    SYSBOX,
    SPIN,
    WASMTIME,
    WASMEDGE,
  ].map(({ className, technology, isSizedByLimits, sharesNoFiles }): [string, PodRuntime] => [
    className,
    { technology, isSizedByLimits, ...(sharesNoFiles && { sharesNoFiles }) },
  ]),
);

/**
 * Facts that the name of a class implies. Its node selector is not one of them: the owner of the class decides that.
 *
 * @returns undefined for a name that could be anything
 */
export function runtimeNamed(className: string): PodRuntime | undefined {
  // kata-deploy appends suffixes: of an instance, `-debug`, `-devkit`.
  return NAMED.get(className) ?? (className.startsWith('kata-') ? { technology: RuntimeTechnology.KATA } : undefined);
}
