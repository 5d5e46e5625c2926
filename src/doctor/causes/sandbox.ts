/** Why a Sandbox is not ready. */
import { refusalCause } from './refused';
import { volumeCause } from './volume-claim';
import { PATIENCE, podCause } from './waiting-pod';
import { SANDBOX_LABEL } from '../../api/labels';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { nameOfObject } from '../../kubernetes/object-name';
import { inObject } from '../../kubernetes/read-json';
import { Cause, evidence } from '../diagnosis';
import { conditionOf, Dump, isEnding, isReady } from '../dump';

/** Annotation of a Sandbox that has taken a pod of another name. */
const POD_NAME = `${SANDBOX_LABEL.split('/')[0]}/pod-name`;

/** Reasons of the condition Ready that somebody has asked for. */
const MEANT: ReadonlySet<unknown> = new Set(['SandboxSuspended', 'SandboxExpired', 'ClaimExpired', 'PodSucceeded']);

/** Whether an object is to be ready, and is not. */
export function isAiling(given: GivenObject): boolean {
  const { operatingMode, replicas } = inObject(given.object.spec);
  return !isReady(given) && !isEnding(given) && operatingMode !== 'Suspended'
    && !(given.object.kind === 'Sandbox' && replicas === 0) && !MEANT.has(conditionOf(given, 'Ready').reason);
}

/** What is seen of a Sandbox that is not ready. */
export interface Ailment {
  readonly what: string;
  /** Undefined while it may still become ready by itself. */
  readonly cause?: Cause;
}

export function sandboxAilment(sandbox: GivenObject, dump: Dump): Ailment {
  const pods = podsOf(sandbox, dump);
  const { reason, message } = conditionOf(sandbox, 'Ready');
  const seen = reason === undefined
    ? [evidence(sandbox, 'status', 'has no condition Ready')]
    : [evidence(sandbox, 'condition Ready', `${String(reason)}: ${String(message ?? '')}`)];
  if (reason === 'MultiplePods' || pods.length > 1) {
    const names = pods.map(({ object }) => nameOfObject(object)).join(', ');
    return {
      what: 'it has several pods',
      cause: several(names, [...seen, ...pods.map((pod) => (
        evidence(pod, 'metadata.ownerReferences', `Sandbox ${sandbox.object.metadata.name}`)
      ))]),
    };
  }
  const [pod] = pods;
  if (!pod) {
    return {
      what: 'it has no pod',
      cause: refusalCause(String(message ?? ''), seen) ?? taken(sandbox, dump, String(message ?? ''), seen)
        ?? claimOf(sandbox, dump) ?? unexplained(sandbox, dump, seen),
    };
  }
  return {
    what: 'its pod is not ready',
    cause: podCause(pod, dump) ?? refusalCause(String(message ?? ''), seen)
      ?? unexplained(sandbox, dump, [...seen, ...podConditions(pod)]),
  };
}

function podsOf(sandbox: GivenObject, dump: Dump): readonly GivenObject[] {
  const { namespace, name, annotations } = sandbox.object.metadata;
  const owned = dump.ownedBy(sandbox, 'Pod').filter((pod) => !isEnding(pod));
  if (owned.length > 0) { return owned; }
  // In a dump without ids, the pod is the one of the name that the controller gives.
  const isAnonymous = inObject(sandbox.object.metadata).uid === undefined;
  const named = isAnonymous ? dump.find('Pod', namespace, annotations?.[POD_NAME] ?? name) : undefined;
  return named ? [named] : [];
}

function several(names: string, seen: Cause['evidence']): Cause {
  return {
    code: 'ASB624',
    because: `the controller does not know which of its pods is meant (${names || 'see the evidence'})`,
    remedy: 'delete the pods that are too many',
    evidence: seen,
  };
}

/** An object of somebody else has the name that the controller wants to give. */
function taken(sandbox: GivenObject, dump: Dump, message: string, seen: Cause['evidence']): Cause | undefined {
  const { namespace, name } = sandbox.object.metadata;
  const pod = dump.find('Pod', namespace, name);
  const isForeign = pod !== undefined && inObject(pod.object.metadata).ownerReferences === undefined;
  const said = /not owned|not controlled|already (?:owned|controlled)|adoptable/i.test(message);
  if (!isForeign && !said) { return undefined; }
  return {
    code: 'ASB623',
    because: isForeign
      ? `the Pod '${name}' exists already, and the Sandbox does not own it`
      : 'an object that it needs belongs to somebody else',
    remedy: 'delete or rename the other object, or label it `agents.x-k8s.io/adoptable: "true"` for the Sandbox to '
      + 'take it',
    evidence: [...seen, ...pod && isForeign ? [evidence(pod, 'metadata.ownerReferences', 'none')] : []],
  };
}

function claimOf(sandbox: GivenObject, dump: Dump): Cause | undefined {
  return dump.ownedBy(sandbox, 'PersistentVolumeClaim').map((claim) => volumeCause(claim, dump)).find(Boolean);
}

function unexplained(given: GivenObject, dump: Dump, seen: Cause['evidence']): Cause | undefined {
  const age = dump.secondsSince(inObject(given.object.metadata).creationTimestamp);
  return age < PATIENCE ? undefined : unknownCause(seen);
}

/** Something is wrong, and nothing in the dump tells why. */
export function unknownCause(seen: Cause['evidence']): Cause {
  return {
    code: 'ASB629',
    because: 'nothing in the dump tells why',
    remedy: 'add Pods, Events and PersistentVolumeClaims to the dump, and read the log of the controller',
    evidence: seen,
  };
}

function podConditions(pod: GivenObject): Cause['evidence'] {
  const { status, reason, message } = conditionOf(pod, 'Ready');
  return [evidence(pod, 'condition Ready', [status, reason, message].filter(Boolean).join(': ') || 'none')];
}
