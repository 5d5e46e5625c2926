/** What rules about operating a platform read of objects: as little as they must, as there may be very many. */
import { SAFE_TO_EVICT, DO_NOT_DISRUPT } from '../../../api/labels';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { nameOfObject } from '../../../kubernetes/object-name';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';

export type Labels = Readonly<Record<string, string>>;

/** Pods of one form: those of a Sandbox or a template. */
export interface PodForm {
  /** The first object that has such pods, such as `Sandbox agents/dev`. */
  readonly object: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Whether its annotations keep autoscalers from its node. */
  readonly isKept: boolean;
  readonly nodeSelector: Labels;
  readonly tolerations: readonly Loose[];
  readonly runtimeClassName?: string;
}

/** A pool, as far as budgets ask. */
export interface PoolFacts {
  readonly object: string;
  readonly namespace: string;
  readonly name: string;
  readonly template: string;
  /** How many wait; undefined where something else has the count. */
  readonly replicas?: number;
}

/** Where the pods of a RuntimeClass go. */
export interface ClassFacts {
  readonly nodeSelector: Labels;
  readonly tolerations: readonly Loose[];
}

export function podFormOf(object: KubeObject): PodForm {
  const template = inObject(object.spec, 'podTemplate');
  const { labels, annotations } = inObject(template.metadata);
  const { nodeSelector, tolerations, runtimeClassName } = inObject(template.spec);
  const said = inObject(annotations);
  return {
    object: nameOfObject(object),
    namespace: namespaceOf(object),
    labels: texts(labels),
    isKept: said[DO_NOT_DISRUPT] === 'true' || said[SAFE_TO_EVICT] === 'false',
    nodeSelector: texts(nodeSelector),
    tolerations: inList({ tolerations }, 'tolerations'),
    ...(typeof runtimeClassName === 'string' && { runtimeClassName }),
  };
}

export function poolFactsOf(object: KubeObject): PoolFacts {
  const { replicas, sandboxTemplateRef } = inObject(object.spec);
  return {
    object: nameOfObject(object),
    namespace: namespaceOf(object),
    name: String(inObject(object.metadata).name),
    template: String(inObject(sandboxTemplateRef).name),
    ...(typeof replicas === 'number' && { replicas }),
  };
}

export function classFactsOf(object: KubeObject): ClassFacts {
  return {
    nodeSelector: texts(inObject(object, 'scheduling').nodeSelector),
    tolerations: inList(object, 'scheduling', 'tolerations'),
  };
}

export function namespaceOf({ metadata }: KubeObject): string {
  const { namespace } = inObject(metadata);
  return typeof namespace === 'string' ? namespace : '';
}

export function texts(map: unknown): Labels {
  return Object.fromEntries(
    Object.entries(inObject(map)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
