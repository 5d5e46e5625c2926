/** Policies that are meant for sandboxes, and select none. */
import { NetworkContext, PlacedSandboxPod, SelectedPods } from './network-context';
import { NetworkFinding, warning } from './sandbox-findings';
import { LABEL_PREFIX, SANDBOX_LABEL, TEMPLATE_LABEL } from '../../api/labels';
import { nearest } from '../../checks/nearest';
import type { NetworkPod, ReadPolicy } from '../reachability';
import { titleOf } from '../reachability/policies';

/** A hash of a name, as the controller puts it into labels. */
const HASH = /^[0-9a-f]{8}$/;

/** The pods of a world that have no policy of their own, by namespace. */
type Unprotected = ReadonlyMap<string, readonly PlacedSandboxPod[]>;

/**
 * ASB312: a policy selects no pod that is known, and a sandbox for which it is meant most likely has none.
 *
 * Policies may be for pods that others make. One is told of if its selector cannot match any pod, or if a sandbox has
 * no policy of its own and the selector is about it: it names a label, a value or the name of it, or the sandbox is
 * in another namespace.
 */
export function idlePolicies(context: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const { network, policies, workloads, imported } = context;
  const paths = new Map(policies.map(({ json, path }) => [titleOf(json), path]));
  const idle = new Set(network.policies.all.filter(({ title, namespace, labels, tier }) => (
    tier === 'NetworkPolicy' && namespace !== undefined && Object.keys(labels).length > 0 && paths.has(title)
  )));
  if (idle.size === 0) { return []; }
  for (const { policies: selecting } of selected) {
    for (const policy of selecting) { idle.delete(policy); }
  }
  if (idle.size === 0) { return []; }
  for (const { pod } of workloads) {
    for (const policy of network.policies.of(pod)) {
      if (policy.selects(pod) !== 'no') { idle.delete(policy); }
    }
  }
  const unprotected = withoutOwnPolicy(selected);
  const found: NetworkFinding[] = [];
  for (const policy of idle) {
    if (Object.values(policy.labels).some((value) => imported?.().has(value))) { continue; }
    const told = malformedHash(policy) ?? missed(policy, unprotected.get(policy.namespace!) ?? [])
      ?? inOtherNamespace(policy, unprotected);
    if (!told) { continue; }
    found.push(warning('ASB312', paths.get(policy.title)!, {
      message: `${policy.title} selects no pod: ${told.message}`,
      remedy: `${told.remedy}; 'selectorLabels' of a sandbox or template are the labels of its pods`,
      remedyInFile: told.remedy,
    }));
  }
  return found;
}

interface Told {
  readonly message: string;
  readonly remedy: string;
}

/** Sandboxes that no policy selects, but those for all pods of a namespace. */
function withoutOwnPolicy(selected: readonly SelectedPods[]): Unprotected {
  const found = new Map<string, PlacedSandboxPod[]>();
  for (const { sandbox, policies } of selected) {
    const { pod } = sandbox;
    if (pod.hostNetwork || policies.some(({ labels }) => Object.keys(labels).length > 0)) { continue; }
    const list = found.get(pod.namespace);
    if (list) { list.push(sandbox); } else { found.set(pod.namespace, [sandbox]); }
  }
  return found;
}

/** A label of the controller with a name in place of its hash. */
function malformedHash({ labels }: ReadPolicy): Told | undefined {
  const [key, value] = Object.entries(labels)
    .find(([each, text]) => (each === SANDBOX_LABEL || each === TEMPLATE_LABEL) && !HASH.test(text)) ?? [];
  return key === undefined ? undefined : {
    message: `the value of label '${key}' is the hash of a name, 8 hexadecimal digits, and '${value}' is none`,
    remedy: 'give the hash, such as the one in the labels of a running pod',
  };
}

/** The sandbox of the namespace that the policy is about. */
function missed(policy: ReadPolicy, sandboxes: readonly PlacedSandboxPod[]): Told | undefined {
  const meant = sandboxes.find((sandbox) => isAbout(policy, sandbox));
  if (!meant) { return undefined; }
  const { pod } = meant;
  return {
    message: `it wants ${textOf(policy.labels)}, and ${pod.title}, which no other policy is for, `
      + `${hasPlural(pod)} ${textOf(ownLabelsOf(pod)) || 'no labels'}`,
    remedy: `select ${textOf(ownLabelsOf(pod)) || 'a label that the pod template has'}`,
  };
}

function isAbout({ labels }: ReadPolicy, { pod, keeper, object, ownLabels = {} }: PlacedSandboxPod): boolean {
  // Whoever takes the policy of a template over writes one for it.
  if (keeper === 'nobody' && pod.labels.hides(SANDBOX_LABEL) !== 'no') { return true; }
  const known = pod.labels.known;
  const texts = new Set([...Object.values(known), ...Object.values(ownLabels), object.name]);
  return Object.entries(labels).some(([key, value]) => (
    key.startsWith(`${LABEL_PREFIX}/`) || texts.has(value) || nearest(value, [known[key] ?? '']) !== undefined
  ));
}

/** A sandbox of another namespace that the selector would match there. */
function inOtherNamespace(policy: ReadPolicy, unprotected: Unprotected): Told | undefined {
  // Objects without a namespace may go to any.
  if (policy.namespace === '') { return undefined; }
  for (const [namespace, sandboxes] of unprotected) {
    if (namespace === '' || namespace === policy.namespace) { continue; }
    const meant = sandboxes.find(({ pod }) => policy.selects({ ...pod, namespace: policy.namespace! }) === 'yes');
    if (meant) {
      return {
        message: `policies are about pods of their own namespace, and ${meant.pod.title} is in '${namespace}'`,
        remedy: `put the policy into namespace '${namespace}'`,
      };
    }
  }
  return undefined;
}

/** The labels by which a policy may select a pod: those that the user gave, else those of the controller. */
function ownLabelsOf({ labels: { known } }: NetworkPod): Record<string, string> {
  const given = Object.entries(known).filter(([key]) => !key.startsWith(`${LABEL_PREFIX}/`));
  return given.length > 0 ? Object.fromEntries(given) : known;
}

function hasPlural({ title }: NetworkPod): string {
  return title.startsWith('sandboxes') ? 'have' : 'has';
}

function textOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).map(([key, value]) => `'${key}: ${value}'`).join(' and ');
}
