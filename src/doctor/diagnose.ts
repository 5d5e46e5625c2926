import { claimAilment } from './causes/claim';
import { controllerDiagnoses, controllersIn } from './causes/controller';
import { declaredDiagnoses } from './causes/declared';
import { poolDiagnoses } from './causes/pool';
import { leftoverDiagnoses, orphanDiagnoses, stuckDiagnoses } from './causes/remains';
import { isAiling, sandboxAilment } from './causes/sandbox';
import { Cause, Diagnosis, diagnosis, withoutName } from './diagnosis';
import { conditionOf, Dump, isEnding } from './dump';
import { FindingSeverity } from '../findings/finding';
import type { GivenObject, GivenObjects } from '../judge/manifests/context-objects';
import { nameOfObject } from '../kubernetes/object-name';
import type { Catalogue } from '../release/catalogue';
import type { Release } from '../release/release';

export interface DiagnoseOptions {
  readonly catalogue: Catalogue;
  /** The release that runs. @default - that of the controller in the dump */
  readonly release?: Release;
  /** The manifests that the cluster should follow. @default - nobody says what should be there */
  readonly declared?: GivenObjects;
}

export interface Diagnosed {
  /** Errors first; each cause once. */
  readonly diagnoses: readonly Diagnosis[];
  /** Objects that do not run because somebody wants it so, such as `Sandbox research/dev: suspended`. */
  readonly resting: readonly string[];
  /** Kinds that a diagnosis may need, of which the dump has no object. */
  readonly absentKinds: readonly string[];
  /** The release that runs, if it is known. */
  readonly release?: Release;
}

const NEEDED = ['Pod', 'Event', 'Deployment'];

/** What is wrong with a platform, and why, from the objects of a cluster. */
export function diagnose(objects: readonly GivenObject[], options: DiagnoseOptions): Diagnosed {
  const dump = new Dump(objects);
  const release = options.release ?? releaseIn(dump, options.catalogue);
  const controller = controllerDiagnoses(dump);
  const diagnoses = [
    ...controller,
    ...dump.of('SandboxWarmPool').flatMap((pool) => poolDiagnoses(pool, dump)),
    ...claimDiagnoses(dump),
    ...sandboxDiagnoses(dump),
    ...stuckDiagnoses(dump),
    ...orphanDiagnoses(dump),
    ...release ? leftoverDiagnoses(dump, release, options.catalogue) : [],
    ...options.declared ? declaredDiagnoses(dump, options.declared) : [],
  ];
  const isError = ({ severity }: Diagnosis) => severity === FindingSeverity.ERROR;
  return {
    diagnoses: [...diagnoses.filter(isError), ...diagnoses.filter((each) => !isError(each))],
    resting: resting(dump),
    absentKinds: NEEDED.filter((kind) => !dump.has(kind)),
    ...(release && { release }),
  };
}

/** Claims, each with what it waits for; those that wait for the same are one diagnosis. */
function claimDiagnoses(dump: Dump): Diagnosis[] {
  const ailing = dump.of('SandboxClaim').filter(isAiling).flatMap((claim) => {
    const { cause } = claimAilment(claim, dump);
    return cause ? [{ given: claim, what: 'it has no sandbox that is ready', cause }] : [];
  });
  return grouped(ailing);
}

/** Sandboxes of nobody: those of claims and pools are told with these. */
function sandboxDiagnoses(dump: Dump): Diagnosis[] {
  const own = dump.of('Sandbox').filter((sandbox) => (
    isAiling(sandbox) && !dump.ownerOf(sandbox, 'SandboxClaim') && !dump.ownerOf(sandbox, 'SandboxWarmPool')
  ));
  const ailing = own.flatMap((sandbox) => {
    const { what, cause } = sandboxAilment(sandbox, dump);
    return cause ? [{ given: sandbox, what, cause }] : [];
  });
  return grouped(ailing);
}

interface Ailing {
  readonly given: GivenObject;
  /** What is seen of it. */
  readonly what: string;
  readonly cause: Cause;
}

function keyOf({ given, what, cause: { code, because } }: Ailing): string {
  const { namespace, name } = given.object.metadata;
  return `${what} ${String(namespace)} ${code} ${withoutName(because, name)}`;
}

/** A diagnosis for those in one namespace that wait for the same. */
function grouped(ailing: readonly Ailing[]): Diagnosis[] {
  const groups = new Map<string, Ailing[]>();
  for (const each of ailing) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) { group.push(each); } else { groups.set(key, [each]); }
  }
  return [...groups.values()].map(([{ given, what, cause }, ...rest]) => (
    diagnosis(given, what, cause, { affected: rest.map((each) => nameOfObject(each.given.object)) })
  ));
}

function releaseIn(dump: Dump, catalogue: Catalogue): Release | undefined {
  const id = controllersIn(dump).map(({ release }) => release).find((each) => each && catalogue.ids.includes(each));
  return id === undefined ? undefined : catalogue.get(id);
}

const REASONS: Readonly<Record<string, string>> = {
  SandboxSuspended: 'suspended',
  SandboxExpired: 'its time has passed',
  ClaimExpired: 'its time has passed',
  PodSucceeded: 'its containers have ended well',
};

function resting(dump: Dump): string[] {
  return [...dump.of('Sandbox'), ...dump.of('SandboxClaim')].filter((given) => !isEnding(given)).flatMap((given) => {
    const reason = String(conditionOf(given, 'Ready').reason);
    return Object.hasOwn(REASONS, reason) ? [`${nameOfObject(given.object)}: ${REASONS[reason]}`] : [];
  });
}
