/** What a namespace demands of the objects in it: Pod Security, limit ranges and quotas. */
import { demandedAmounts } from './demanded-amounts';
import { NamespaceGuards } from './guards';
import { limitRangeTroubles } from './limit-ranges';
import { podSecurityTroubles } from './pod-security';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { Located, located } from '../located';

const NONE: Located[] = [];

/**
 * What the guards of its namespace refuse of an object.
 *
 * @param kubernetes minor of the cluster, if it is known
 */
export function judgeInNamespace(object: KubeObject, guards: NamespaceGuards, kubernetes?: string): Located[] {
  const { standard } = guards;
  const found: Located[] = [];
  const add = (code: string, troubles: readonly Trouble[]) => {
    for (const trouble of troubles) { found.push(located(code, FindingSeverity.ERROR, trouble, object)); }
  };
  if (standard) { add('ASB250', podSecurityTroubles(object, standard, kubernetes)); }
  add('ASB407', demandedAmounts(object, guards));
  add('ASB409', limitRangeTroubles(object, guards));
  return found.length === 0 ? NONE : found;
}
