import type { KubeObject } from '../../release/objects/kube-object';
import type { Located, World } from '../rules';

const NOTHING: Located[] = [];

/** What is wrong with an object of another kind than ours: nothing that is known yet. */
export function judgeOther(_object: KubeObject, _world: World): Located[] {
  return NOTHING;
}
