/** Rules about PodDisruptionBudgets of the pods of sandboxes. */
import { PodForm, PoolFacts, texts } from './facts';
import { LABEL_PREFIX, OLD_POOL_LABEL, POOL_LABEL, TEMPLATE_LABEL } from '../../../api/labels';
import { nameHash } from '../../../api/name-hash';
import { FindingSeverity } from '../../../findings/finding';
import type { CodedTrouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import type { Release } from '../../../release/release';

/** More pods than a pool has. */
const VERY_MANY = 1_000_000;

/** What of a budget is troubling, with the pools and pods of its namespace. */
export function budgetTroubles(
  budget: KubeObject, release: Release, pools: readonly PoolFacts[], forms: readonly PodForm[],
): CodedTrouble[] {
  const spec = inObject(budget.spec);
  return [...endless(spec, pools, forms), ...withoutScale(spec, release, forms)];
}

/** A budget that never lets go of a pod that waits: such pods do not end by themselves. */
function endless(spec: Loose, pools: readonly PoolFacts[], forms: readonly PodForm[]): CodedTrouble[] {
  const { minAvailable, maxUnavailable } = spec;
  const path = ['spec', maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable'];
  const held = pools.filter((pool) => pool.replicas !== 0 && selectsPool(spec, pool, forms));
  if (held.length === 0) { return []; }
  const count = held.reduce((sum, { replicas = Infinity }) => sum + replicas, 0);
  const onlyWaiting = selectsWaitingAlone(spec);
  const keepsAll = maxUnavailable === 0 || maxUnavailable === '0%' || maxUnavailable === '0'
    || minAvailable === '100%'
    || (typeof minAvailable === 'number' && (minAvailable >= VERY_MANY || (onlyWaiting && minAvailable >= count)));
  if (!keepsAll) { return []; }
  return [{
    code: 'ASB431',
    severity: FindingSeverity.WARNING,
    message: `the budget lets go of no pod that waits in ${held.map(({ object }) => object).join(', ')}, and such pods `
      + 'do not end by themselves: no node with one of them is ever drained',
    remedy: 'give the template Disruption.untilClaimed(), or the pool Disruption.keeping(n) with fewer than it has',
    remedyInFile: `leave out pods with the label '${POOL_LABEL}', or let 'minAvailable' be below 'replicas'`,
    path,
  }];
}

/** A budget whose number the disruption controller cannot know, as sandboxes have no scale. */
function withoutScale(spec: Loose, release: Release, forms: readonly PodForm[]): CodedTrouble[] {
  const { minAvailable, maxUnavailable } = spec;
  const given = maxUnavailable ?? minAvailable;
  const asksForScale = maxUnavailable !== undefined || typeof minAvailable === 'string';
  // Nothing is to be let go of, and nothing is.
  if (!asksForScale || maxUnavailable === 0 || maxUnavailable === '0%' || minAvailable === '100%') { return []; }
  if (release.api.versions[0].kinds.Sandbox?.presentation.scale) { return []; }
  if (!selectsSandboxes(spec, forms)) { return []; }
  const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
  return [{
    code: 'ASB432',
    severity: FindingSeverity.WARNING,
    message: `with '${field}: ${String(given)}' the disruption controller asks the owner of each pod for its scale, `
      + `which a Sandbox of ${release.id} has not: it fails, and no pod is ever evicted`,
    remedy: "give 'minAvailable' as a count, as 'disruption' of sandboxes, templates and pools does",
    remedyInFile: "give 'minAvailable' as a count",
    path: ['spec', field],
  }];
}

function selectsPool(spec: Loose, { name, template }: PoolFacts, forms: readonly PodForm[]): boolean {
  const labels = texts(inObject(spec, 'selector').matchLabels);
  if (inList(spec, 'selector', 'matchExpressions').length > 0) { return false; }
  const keys = Object.keys(labels);
  if (keys.length === 0) { return false; }
  const ofTemplate = forms.find(({ object }) => (
    object.startsWith('SandboxTemplate ') && object.endsWith(`/${template}`)
  ));
  const all: Record<string, string> = {
    ...ofTemplate?.labels,
    [TEMPLATE_LABEL]: nameHash(template),
    [POOL_LABEL]: nameHash(name),
    [OLD_POOL_LABEL]: nameHash(name),
  };
  return keys.every((key) => all[key] === labels[key]);
}

function selectsWaitingAlone(spec: Loose): boolean {
  const labels = texts(inObject(spec, 'selector').matchLabels);
  return labels[POOL_LABEL] !== undefined || labels[OLD_POOL_LABEL] !== undefined;
}

function selectsSandboxes(spec: Loose, forms: readonly PodForm[]): boolean {
  const labels = texts(inObject(spec, 'selector').matchLabels);
  const keys = Object.keys(labels);
  if (keys.some((key) => key.startsWith(`${LABEL_PREFIX}/`))) { return true; }
  if (keys.length === 0 || inList(spec, 'selector', 'matchExpressions').length > 0) { return false; }
  return forms.some((form) => keys.every((key) => form.labels[key] === labels[key]));
}
