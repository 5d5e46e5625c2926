import { IConstruct } from 'constructs';
import type { KnownLabels, NamedPort, NetworkPeer, NetworkPod } from '.';
import {
  CLAIM_LABEL, LABEL_PREFIX, OLD_POOL_LABEL, POOL_LABEL, SANDBOX_LABEL, TEMPLATE_LABEL, templateLabels,
} from '../../api/labels';
import { nameHash } from '../../api/name-hash';
import type { KubeObject } from '../../kubernetes/kube-object';
import { POD_TEMPLATES } from '../../kubernetes/pod-templates';
import { inList, inObject, inObjectAt, Loose } from '../../kubernetes/read-json';
import { CLUSTER_DNS, ClusterDns } from '../../kubernetes/well-known';
import type { Release } from '../../release/release';
import { addressOf } from '../intent/cidr';

/** Labels by which a policy is about one sandbox, or the sandboxes of one template. */
export const SPECIFIC_LABELS: readonly string[] = [SANDBOX_LABEL, TEMPLATE_LABEL];

/** A pod but for the labels of its namespace, which are known once all objects are. */
export type PodOfObject = Omit<NetworkPod, 'namespaceLabels'>;

/** What is known of the cluster that runs pods. */
export interface PodCluster {
  readonly release: Release;
  /** Domains of the labels that claims may give to pods. */
  readonly allowedLabelDomains: readonly string[];
  /** Who answers lookups, where it is declared. */
  readonly dns?: ClusterDns;
}

/** What a target must be told to know whom it stands for. */
export interface TargetResolver {
  /** Who answers lookups in the cluster, where it is declared. */
  readonly dns?: ClusterDns;
  /** The pods of a construct. */
  podOf(construct: IConstruct): PodOfObject;
  /** A peer that is pods. */
  peer(pod: PodOfObject): NetworkPeer;
}

/** Whether objects of a kind have pods of their own. */
export function hasPods(kind: string): boolean {
  return Object.hasOwn(POD_TEMPLATES, kind);
}

/** The pods of an object as policies see them, for the release that makes them. */
export function podOfObject(object: KubeObject, cluster: PodCluster): PodOfObject {
  const { kind, metadata: { name, namespace = '' } } = object;
  const template = podTemplateOf(object);
  const spec = inObject(template, 'spec');
  return {
    title: titleOf(kind, namespace, name),
    namespace,
    labels: labelsOf(kind, name, textsOf(inObject(template, 'metadata', 'labels')), cluster),
    ports: portsOf(spec),
    ...(spec.hostNetwork === true && { hostNetwork: true }),
  };
}

/** The template of the pods of an object: with their metadata and spec. */
export function podTemplateOf(object: KubeObject): Loose {
  return inObjectAt(object, POD_TEMPLATES[object.kind] ?? []);
}

/** Whoever answers lookups: pods, or an address. */
export function dnsPeer({ dns, peer }: Pick<TargetResolver, 'dns' | 'peer'>): NetworkPeer {
  const { pods, addresses: [address] = [] } = dns ?? { pods: CLUSTER_DNS };
  if (address !== undefined) { return { kind: 'address', address: addressOf(address), text: address }; }
  return peer(podWithLabels('the DNS of the cluster', pods?.namespace ?? '', pods?.podLabels ?? {}, true));
}

/** Pods of which only labels are known. */
export function podWithLabels(
  title: string,
  namespace: string,
  known: Readonly<Record<string, string>>,
  isAll: boolean,
): PodOfObject {
  return { title, namespace, labels: { known, hides: () => (isAll ? 'no' : 'maybe') } };
}

function titleOf(kind: string, namespace: string, name: string): string {
  const named = `'${namespace ? `${namespace}/` : ''}${name}'`;
  switch (kind) {
    case 'Sandbox': return `sandbox ${named}`;
    case 'SandboxTemplate': return `sandboxes of template ${named}`;
    case 'Pod': return `pod ${named}`;
    default: return `pods of ${kind} ${named}`;
  }
}

/** The labels that a template gives, without those the controller drops, and with its own. */
function labelsOf(
  kind: string,
  name: string,
  given: Record<string, string>,
  { release, allowedLabelDomains }: PodCluster,
): KnownLabels {
  if (kind !== 'Sandbox' && kind !== 'SandboxTemplate') {
    return { known: given, hides: nothing };
  }
  const { podsBearTemplateHash, poolPodsHaveNameHash, stripsReserved } = release.controller;
  const known = given;
  if (stripsReserved) {
    for (const key of Object.keys(known)) {
      if (isIn(key, LABEL_PREFIX)) {
        delete known[key];
      }
    }
  }
  if (kind === 'Sandbox') {
    known[SANDBOX_LABEL] = nameHash(name);
    return { known, hides: nothing };
  }
  return {
    known: { ...known, ...(podsBearTemplateHash && templateLabels(name)) },
    hides: (key) => {
      if (key === SANDBOX_LABEL) { return poolPodsHaveNameHash ? 'yes' : 'maybe'; }
      const isOfPool = key === (poolPodsHaveNameHash ? POOL_LABEL : OLD_POOL_LABEL);
      return isOfPool || key === CLAIM_LABEL || allowedLabelDomains.some((domain) => isIn(key, domain))
        ? 'maybe'
        : 'no';
    },
  };
}

/** Of labels that are all known: one for the pods of a whole fleet. */
function nothing(): 'no' {
  return 'no';
}

/** Whether a label is of a domain, or of one below it. */
function isIn(key: string, domain: string): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) { return false; }
  return slash === domain.length ? key.startsWith(domain) : key.slice(0, slash).endsWith(`.${domain}`);
}

function textsOf(labels: Loose): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const key of Object.keys(labels)) { texts[key] = String(labels[key]); }
  return texts;
}

const NO_PORTS: readonly NamedPort[] = [];

function portsOf(spec: Loose): readonly NamedPort[] {
  let ports: NamedPort[] | undefined;
  for (const list of ['containers', 'initContainers']) {
    for (const container of inList(spec, list)) {
      for (const { name, protocol, containerPort } of inList(container, 'ports')) {
        if (typeof name === 'string') {
          (ports ??= []).push({ name, protocol: String(protocol ?? 'TCP'), port: Number(containerPort) });
        }
      }
    }
  }
  return ports ?? NO_PORTS;
}
