/** Policies, Services and disruption budgets that are meant for sandboxes, and select none. */
import { NetworkContext, PlacedSandboxPod, SelectedPods } from './network-context';
import { NetworkFinding, warning } from './sandbox-findings';
import { SelectorObject, selectorsOf } from './selector-objects';
import { LABEL_PREFIX, SANDBOX_LABEL, TEMPLATE_LABEL } from '../../api/labels';
import { nearest } from '../../checks/nearest';
import type { NetworkPod, ReadPolicy } from '../reachability';
import { titleOf } from '../reachability/policies';
import { SelectorIndex } from '../reachability/selector-index';

/** A hash of a name, as the controller puts it into labels. */
const HASH = /^[0-9a-f]{8}$/;

/** The pods of a world that no selector of a kind is for, by namespace. */
type Unselected = ReadonlyMap<string, readonly PlacedSandboxPod[]>;

/** A sandbox, and what may select it. */
interface Selection {
  readonly sandbox: PlacedSandboxPod;
  readonly by: readonly SelectorObject[];
}

/**
 * ASB312: a policy selects no pod that is known, and a sandbox for which it is meant most likely has none.
 *
 * Policies may be for pods that others make. One is told of if its selector cannot match any pod, or if a sandbox has
 * no policy of its own and the selector is about it: it names a label, a value or the name of it, or the sandbox is
 * in another namespace.
 */
export function idlePolicies(context: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const { network, policies } = context;
  const used = new Set(selected.flatMap((each) => each.policies));
  const paths = new Map(policies.map(({ json, path }) => [titleOf(json), path]));
  // Neither those of the controller nor those of a whole cluster.
  const pathOf = (policy: ReadPolicy) => (
    policy.tier === 'NetworkPolicy' && !used.has(policy) ? paths.get(policy.title) : undefined
  );
  if (!network.policies.all.some(pathOf)) { return []; }
  const all = network.policies.all.map((policy): SelectorObject => {
    const { title, namespace, labels, selects } = policy;
    return { title, namespace, labels, selects, path: pathOf(policy), code: 'ASB312', word: ['policy', 'policies'] };
  });
  return idle(context, new SelectorIndex(all), selected.map(({ sandbox }) => sandbox));
}

/** ASB248, ASB249: the same of Services and of PodDisruptionBudgets. */
export function idleServices(context: NetworkContext): NetworkFinding[] {
  if (context.selectors.length === 0) { return []; }
  const all = selectorsOf(context.selectors);
  return ['ASB248', 'ASB249'].flatMap((code) => (
    idle(context, new SelectorIndex(all.filter((each) => each.code === code)), context.sandboxes)
  ));
}

function idle(
  { workloads, imported, hasAllPods }: NetworkContext,
  selectors: SelectorIndex<NetworkPod, SelectorObject>,
  sandboxes: readonly PlacedSandboxPod[],
): NetworkFinding[] {
  const left = new Set(selectors.all.filter(({ path, namespace, labels }) => (
    path !== undefined && namespace !== undefined && Object.keys(labels).length > 0
  )));
  if (left.size === 0) { return []; }
  const of = (pod: NetworkPod) => selectors.of(pod).filter((each) => each.selects(pod) !== 'no');
  const selections = sandboxes.map((sandbox) => ({ sandbox, by: of(sandbox.pod) }));
  for (const { by } of selections) { by.forEach((each) => left.delete(each)); }
  if (left.size === 0) { return []; }
  for (const { pod } of workloads) { of(pod).forEach((each) => left.delete(each)); }
  const unselected = withoutOwn(selections);
  const found: NetworkFinding[] = [];
  for (const each of left) {
    const { title, namespace = '', labels, path = '', code } = each;
    if (Object.values(labels).some((value) => imported?.().has(value))) { continue; }
    const told = malformedHash(each) ?? missed(each, unselected.get(namespace) ?? [])
      ?? inOtherNamespace(each, unselected) ?? (hasAllPods?.(namespace) ? absent(each) : undefined);
    if (!told) { continue; }
    found.push(warning(code, path, {
      message: `${title} selects no pod: ${told.message}`,
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

/** Sandboxes that nothing of a kind selects, but what is for all pods of a namespace. */
function withoutOwn(selections: readonly Selection[]): Unselected {
  const found = new Map<string, PlacedSandboxPod[]>();
  for (const { sandbox, by } of selections) {
    const { pod } = sandbox;
    if (pod.hostNetwork || by.some(({ labels }) => Object.keys(labels).length > 0)) { continue; }
    const list = found.get(pod.namespace);
    if (list) { list.push(sandbox); } else { found.set(pod.namespace, [sandbox]); }
  }
  return found;
}

/** A label of the controller with a name in place of its hash. */
function malformedHash({ labels }: SelectorObject): Told | undefined {
  const [key, value] = Object.entries(labels)
    .find(([each, text]) => (each === SANDBOX_LABEL || each === TEMPLATE_LABEL) && !HASH.test(text)) ?? [];
  return key === undefined ? undefined : {
    message: `the value of label '${key}' is the hash of a name, 8 hexadecimal digits, and '${value}' is none`,
    remedy: 'give the hash, such as the one in the labels of a running pod',
  };
}

/** The sandbox of the namespace that the selector is about. */
function missed(selector: SelectorObject, sandboxes: readonly PlacedSandboxPod[]): Told | undefined {
  const meant = sandboxes.find((sandbox) => isAbout(selector, sandbox));
  if (!meant) { return undefined; }
  const { pod } = meant;
  return {
    message: `it wants ${textOf(selector.labels)}, and ${pod.title}, which no other ${selector.word[0]} is for, `
      + `${hasPlural(pod)} ${textOf(ownLabelsOf(pod)) || 'no labels'}`,
    remedy: `select ${textOf(ownLabelsOf(pod)) || 'a label that the pod template has'}`,
  };
}

function isAbout({ labels, code }: SelectorObject, { pod, keeper, object, ownLabels = {} }: PlacedSandboxPod): boolean {
  // Whoever takes the policy of a template over writes one for it.
  if (code === 'ASB312' && keeper === 'nobody' && pod.labels.hides(SANDBOX_LABEL) !== 'no') { return true; }
  const known = pod.labels.known;
  const texts = new Set([...Object.values(known), ...Object.values(ownLabels), object.name]);
  return Object.entries(labels).some(([key, value]) => (
    key.startsWith(`${LABEL_PREFIX}/`) || texts.has(value) || nearest(value, [known[key] ?? '']) !== undefined
  ));
}

/** A sandbox of another namespace that the selector would match there. */
function inOtherNamespace(selector: SelectorObject, unselected: Unselected): Told | undefined {
  const { namespace: own, word: [word, words], selects } = selector;
  // Objects without a namespace may go to any.
  if (!own) { return undefined; }
  for (const [namespace, sandboxes] of unselected) {
    if (namespace === '' || namespace === own) { continue; }
    const meant = sandboxes.find(({ pod }) => selects({ ...pod, namespace: own }) === 'yes');
    if (meant) {
      return {
        message: `${words} are about pods of their own namespace, and ${meant.pod.title} is in '${namespace}'`,
        remedy: `put the ${word} into namespace '${namespace}'`,
      };
    }
  }
  return undefined;
}

/** Where all pods of a namespace are known. */
function absent({ labels }: SelectorObject): Told {
  return { message: `none has ${textOf(labels)}`, remedy: 'select labels that the pod template has' };
}

/** The labels by which to select a pod: those that the user gave, else those of the controller. */
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
