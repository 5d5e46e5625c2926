/** Why a SandboxWarmPool does not fill, and whether what waits in it is outdated. */
import { absent } from './claim';
import { isAiling, sandboxAilment, unknownCause } from './sandbox';
import { PATIENCE } from './waiting-pod';
import { fieldChanges } from '../../change/compare/field-changes';
import { named } from '../../change/effects/pod-changes';
import { FindingSeverity } from '../../findings/finding';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { formatPath } from '../../kubernetes/json-path';
import { nameOfObject } from '../../kubernetes/object-name';
import { SANDBOX_POD, sandboxPod } from '../../kubernetes/pod-templates';
import { inObject } from '../../kubernetes/read-json';
import { Cause, counted, Diagnosis, diagnosis, evidence, withoutName } from '../diagnosis';
import { Dump, isEnding, isReady } from '../dump';

/** What the controller sets in the pods of a template that leaves it out. */
const FILLED_IN = ['automountServiceAccountToken', 'dnsPolicy', 'dnsConfig'];

export function poolDiagnoses(pool: GivenObject, dump: Dump): Diagnosis[] {
  if (isEnding(pool)) { return []; }
  const { metadata: { namespace }, spec } = pool.object;
  const { replicas = 1 } = inObject(spec);
  const template = dump.find('SandboxTemplate', namespace, inObject(spec, 'sandboxTemplateRef').name);
  const waiting = dump.ownedBy(pool, 'Sandbox').filter((each) => !isEnding(each));
  return [...unfilled(pool, template, waiting, Number(replicas), dump), ...outdated(pool, template, waiting)];
}

function unfilled(
  pool: GivenObject,
  template: GivenObject | undefined,
  waiting: readonly GivenObject[],
  wanted: number,
  dump: Dump,
): Diagnosis[] {
  const ready = waiting.filter(isReady).length;
  if (ready >= wanted) { return []; }
  const what = `${ready} of ${counted(wanted, 'sandbox', 'sandboxes')} ${ready === 1 ? 'is' : 'are'} ready`;
  const { metadata, spec } = pool.object;
  const { namespace, creationTimestamp } = inObject(metadata);
  if (!template && (dump.of('SandboxTemplate').length > 0 || waiting.length === 0)) {
    const { name } = inObject(spec, 'sandboxTemplateRef');
    return [diagnosis(pool, what, absent('SandboxTemplate', name, namespace, [
      evidence(pool, 'spec.sandboxTemplateRef.name', name),
    ]))];
  }
  const groups = byCause(waiting.filter(isAiling), dump);
  if (groups.length > 0) {
    return groups.map(({ cause, sandboxes }) => (
      diagnosis(pool, what, cause, { affected: sandboxes.map(({ object }) => nameOfObject(object)) })
    ));
  }
  const event = dump.warning(pool, 'WarmPoolNotProgressing');
  const isYoung = waiting.some((each) => !isReady(each)) || dump.secondsSince(creationTimestamp) < PATIENCE;
  if (isYoung && !event) { return []; }
  return [diagnosis(pool, what, unknownCause([
    evidence(pool, 'spec.replicas', wanted),
    ...event ? [evidence(pool, `event ${event.reason}`, event.message)] : [],
  ]))];
}

/** Sandboxes that are not ready, by what they wait for. */
function byCause(
  ailing: readonly GivenObject[],
  dump: Dump,
): Array<{ cause: Cause; sandboxes: GivenObject[] }> {
  const groups = new Map<string, { cause: Cause; sandboxes: GivenObject[] }>();
  for (const sandbox of ailing) {
    const { cause } = sandboxAilment(sandbox, dump);
    if (!cause) { continue; }
    const { metadata: { name } } = sandbox.object;
    const key = `${cause.code} ${withoutName(cause.because, name)}`;
    const group = groups.get(key);
    if (group) { group.sandboxes.push(sandbox); } else { groups.set(key, { cause, sandboxes: [sandbox] }); }
  }
  return [...groups.values()];
}

/** Sandboxes that wait and were made from an older template. */
function outdated(
  pool: GivenObject,
  template: GivenObject | undefined,
  waiting: readonly GivenObject[],
): Diagnosis[] {
  if (!template) { return []; }
  const pod = sandboxPod(template.object);
  const old = waiting.map((sandbox) => ({ sandbox, fields: differing(pod, sandboxPod(sandbox.object)) }))
    .filter(({ fields }) => fields.length > 0);
  if (old.length === 0) { return []; }
  const [{ sandbox, fields }] = old;
  return [diagnosis(
    pool,
    `${counted(old.length, 'sandbox that waits is', 'sandboxes that wait are')} made from an older template`,
    {
      code: 'ASB626',
      because: `${named(fields)} of the pod differ from template '${template.object.metadata.name}'`,
      remedy: 'delete these sandboxes, and the pool makes new ones; with `updateStrategy: {type: Recreate}` it does so '
        + 'by itself',
      evidence: [evidence(sandbox, 'spec.podTemplate.spec', `differs in ${fields.join(', ')}`)],
    },
    { severity: FindingSeverity.WARNING, affected: old.map((each) => nameOfObject(each.sandbox.object)) },
  )];
}

function differing(template: unknown, sandbox: unknown): string[] {
  const given = inObject(template);
  const made = Object.fromEntries(Object.entries(inObject(sandbox)).filter(([field]) => (
    given[field] !== undefined || !FILLED_IN.includes(field)
  )));
  return fieldChanges(given, made, SANDBOX_POD).map(({ path }) => formatPath(path.slice(SANDBOX_POD.length)));
}
