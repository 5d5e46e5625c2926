import { Code, literal } from './code/expression';
import type { KubeObject } from '../kubernetes/kube-object';

/** Metadata as constructs take it: the namespace is that of the chart. */
export function metadataOf({ metadata }: KubeObject, namespace: string | undefined): Code {
  return literal(Object.fromEntries(
    Object.entries(metadata).filter(([key, value]) => value !== null && !(key === 'namespace' && value === namespace)),
  ));
}
