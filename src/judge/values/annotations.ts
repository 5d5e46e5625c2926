import { relativePath } from './forms';
import { tolerations } from './scheduling';
import { Check, has, PodVisit, text } from './visit';
import { inObject, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const MIRROR = 'kubernetes.io/config.mirror';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

const SECCOMP_DEFAULTS = ['runtime/default', 'docker/default'];
const MIN_COST = -(2 ** 31);
const MAX_COST = 2 ** 31 - 1;

const seccompValue: Check<string> = (value, visit) => {
  if (value.startsWith('localhost/')) {
    relativePath(value.slice('localhost/'.length), visit);
  } else if (value !== 'unconfined' && !SECCOMP_DEFAULTS.includes(value)) {
    visit.refuse(`${shown(value)} is not a seccomp profile`, "use the field 'seccompProfile'");
  }
};

/** Annotations of a pod that Kubernetes reads, most of them from before there were fields. */
export const podAnnotations: Check<Loose> = (given, visit) => {
  if (given[MIRROR] !== undefined && text(visit.pod.spec.nodeName) === '') {
    visit.refuse('needs the name of a node', "set 'nodeName'", MIRROR);
  }
  if (text(given[TOLERATIONS]) !== '') { visit.enter(TOLERATIONS, given[TOLERATIONS], tolerationsInText); }
  const cost = given[DELETION_COST];
  if (cost !== undefined && !isCost(text(cost))) {
    visit.refuse(`${shown(cost)} is not a whole number of 32 bits`, `use ${MIN_COST} to ${MAX_COST}`, DELETION_COST);
  }
  for (const [key, value] of Object.entries(given)) {
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER)) { visit.enter(key, text(value), seccompValue); }
  }
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith(APP_ARMOR)) { appArmor(key, text(value), visit); }
  }
};

function isCost(value: string): boolean {
  return /^(?:0|-0*\d+|[1-9]\d*)$/.test(value) && Number(value) >= MIN_COST && Number(value) <= MAX_COST;
}

const tolerationsInText: Check<string> = (value, visit) => {
  const list = readTolerations(value);
  if (list) {
    tolerations(list, visit);
  } else {
    visit.refuse('is not a list of tolerations', "use the field 'tolerations'");
  }
};

const TEXTS_OF_TOLERATIONS = ['key', 'operator', 'value', 'effect'];

/** Tolerations in JSON, whose keys may have any case and others beside them; undefined for any other text. */
function readTolerations(value: string): Loose[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(value) ?? [];
  } catch {
    return undefined;
  }
  if (!Array.isArray(list) || list.some((item) => typeof item !== 'object' || Array.isArray(item))) {
    return undefined;
  }
  const read = list.map((item: Loose | null) => {
    const fields = Object.entries(item ?? {}).map(([key, given]) => [key.toLowerCase(), given] as const);
    const { tolerationseconds: tolerationSeconds, ...others } = Object.fromEntries(fields);
    return { ...others, tolerationSeconds } as Loose;
  });
  const areTyped = read.every(
    (given) =>
      TEXTS_OF_TOLERATIONS.every((name) => ['string', 'undefined'].includes(typeof (given[name] ?? undefined))) &&
      Number.isInteger(given.tolerationSeconds ?? 0),
  );
  return areTyped ? read : undefined;
}

function appArmor(key: string, value: string, visit: PodVisit): void {
  const name = key.slice(APP_ARMOR.length);
  if (!visit.pod.containers.some(({ container }) => container.name === name)) {
    visit.refuse(`the pod has no container ${shown(name)}`, 'correct the name', key);
  }
  if (value !== '' && value !== 'runtime/default' && value !== 'unconfined' && !value.startsWith('localhost/')) {
    visit.refuse(`${shown(value)} is not a profile of AppArmor`, "use the field 'appArmorProfile'", key);
  }
}

/** The field and the annotation say the same of a profile, where both do. */
function agree(value: unknown, profile: Loose, defaults: readonly string[]): string | undefined {
  if (profile.type === 'Unconfined') { return value === 'unconfined' ? undefined : 'type'; }
  if (profile.type === 'RuntimeDefault') { return defaults.includes(text(value)) ? undefined : 'type'; }
  if (profile.type !== 'Localhost') { return undefined; }
  if (!text(value).startsWith('localhost/')) { return 'type'; }
  return text(value).slice('localhost/'.length) === profile.localhostProfile ? undefined : 'localhostProfile';
}

/** Profiles that a field and an annotation name. */
export const profilesInBoth: Check<Loose> = (spec, visit) => {
  const { annotations, containers } = visit.pod;
  if (Object.keys(annotations).length === 0) { return; }
  const compare = (key: string, profile: unknown, defaults: readonly string[], ...path: Array<string | number>) => {
    const differs =
      annotations[key] === undefined || !profile ? undefined : agree(annotations[key], inObject(profile), defaults);
    if (differs) { visit.refuse(`differs from annotation ${shown(key)}`, 'remove the annotation', ...path, differs); }
  };
  const ofPod = inObject(spec.securityContext);
  compare(SECCOMP_POD, ofPod.seccompProfile, SECCOMP_DEFAULTS, 'securityContext', 'seccompProfile');
  for (const { list, index, container } of containers) {
    const { seccompProfile } = inObject(container.securityContext);
    compare(
      `${SECCOMP_CONTAINER}${container.name}`,
      seccompProfile,
      SECCOMP_DEFAULTS,
      list,
      index,
      'securityContext',
      'seccompProfile',
    );
  }
  if (inObject(spec.os).name === 'windows') { return; }
  for (const { list, index, container } of containers) {
    const own = inObject(container.securityContext);
    const profile = has(own, 'appArmorProfile') ? own.appArmorProfile : ofPod.appArmorProfile;
    compare(
      `${APP_ARMOR}${container.name}`,
      profile,
      ['runtime/default'],
      list,
      index,
      'securityContext',
      'appArmorProfile',
    );
  }
};
