import type { KubeObject } from '../../kubernetes/kube-object';
import { judgeCore } from '../kubernetes-kinds';
import type { Located, World } from '../rules';

/** What is wrong with an object of another kind than ours: with its structure, if it is of Kubernetes itself. */
export function judgeOther(object: KubeObject, { kubernetes }: World): Located[] {
  return judgeCore(object, kubernetes);
}
