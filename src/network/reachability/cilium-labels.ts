import { KnownLabels, selects } from './labels';
import type { Tri } from './match';
import type { NetworkPod } from './model';
import { wantedLabels } from './network-policy';
import { unreadSelector } from './unread';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { NAMESPACE_NAME } from '../../kubernetes/well-known';
import type { Pods } from '../intent/intent';
import type { LabelSelectorJson } from '../intent/peer-json';

/** The label that Cilium gives to pods with the name of their namespace. */
export const CILIUM_NAMESPACE = 'io.kubernetes.pod.namespace';

/** The prefix of labels with those of the namespace of a pod. */
const OF_NAMESPACE = 'io.cilium.k8s.namespace.labels.';

/** The prefix of labels with other facts of a pod: its service account, its cluster. */
const OF_POLICY = 'io.cilium.k8s.policy.';

/** The prefix of the labels of identities that are not pods, such as `reserved:world`. */
const RESERVED = 'reserved:';

/**
 * A selector without the sources `k8s:` and `any:` of its labels. Other sources, such as `reserved:`, are never those
 * of pods. Members that are not read are kept, so that they are noticed.
 */
export function normalized(selector: unknown): Loose {
  if (selector === undefined || selector === null) { return {}; }
  if (unreadSelector(selector) !== undefined) { return { unread: selector }; }
  const { matchLabels, matchExpressions } = inObject(selector);
  return {
    ...(matchLabels !== undefined && {
      matchLabels: Object.fromEntries(Object.entries(inObject(matchLabels)).map(([key, value]) => [plain(key), value])),
    }),
    ...(matchExpressions !== undefined && {
      matchExpressions: inList(selector, 'matchExpressions').map((each) => ({
        ...each,
        ...(typeof each.key === 'string' && { key: plain(each.key) }),
      })),
    }),
  };
}

function plain(key: string): string {
  return key.replace(/^(k8s|any):/, '');
}

/** Whether a normalized selector names namespaces. */
export function namesNamespace(selector: Loose): boolean {
  return keysOf(selector).some((key) => key === CILIUM_NAMESPACE || key.startsWith(OF_NAMESPACE));
}

/**
 * Whether a normalized selector may select more than pods: nodes, or addresses outside of the cluster.
 *
 * @param isOfNamespace whether it selects in the namespace of its policy
 */
export function selectsMoreThanPods(selector: Loose, isOfNamespace: boolean): boolean {
  const keys = keysOf(selector);
  return 'unread' in selector || (keys.length === 0 && !isOfNamespace) || keys.some((key) => key.startsWith(RESERVED));
}

function keysOf(selector: Loose): string[] {
  return [
    ...Object.keys(inObject(selector, 'matchLabels')),
    ...inList(selector, 'matchExpressions').map(({ key }) => String(key)),
  ];
}

/**
 * What a normalized selector selects, in the words of Kubernetes.
 *
 * @param isNamespaced whether it is that of a policy in a namespace, which it means where it names none
 */
export function podsOf(selector: Loose, isNamespaced: boolean): Pods {
  const isOfPod = (key: string) => key !== CILIUM_NAMESPACE && !key.startsWith(OF_NAMESPACE);
  const plainKey = (key: string) => (key === CILIUM_NAMESPACE ? NAMESPACE_NAME : key.replace(OF_NAMESPACE, ''));
  const labels = Object.entries(wantedLabels(selector));
  const expressions = inList(selector, 'matchExpressions') as ReadonlyArray<{ key: string; operator: string }>;
  const part = (isWanted: (key: string) => boolean): LabelSelectorJson => {
    const matchExpressions = expressions.filter(({ key }) => isWanted(key))
      // That there is a namespace says nothing of it.
      .filter(({ key, operator }) => key !== CILIUM_NAMESPACE || operator !== 'Exists')
      .map((each) => ({ ...each, key: plainKey(each.key) }));
    return {
      matchLabels: Object.fromEntries(
        labels.filter(([key]) => isWanted(key)).map(([key, value]) => [plainKey(key), value]),
      ),
      ...(matchExpressions.length > 0 && { matchExpressions }),
    };
  };
  return {
    kind: 'pods',
    podSelector: part(isOfPod),
    ...((!isNamespaced || namesNamespace(selector)) && { namespaceSelector: part((key) => !isOfPod(key)) }),
  };
}

/** The labels in a normalized selector that pods have themselves. */
export function podLabels(selector: Loose): Record<string, string> {
  const isOfPod = (key: string) =>
    !key.includes(':') && key !== CILIUM_NAMESPACE && !key.startsWith(OF_NAMESPACE) && !key.startsWith(OF_POLICY);
  return Object.fromEntries(Object.entries(wantedLabels(selector)).filter(([key]) => isOfPod(key)));
}

/** Whether a normalized selector selects a pod. Pods in the network of their node have the identity of the node. */
export function ciliumSelects(selector: Loose, pod: NetworkPod): Tri {
  return pod.hostNetwork ? 'no' : selects(selector, labelsOf(pod));
}

function labelsOf({ namespace, labels, namespaceLabels }: NetworkPod): KnownLabels {
  const ofNamespace = Object.entries(namespaceLabels.known).map(([key, value]) => [OF_NAMESPACE + key, value]);
  return {
    excludes: labels.excludes,
    known: {
      ...labels.known,
      ...Object.fromEntries(ofNamespace),
      ...(namespace !== '' && { [CILIUM_NAMESPACE]: namespace }),
    },
    hides: (key) => {
      if (key.startsWith(OF_NAMESPACE)) {
        return namespaceLabels.hides(key.slice(OF_NAMESPACE.length));
      }
      return key === CILIUM_NAMESPACE || key.startsWith(OF_POLICY) ? 'yes' : labels.hides(key);
    },
  };
}
