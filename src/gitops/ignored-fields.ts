import type { ApiObject } from 'cdk8s';
import type { Content } from './content';
import { isSelected, scheduleIn, ScheduleSelection } from '../api/schedules';
import { tryToRender } from '../app/judged-objects';
import { isScaler } from '../judge/rules/read-other-kinds';
import { apiGroupOf } from '../kubernetes/api-group';
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';
import { WarmPool } from '../sandbox/warm-pool';

/** A field that a manifest states and something else changes. */
export interface IgnoredField {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly pointer: string;
}

/**
 * The fields of objects that their manifests state although autoscalers, schedules or others own them. A field that
 * manifests leave out needs no entry: server-side apply leaves it to its owner.
 *
 * @param content what is applied
 * @param all objects of the app, among which are the autoscalers
 */
export function ignoredFields({ objects }: Content, all: readonly ApiObject[]): IgnoredField[] {
  const { scaled, selections } = ownersIn(all);
  const found: IgnoredField[] = [];
  for (const object of objects) {
    const { apiVersion, kind, name, metadata: { namespace } } = object;
    const group = apiGroupOf(apiVersion);
    const isScaled = scaled.has(`${group} ${kind} ${namespace ?? ''} ${name}`);
    const isPool = object.node.scope instanceof WarmPool && object.node.scope._countOwner !== undefined;
    const mayBeScheduled = selections.length > 0 && (kind === 'Sandbox' || kind === 'SandboxWarmPool');
    if (!isScaled && !isPool && !mayBeScheduled) { continue; }
    const json = tryToRender(object);
    const spec = inObject(json?.spec);
    const { labels = {} } = inObject(json?.metadata) as { labels?: Record<string, unknown> };
    const isScheduled = selections.some((each) => isSelected({ kind, namespace, name, labels }, each));
    const owned = [
      ...(isScaled || isPool || isScheduled ? ['replicas'] : []),
      ...(isScheduled && kind === 'Sandbox' ? ['operatingMode'] : []),
    ];
    for (const field of owned.filter((each) => spec[each] !== undefined)) {
      found.push({ group, kind, name, ...(namespace !== undefined && { namespace }), pointer: `/spec/${field}` });
    }
  }
  return found;
}

/** What owns fields of other objects. */
interface Owners {
  readonly scaled: ReadonlySet<string>;
  readonly selections: readonly ScheduleSelection[];
}

/** By the objects of an app: each of many Applications asks. */
const OWNERS = new WeakMap<readonly ApiObject[], Owners>();

function ownersIn(all: readonly ApiObject[]): Owners {
  let owners = OWNERS.get(all);
  if (!owners) {
    OWNERS.set(all, owners = {
      scaled: new Set(all.filter(isScaler)
        .flatMap((each) => targetOf(tryToRender(each)))),
      selections: all.filter(({ kind }) => kind === 'CronJob')
        .flatMap((each) => scheduleIn(tryToRender(each) ?? { kind: '' })?.selects ?? []),
    });
  }
  return owners;
}

function targetOf(scaler: KubeObject | undefined): string[] {
  if (!scaler) { return []; }
  // KEDA scales a Deployment unless its ScaledObject says otherwise.
  const { apiVersion = 'apps/v1', kind = 'Deployment', name } = inObject(scaler.spec, 'scaleTargetRef');
  return [`${apiGroupOf(apiVersion)} ${String(kind)} ${scaler.metadata.namespace ?? ''} ${String(name)}`];
}
