/** Why a SandboxClaim has no sandbox. */
import { refusalCause } from './refused';
import { sandboxAilment, unknownCause } from './sandbox';
import { PATIENCE } from './waiting-pod';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { poolNameIn } from '../../judge/rules/claim-resolution';
import { inObject } from '../../kubernetes/read-json';
import { Cause, evidence } from '../diagnosis';
import { conditionOf, Dump, isReady } from '../dump';

/** Reasons that say what is wrong with the claim itself. */
const REFUSED: Readonly<Record<string, string>> = {
  InvalidMetadata: 'the controller refuses its `additionalPodMetadata`',
  EnvVarsInjectionRejected: 'the controller refuses its `env`',
  VolumeClaimTemplatesError: 'the controller refuses its `volumeClaimTemplates`',
};

export interface ClaimAilment {
  /** The sandbox that the claim waits for; undefined if it waits for something else. */
  readonly sandbox?: GivenObject;
  readonly cause?: Cause;
}

export function claimAilment(claim: GivenObject, dump: Dump): ClaimAilment {
  const { reason, message = '' } = conditionOf(claim, 'Ready');
  const seen = reason === undefined
    ? [evidence(claim, 'status', 'has no condition Ready')]
    : [evidence(claim, 'condition Ready', `${String(reason)}: ${String(message)}`)];
  const own = Object.hasOwn(REFUSED, String(reason))
    ? {
      code: 'ASB622',
      because: `${REFUSED[String(reason)]} (${String(message)})`,
      remedy: 'correct the claim, or the template that decides what claims may give; `validate` finds this before '
        + 'it is applied',
      evidence: seen,
    }
    : missing(claim, dump, seen) ?? conflict(reason, seen);
  if (own) { return { cause: own }; }
  const sandbox = sandboxOf(claim, dump);
  if (sandbox && !isReady(sandbox)) { return { sandbox, cause: sandboxAilment(sandbox, dump).cause }; }
  const refused = refusalCause(String(message), seen);
  if (refused) { return { cause: refused }; }
  const age = dump.secondsSince(inObject(claim.object.metadata).creationTimestamp);
  return age < PATIENCE ? {} : { cause: gone(claim, dump, seen) ?? unknownCause(seen) };
}

/** The sandbox that a claim has, or makes. */
function sandboxOf(claim: GivenObject, dump: Dump): GivenObject | undefined {
  const { namespace, name } = claim.object.metadata;
  const { name: named } = inObject(claim.object.status, 'sandbox');
  return dump.ownedBy(claim, 'Sandbox').at(0) ?? dump.find('Sandbox', namespace, named ?? name);
}

/** The template or the pool of a claim is not there. */
function missing(claim: GivenObject, dump: Dump, seen: Cause['evidence']): Cause | undefined {
  const { namespace } = claim.object.metadata;
  const { reason } = conditionOf(claim, 'Ready');
  const pool = poolNameIn(claim.object.spec);
  if (reason === 'WarmPoolNotFound') { return absent('SandboxWarmPool', pool, namespace, seen); }
  if (reason !== 'TemplateNotFound') { return undefined; }
  const { sandboxTemplateRef } = inObject(dump.find('SandboxWarmPool', namespace, pool)?.object.spec);
  const direct = inObject(claim.object.spec, 'sandboxTemplateRef').name ?? inObject(sandboxTemplateRef).name;
  return absent('SandboxTemplate', direct, namespace, seen);
}

export function absent(kind: string, name: unknown, namespace: unknown, seen: Cause['evidence']): Cause {
  return {
    code: 'ASB621',
    because: `there is no ${kind} '${String(name ?? '?')}' in namespace '${String(namespace)}'`,
    remedy: 'create it there, or correct the name; claims, pools and templates are of one namespace',
    evidence: seen,
  };
}

function conflict(reason: unknown, seen: Cause['evidence']): Cause | undefined {
  if (reason !== 'AdoptionConflict') { return undefined; }
  return {
    code: 'ASB623',
    because: 'a Sandbox of the name of the claim exists already, and belongs to somebody else',
    remedy: 'rename the claim, or delete the Sandbox',
    evidence: seen,
  };
}

/** The sandbox of the claim was deleted. */
function gone(claim: GivenObject, dump: Dump, seen: Cause['evidence']): Cause | undefined {
  const { name } = inObject(claim.object.status, 'sandbox');
  const { namespace } = claim.object.metadata;
  if (typeof name !== 'string' || dump.of('Sandbox').length === 0 || dump.find('Sandbox', namespace, name)) {
    return undefined;
  }
  return {
    code: 'ASB625',
    because: `its Sandbox '${name}' is gone`,
    remedy: 'delete the claim and make a new one: a claim is given one sandbox in its life',
    evidence: [...seen, evidence(claim, 'status.sandbox.name', name)],
  };
}
