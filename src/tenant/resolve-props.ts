import type { Size } from 'cdk8s';
import { checkDeployedKinds, DEPLOYED_KINDS } from './deployed-kinds';
import { SandboxTenantProps } from './sandbox-tenant-props';
import { TenantQuota } from './tenant-quota';
import type { TenantSettings } from './tenant-settings';
import { PodSecurityStandard } from '../admission/sandbox-admission-policy-props';
import { NAMESPACE } from '../api/controller-names';
import { ADMISSION_LABEL } from '../api/labels';
import { amountOfCpu, amountOfSize, resourceAmounts } from '../checks/amounts';
import { checkCount, checkForm, checkMetadata, milliseconds, shown } from '../checks/forms';
import { checkKubernetesMinor } from '../checks/kubernetes-minor';
import { checkShapes, oneOf, Shapes, structOf } from '../checks/shapes';
import { thousandths } from '../judge/capacity/needs';
import type { ContainerDefaults } from '../judge/capacity/pod-needs';
import { ClaimShutdownPolicy } from '../sandbox/enums';

const SHAPES: Shapes = {
  runtimes: 'runtimes',
  quota: 'object',
  createNamespace: 'boolean',
  labels: 'object',
  namespaceLabels: 'object',
  namespaceAnnotations: 'object',
  defaultResources: 'object',
  guardrailChart: 'chart',
  factsFile: 'string',
  deployedKinds: 'objects',
  admissionChart: 'chart',
  validationActions: 'list',
  claimDefaults: structOf({ ttlAfterFinished: 'duration', shutdownPolicy: oneOf(ClaimShutdownPolicy) }),
};

/** Resources of a container without any of its own: enough for a shell and an interpreter, and many fit a node. */
const DEFAULTS = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } };

/**
 * The settings of a tenant.
 *
 * @throws when a prop is malformed or contradicts another
 */
export function tenantSettings(props: SandboxTenantProps, namespace: string): TenantSettings {
  checkShapes('the props', props, SHAPES, 'runtimes');
  const { quota, podSecurity = PodSecurityStandard.RESTRICTED, podSecurityVersion, maxVolumeSize } = props;
  const { labels = {}, namespaceLabels = {}, namespaceAnnotations = {} } = props;
  if (!(quota instanceof TenantQuota)) {
    throw new Error(
      `'quota' is ${shown(quota)}; give TenantQuota.of({ ... }), TenantQuota.computed({ claims }) or `
      + 'TenantQuota.none()',
    );
  }
  checkForm('namespace', namespace, 'DNS label');
  checkNotReserved(namespace);
  checkMetadata("'labels'", labels, 'label');
  checkMetadata("'namespaceLabels'", namespaceLabels, 'label');
  checkNotOwn({ labels, namespaceLabels });
  checkMetadata("'namespaceAnnotations'", namespaceAnnotations, 'annotation');
  if (!Object.values(PodSecurityStandard).includes(podSecurity)) {
    throw new Error(
      `'podSecurity' is ${shown(podSecurity)}; give one of ${Object.values(PodSecurityStandard).join(', ')}`,
    );
  }
  if (podSecurityVersion !== undefined) { checkKubernetesMinor("'podSecurityVersion'", podSecurityVersion); }
  checkDeployedKinds(props.deployedKinds ?? []);
  checkCreated(props);
  checkClaimDefaults(props);
  const maxLimits = maximaOf(props);
  return {
    namespace,
    namespaceLabels: { ...namespaceLabels },
    namespaceAnnotations: { ...namespaceAnnotations },
    podSecurity,
    defaults: props.defaultResources
      ? checked(resourceAmounts(props.defaultResources), maxLimits)
      : bounded(DEFAULTS, maxLimits),
    maxLimits,
    deployedKinds: [...DEPLOYED_KINDS, ...props.deployedKinds ?? []],
    ...(maxVolumeSize && { maxVolumeSize: amountOfSize("'maxVolumeSize'", maxVolumeSize).text }),
  };
}

/** Namespaces that Kubernetes makes itself, and that of upstream's manifests: what is in them is not a tenant's. */
const RESERVED: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease', NAMESPACE];

