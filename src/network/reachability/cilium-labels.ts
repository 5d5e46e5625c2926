import { KnownLabels, selects } from './labels';
import type { Tri } from './match';
import type { NetworkPod } from './model';
import { wantedLabels } from './network-policy';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** The label by which Cilium knows the namespace of a pod. */
export const CILIUM_NAMESPACE = 'io.kubernetes.pod.namespace';

/** Before the labels of the namespace of a pod. */
const OF_NAMESPACE = 'io.cilium.k8s.namespace.labels.';

/** What Cilium knows of a pod besides its labels: its service account, its cluster. */
const OF_POLICY = 'io.cilium.k8s.policy.';

/** A selector whose labels bear no source: `k8s:` and `any:` go, others such as `reserved:` never are those of pods. */
export function normalized(selector: unknown): Loose {
  const { matchLabels, matchExpressions } = inObject(selector);
  return {
    ...(matchLabels !== undefined && {
      matchLabels: Object.fromEntries(Object.entries(inObject(matchLabels)).map(([key, value]) => [plain(key), value])),
    }),
    ...(matchExpressions !== undefined && {
      matchExpressions: inList(selector, 'matchExpressions').map((each) => ({ ...each, key: plain(String(each.key)) })),
    }),
  };
}

function plain(key: string): string {
  return key.replace(/^(k8s|any):/, '');
}

/** Whether a normalized selector says of which namespaces it means pods. */
export function namesNamespace(selector: Loose): boolean {
  const keys = [
    ...Object.keys(inObject(selector, 'matchLabels')),
    ...inList(selector, 'matchExpressions').map(({ key }) => String(key)),
  ];
  return keys.some((key) => key === CILIUM_NAMESPACE || key.startsWith(OF_NAMESPACE));
}

/** The labels in a normalized selector that are those of pods, not what Cilium says of them. */
export function podLabels(selector: Loose): Record<string, string> {
  const isOfPod = (key: string) =>
    !key.includes(':') && key !== CILIUM_NAMESPACE && !key.startsWith(OF_NAMESPACE) && !key.startsWith(OF_POLICY);
  return Object.fromEntries(Object.entries(wantedLabels(selector)).filter(([key]) => isOfPod(key)));
}

/** Whether a normalized selector selects a pod. Pods in the network of their node have no identity of their own. */
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
