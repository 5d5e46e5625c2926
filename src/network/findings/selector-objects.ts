import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { NetworkPod } from '../reachability';
import { selects } from '../reachability/labels';
import { wantedLabels } from '../reachability/network-policy';
import { titleOf } from '../reachability/policies';
import type { PodSelector } from '../reachability/selector-index';

/** An object that selects pods. */
export interface SelectorObject extends PodSelector<NetworkPod> {
  readonly title: string;
  /** The path of its findings, if there may be any. */
  readonly path?: string;
  /** The code of the finding that it selects none. */
  readonly code: 'ASB248' | 'ASB249' | 'ASB312';
  /** Its kind in words: of one, and of several. */
  readonly word: readonly [string, string];
}

/** By group and kind. */
const KINDS: Readonly<Record<string, Pick<SelectorObject, 'code' | 'word'>>> = {
  'v1/Service': { code: 'ASB248', word: ['Service', 'Services'] },
  'policy/v1/PodDisruptionBudget': { code: 'ASB249', word: ['budget', 'budgets'] },
};

/** Whether an object is a Service or a PodDisruptionBudget. */
export function isSelectorObject({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return `${apiVersion}/${kind}` in KINDS;
}

/**
 * Services and budgets, without those that a controller wrote and Services that are a name or have their own
 * endpoints.
 */
export function selectorsOf(objects: ReadonlyArray<{ json: KubeObject; path: string }>): SelectorObject[] {
  return objects.flatMap(({ json, path }) => {
    const { apiVersion, kind, metadata, spec } = json;
    const { selector: given, type } = inObject(spec);
    const { namespace = '', ownerReferences } = inObject(metadata);
    if (type === 'ExternalName' || ownerReferences || typeof namespace !== 'string') { return []; }
    const selector = kind === 'Service' ? { matchLabels: inObject(given) } : given;
    return [{
      ...KINDS[`${apiVersion}/${kind}`],
      title: titleOf(json),
      namespace,
      path,
      labels: wantedLabels(selector),
      selects: (pod: NetworkPod) => (pod.namespace === namespace ? selects(selector, pod.labels) : 'no'),
    }];
  });
}
