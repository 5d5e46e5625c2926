/** What a cluster does not have by its cloud, of one object: of an app and of files. */
import type { Cloud } from '../../../cloud/cloud';
import type { CloudName } from '../../../cloud/cloud-facts';
import { FindingSeverity } from '../../../findings/finding';
import type { CodedTrouble } from '../../../findings/trouble';
import { apiGroupOf } from '../../../kubernetes/api-group';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { nameOfObject } from '../../../kubernetes/object-name';
import { sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { Cidr, parseCidr } from '../../../network/intent/cidr';
import { foreignServices } from '../../../network/intent/in-cloud';
import { isNetworkPolicy } from '../../../network/reachability/policies';
import { AKS_POD_SANDBOXING, OPENSHIFT_PEER_PODS } from '../../../runtime/catalogue';
import { notOfCloud } from '../../../runtime/not-of-cloud';

/** Groups of kinds that one cloud alone serves. */
const HOMES: Readonly<Record<string, CloudName>> = {
  'cloud.google.com': 'GKE',
  'networking.gke.io': 'GKE',
  'podsnapshot.gke.io': 'GKE',
  'eks.amazonaws.com': 'EKS',
  'networking.k8s.aws': 'EKS',
};

/** ASB449: a kind that another cloud alone serves. */
export function foreignKind(object: KubeObject, cloud: Cloud): CodedTrouble[] {
  const home = HOMES[apiGroupOf(object.apiVersion)];
  if (home === undefined || home === cloud.name || cloud.name === 'bare metal') { return []; }
  return [{
    code: 'ASB449',
    severity: FindingSeverity.ERROR,
    message: `${nameOfObject(object)} is of a kind that ${home} alone serves, and the cluster is ${String(cloud)}`,
    remedy: 'remove it, or declare the cluster with the cloud that runs it',
    remedyInFile: 'remove it, or give --cloud the cloud that runs it',
    path: ['apiVersion'],
  }];
}

/** ASB424: domains in a policy of EKS, which nodes of Auto Mode alone know. */
export function unfilteredDomains(object: KubeObject, json: () => unknown, cloud: Cloud): CodedTrouble[] {
  if (object.kind !== 'ApplicationNetworkPolicy' || cloud.name !== 'EKS' || cloud._facts.managedNodes) { return []; }
  const rules = inList(inObject(json(), 'spec').egress);
  if (!rules.some(({ to }) => inList(to).some(({ domainNames }) => domainNames !== undefined))) { return []; }
  return [{
    code: 'ASB424',
    severity: FindingSeverity.WARNING,
    message: `nobody filters the domains of ${nameOfObject(object)}: nodes of Auto Mode alone filter them, and `
      + `the cluster is ${String(cloud)} without it`,
    remedy: "name ranges, or set 'autoMode' of Cloud.eks where nodes are of it",
    remedyInFile: "name ranges, or add 'autoMode' to --cloud where nodes are of it",
    path: ['spec', 'egress'],
  }];
}

/** ASB424: policies that nobody enforces, told of the first of a cluster. */
export function unenforcedPolicies(first: KubeObject, cloud: Cloud): CodedTrouble[] {
  const { unenforced } = cloud._facts;
  return unenforced ? [{
    code: 'ASB424',
    severity: FindingSeverity.WARNING,
    message: `nobody enforces network policies, such as that of ${nameOfObject(first)}: ${unenforced.text}`,
    remedy: 'turn enforcement on, and say so in the cloud that SandboxCluster declares',
    remedyInFile: 'turn enforcement on, and say so in --cloud',
  }] : [];
}

/** Whether an object is a policy, or one for which the controller keeps a policy. */
export function isPolicy({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return kind === 'SandboxTemplate' || isNetworkPolicy({ apiVersion, kind });
}

/** ASB422 and ASB423: a RuntimeClass that the cloud makes, or that its nodes cannot have. */
export function madeClass({ kind, metadata }: KubeObject, cloud: Cloud): CodedTrouble[] {
  if (kind !== 'RuntimeClass') { return []; }
  const runtimeClassName = String(inObject(metadata).name);
  return notOfCloud({ runtimeClassName, isCreated: true }, cloud).map(({ code, ...trouble }) => ({
    ...trouble,
    code,
    remedyInFile: code === 'ASB422' ? 'remove it: the class is there' : 'run it on nodes of your own',
    path: ['metadata', 'name'],
  }));
}

/** Classes by whose names clouds are known: others have names that anybody gives. */
const KNOWN_BY_NAME = [AKS_POD_SANDBOXING, OPENSHIFT_PEER_PODS];

/** ASB422: a RuntimeClass of another cloud, or one that the cloud would make and does not. */
export function namedClass(object: KubeObject, cloud: Cloud): CodedTrouble[] {
  const { runtimeClassName: name } = sandboxPod(object);
  if (typeof name !== 'string') { return []; }
  const { absentClasses, runtimes } = cloud._facts;
  const owner = KNOWN_BY_NAME.find(({ className }) => className === name)?.owner
    ?? (absentClasses.includes(name) ? cloud.name : undefined);
  if (owner === undefined || runtimes.some(({ className }) => className === name)) { return []; }
  return notOfCloud({ runtimeClassName: name, isCreated: false, owner }, cloud).map((trouble) => ({
    ...trouble,
    remedyInFile: 'name a RuntimeClass that its nodes have',
    path: ['spec', 'podTemplate', 'spec', 'runtimeClassName'],
  }));
}

/** ASB429: the address of a service that another cloud has. */
export function foreignAddresses(object: KubeObject, cloud: Cloud): CodedTrouble[] {
  const { kind, spec } = object;
  const below = kind === 'SandboxTemplate' ? ['spec', 'networkPolicy', 'egress'] : ['spec', 'egress'];
  const egress = inList(inObject(spec, ...below.slice(1, -1)).egress);
  const targets = egress.flatMap(rangesOf).map((cidr) => ({ kind: 'range' as const, cidr, isNamed: true }));
  return foreignServices([{ targets, ports: [] }], cloud._facts.platform).map(({ range, owners }) => ({
    code: 'ASB429',
    severity: FindingSeverity.WARNING,
    message: `egress names ${range}, where ${owners} gives out identities, and the cluster is ${String(cloud)}`,
    remedy: 'name the service of that cloud, or remove it',
    path: below,
  }));
}

/** Ranges that a rule of egress names, of NetworkPolicies and those of Cilium. */
function rangesOf({ to, toCIDR, toCIDRSet }: Loose): Cidr[] {
  const texts = [
    ...inList(to).map((peer) => inObject(peer, 'ipBlock').cidr),
    ...(Array.isArray(toCIDR) ? toCIDR as unknown[] : []),
    ...inList(toCIDRSet).map(({ cidr }) => cidr),
  ];
  return texts.flatMap((text) => {
    try {
      return typeof text === 'string' ? [parseCidr(text)] : [];
    } catch {
      // The API server refuses it.
      return [];
    }
  });
}
