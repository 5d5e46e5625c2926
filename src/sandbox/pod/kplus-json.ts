import { Json } from './merge';
import { k8s } from '../../kubernetes/kplus';

type Convert = (value: any) => unknown;

const each = (convert: Convert): Convert => (list: unknown[]) => list.map(convert);

/**
 * The members of a container that cdk8s-plus does not keep as JSON, with their conversions. The others need none, and
 * the functions of cdk8s-plus for whole pods and containers would cost more than the rest of a sandbox.
 */
const CONTAINER: Readonly<Record<string, Convert>> = {
  // By far most variables are plain values, which are JSON already.
  env: each((variable: k8s.EnvVar) => (variable.valueFrom ? k8s.toJson_EnvVar(variable) : variable)),
  envFrom: each(k8s.toJson_EnvFromSource),
  lifecycle: k8s.toJson_Lifecycle,
  livenessProbe: k8s.toJson_Probe,
  ports: each(({ hostIp, ...port }: k8s.ContainerPort) => (hostIp === undefined ? port : { ...port, hostIP: hostIp })),
  readinessProbe: k8s.toJson_Probe,
  resources: k8s.toJson_ResourceRequirements,
  startupProbe: k8s.toJson_Probe,
};

/** The same of a pod. */
const POD: Readonly<Record<string, Convert>> = {
  containers: each((container: object) => converted(container, CONTAINER)),
  initContainers: each((container: object) => converted(container, CONTAINER)),
  hostAliases: each(k8s.toJson_HostAlias),
  volumes: each(k8s.toJson_Volume),
};

/** A pod that cdk8s-plus printed, as JSON. */
export function printedPod(pod: k8s.PodSpec): Json {
  const { setHostnameAsFqdn, ...rest } = converted(pod, POD);
  return setHostnameAsFqdn === undefined ? rest : { ...rest, setHostnameAsFQDN: setHostnameAsFqdn };
}

/** A container that it printed, as JSON. */
export function printedContainer(container: k8s.Container): Json & { readonly name: string } {
  return converted(container, CONTAINER) as Json & { readonly name: string };
}

function converted(value: object, conversions: Readonly<Record<string, Convert>>): Json {
  const result: Json = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) { continue; }
    const convert = conversions[key];
    result[key] = convert ? convert(member) : member;
  }
  return result;
}
