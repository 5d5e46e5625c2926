/** Exemptions by what only the cluster knows: who sends a request, and what was there before. */
import { or } from './cel-expression';
import { Condition, exempted } from './conditions';
import { CONTROLLER, NAMESPACE } from '../api/controller-names';
import { serviceAccountUser } from '../kubernetes/rbac';

/**
 * The controller makes the object, for a pool or a claim that owns it. An object without an owner is never exempt,
 * whoever sends it, so that a manifest can be judged without a request.
 */
export const BY_CONTROLLER = 'has(object.metadata.ownerReferences) && '
  + `request.userInfo.username == '${serviceAccountUser(NAMESPACE, CONTROLLER)}'`;

/** The condition holds when the object is created. Later others, such as the CNI, may have changed what it judges. */
export function whenCreated(condition: Condition): Condition {
  return exempted(condition, 'oldObject != null');
}

/**
 * The condition holds for what people write: the controller may write anything, and what it wrote may stay.
 *
 * @param isUnchanged the CEL expression for what is judged being as it was in `oldObject`
 */
export function writtenByPeople(isUnchanged: string, condition: Condition): Condition {
  return exempted(condition, or(`(oldObject != null && ${isUnchanged})`, `(${BY_CONTROLLER})`));
}