function checkNotReserved(namespace: string): void {
  if (!RESERVED.includes(namespace)) { return; }
  const whose = namespace === NAMESPACE ? 'of the controller' : 'of Kubernetes itself';
  throw new Error(`namespace '${namespace}' is that ${whose}; give the tenant one of its own in 'namespace'`);
}

/** @throws when the tenant would refuse its own claims, or claims of no end have a policy */
function checkClaimDefaults({ claimDefaults, maxTimeToLive, requireClaimDeletion }: SandboxTenantProps): void {
  if (!claimDefaults) { return; }
  const { ttlAfterFinished, shutdownPolicy } = claimDefaults;
  if (ttlAfterFinished !== undefined) {
    const seconds = milliseconds("'claimDefaults.ttlAfterFinished'", ttlAfterFinished) / 1000;
    checkCount("'claimDefaults.ttlAfterFinished' in seconds", seconds, 0);
    const most = maxTimeToLive && milliseconds("'maxTimeToLive'", maxTimeToLive) / 1000;
    if (most !== undefined && seconds > most) {
      throw new Error(
        `'claimDefaults.ttlAfterFinished' is ${seconds}s, above 'maxTimeToLive' of ${most}s, so that every claim would `
          + 'be refused; lower it, or raise the maximum',
      );
    }
  }
  if (requireClaimDeletion && shutdownPolicy === ClaimShutdownPolicy.RETAIN) {
    throw new Error(
      "'claimDefaults.shutdownPolicy' is 'Retain' and 'requireClaimDeletion' is true, so that every claim would be "
        + 'refused; remove one',
    );
  }
}

const POD_SECURITY = 'pod-security.kubernetes.io/';

/** The tenant writes these labels last, so that others would be dropped without a word. */
function checkNotOwn(given: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
  for (const [prop, labels] of Object.entries(given)) {
    const own = Object.keys(labels).find((key) => key.startsWith(POD_SECURITY) || key === ADMISSION_LABEL);
    if (own !== undefined) {
      throw new Error(
        `'${prop}' has '${own}', which the tenant sets itself; use ${
          own === ADMISSION_LABEL ? "'admissionChart'" : "'podSecurity' and 'podSecurityVersion'"
        }`,
      );
    }
  }
}

function checkCreated({
  createNamespace = true,
  namespaceLabels,
  namespaceAnnotations,
  podSecurityVersion,
}: SandboxTenantProps): void {
  if (createNamespace) {
    return;
  }
  const given = Object.entries({ namespaceLabels, namespaceAnnotations, podSecurityVersion }).find(
    ([, value]) => value !== undefined,
  );
  if (given) {
    throw new Error(`'${given[0]}' applies to the namespace, and 'createNamespace' is false; remove one`);
  }
}

function maximaOf({
  maxContainerCpu,
  maxContainerMemory,
  maxContainerEphemeralStorage,
}: SandboxTenantProps): Record<string, string> {
  const size = (name: string, value: Size | undefined) => value && amountOfSize(`'${name}'`, value).text;
  const all = {
    'cpu': maxContainerCpu && amountOfCpu("'maxContainerCpu'", maxContainerCpu).text,
    'memory': size('maxContainerMemory', maxContainerMemory),
    'ephemeral-storage': size('maxContainerEphemeralStorage', maxContainerEphemeralStorage),
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The built-in defaults, at most the maxima of a container. */
function bounded(
  { requests, limits }: typeof DEFAULTS,
  maxLimits: Readonly<Record<string, string>>,
): ContainerDefaults {
  const least = (amounts: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(amounts).map(([resource, amount]) => [
        resource,
        isMore(amount, maxLimits[resource]) ? maxLimits[resource] : amount,
      ]),
    );
  return { requests: least(requests), limits: least(limits) };
}

/** @throws when a default is above the maximum of a container */
function checked(defaults: ContainerDefaults, maxLimits: Readonly<Record<string, string>>): ContainerDefaults {
  for (const [resource, amount] of Object.entries({ ...defaults.requests, ...defaults.limits })) {
    if (isMore(amount, maxLimits[resource])) {
      throw new Error(
        `'defaultResources' has ${amount} of ${resource}, above the maximum of a container, `
        + `${maxLimits[resource]}; lower it, or raise the maximum`,
      );
    }
  }
  return defaults;
}

function isMore(amount: string, maximum: string | undefined): boolean {
  return maximum !== undefined && thousandths(amount)! > thousandths(maximum)!;
}
