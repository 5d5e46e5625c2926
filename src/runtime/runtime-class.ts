import { overheadAmounts } from './overhead';
import type { RuntimeSettings } from './resolve-props';
import { KubeObject, optional } from '../kubernetes/kube-object';

/**
 * The RuntimeClass of a runtime.
 *
 * @throws when an amount of the overhead is not positive
 */
export function runtimeClass({ className, handler, overhead, placement }: RuntimeSettings): KubeObject {
  const { podFixed } = overheadAmounts(overhead);
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: className },
    handler,
    ...optional('overhead', optional('podFixed', podFixed)),
    ...optional('scheduling', {
      ...optional('nodeSelector', placement.nodeSelector),
      ...optional('tolerations', [...placement.tolerations]),
    }),
  };
}
