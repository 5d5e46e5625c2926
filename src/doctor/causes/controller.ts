/** Whether a controller works on what is there. */
import { podCause } from './waiting-pod';
import { EXTENSION_KINDS, KIND_NAMES } from '../../api/kinds';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { CONTROLLER_KINDS, controllerIn } from '../../judge/rules/read-other-kinds';
import { nameOfObject } from '../../kubernetes/object-name';
import { inObject, Loose } from '../../kubernetes/read-json';
import { counted, Diagnosis, diagnosis, evidence } from '../diagnosis';
import { Dump, isEnding } from '../dump';
import { refusalCause } from './refused';

/** A workload of the dump that runs a controller. */
export interface DumpedController {
  readonly given: GivenObject;
  readonly extensions: boolean;
  readonly release?: string;
}

export function controllersIn(dump: Dump): DumpedController[] {
  return CONTROLLER_KINDS.flatMap((kind) => dump.of(kind)).flatMap((given): DumpedController[] => {
    const { extensions, release } = controllerIn(given.object) ?? {};
    return extensions === undefined ? [] : [{ given, extensions, ...(release !== undefined && { release }) }];
  });
}

export function controllerDiagnoses(dump: Dump): Diagnosis[] {
  const controllers = controllersIn(dump);
  const down = controllers.flatMap(({ given }) => notRunning(given, dump));
  if (down.length > 0) { return down; }
  // Objects that were made just now have not been seen yet.
  const unseen = KIND_NAMES.filter((kind) => kind !== 'SandboxTemplate').flatMap((kind) => dump.of(kind))
    .filter((given) => isUnseen(given, dump));
  if (unseen.length === 0) { return []; }
  const served = controllers.some(({ extensions }) => extensions);
  const core = unseen.filter(({ object: { kind } }) => kind === 'Sandbox');
  const ignored = controllers.length > 0 && !served
    ? unseen.filter(({ object: { kind } }) => (EXTENSION_KINDS as string[]).includes(kind))
    : [];
  if (core.length === 0 && ignored.length > 0) {
    return [unseenBy(ignored, {
      because: `the controller '${nameOfObject(controllers[0].given.object)}' runs without --extensions`,
      remedy: 'install the assets with extensions, or add the argument `--extensions`',
    })];
  }
  return [unseenBy(unseen, controllers.length > 0
    ? {
      because: 'the controller runs and does not work on them',
      remedy: 'read its log: it may wait for its lease, or miss a CRD or a permission',
    }
    : {
      because: 'no controller of Agent Sandbox is in the dump',
      remedy: 'install one, or add Deployments of its namespace to the dump',
    })];
}

function unseenBy(unseen: readonly GivenObject[], { because, remedy }: { because: string; remedy: string }): Diagnosis {
  const [first, ...rest] = unseen;
  return diagnosis(first, `${counted(unseen.length, 'object has', 'objects have')} no status`, {
    code: 'ASB631', because, remedy, evidence: [evidence(first, 'status', 'none')],
  }, { affected: rest.map(({ object }) => nameOfObject(object)) });
}

/** No controller has looked at an object: it has no status, and is older than a look takes. */
function isUnseen(given: GivenObject, dump: Dump): boolean {
  const { status, metadata } = given.object;
  return Object.keys(inObject(status)).length === 0 && !isEnding(given)
    && dump.secondsSince(inObject(metadata).creationTimestamp) >= LOOK;
}

/** Seconds that a controller may take to look at an object. */
const LOOK = 30;

function notRunning(given: GivenObject, dump: Dump): Diagnosis[] {
  const { spec, status } = given.object;
  const { replicas = 1 } = inObject(spec);
  const { readyReplicas, availableReplicas = readyReplicas } = inObject(status) as Loose;
  if (Object.keys(inObject(status)).length === 0 || Number(availableReplicas ?? 0) > 0) { return []; }
  if (replicas === 0) {
    return [diagnosis(given, 'the controller does not run', {
      code: 'ASB631',
      because: 'it is scaled to 0',
      remedy: 'scale it to 1 or more; nothing is made or ended meanwhile',
      evidence: [evidence(given, 'spec.replicas', 0)],
    })];
  }
  const pod = podsOf(given, dump).at(0);
  const progress = inObject(given.object.status).conditions;
  const refused = Array.isArray(progress)
    ? progress.map((each: Loose) => refusalCause(String(each.message ?? ''), [
      evidence(given, `condition ${String(each.type)}`, each.message),
    ])).find(Boolean)
    : undefined;
  const cause = (pod && podCause(pod, dump)) ?? refused;
  return [diagnosis(given, 'the controller does not run', {
    code: 'ASB631',
    because: cause?.because ?? 'none of its pods is ready',
    remedy: cause?.remedy ?? 'read the log of the controller; an unknown flag makes it exit',
    evidence: [
      evidence(given, 'status.readyReplicas', readyReplicas ?? 0), ...cause?.evidence ?? [],
    ],
  })];
}

function podsOf(workload: GivenObject, dump: Dump): readonly GivenObject[] {
  return [...dump.ownedBy(workload, 'Pod'), ...dump.ownedBy(workload, 'ReplicaSet').flatMap((set) => (
    dump.ownedBy(set, 'Pod')
  ))];
}
