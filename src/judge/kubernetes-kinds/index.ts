/**
 * Judges objects of Kubernetes' own kinds: unknown fields, wrong types, missing fields, metadata, and the values of
 * those that stand beside sandboxes: pods, volume claims, workloads, Services, policies, quotas, roles.
 */
import { podSecurityLabelTroubles } from './pod-security-labels';
import { droppedFields, podTroubles, unusableIn } from './pods';
import { removal } from './removed-versions';
import { requiredValues } from './required-values';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { minorOf } from '../../kubernetes/feature-gates';
import type { KubeObject } from '../../kubernetes/kube-object';
import { nameOfObject } from '../../kubernetes/object-name';
import { inObject } from '../../kubernetes/read-json';
import { coreKindSchema, KINDS_MINOR } from '../../kubernetes/types/core-kinds';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';
import type { Located } from '../rules/located';
import { podMistake } from '../rules/unknown-fields/pod-mistakes';
import { lostSource } from '../rules/volumes/lost-source';
import { Violation, walk, withPath } from '../schema';
import { absenceOf } from '../schema/violation';
import { kindTroubles } from '../values/kinds';
import { metadataTroubles } from '../values/object-metadata';

const NOTHING: Located[] = [];

/**
 * The schema of a kind of Kubernetes itself; undefined when the kind is not known. It has no defaults, unique lists or
 * status, and the schema of CustomResourceDefinition contains itself: traverse it along a value only.
 *
 * @param apiVersion with its group, such as `apps/v1`
 * @param kubernetes minor of the API server, such as `1.36`; the newest known when it is unknown
 */
export function coreSchemaFor(apiVersion: string, kind: string, kubernetes?: string): StructuralSchema | undefined {
  return coreKindSchema(apiVersion, kind, kubernetes);
}

/** Whether `judgeCore` judges objects of a kind. */
export function isCoreKind(apiVersion: string, kind: string): boolean {
  return coreKindSchema(apiVersion, kind) !== undefined || removal(apiVersion, kind) !== undefined;
}

/**
 * Findings about the structure of an object of Kubernetes' own kinds; none for other kinds.
 *
 * @param kubernetes minor of its cluster, if it is known. If it is newer than the newest known here, unknown fields are
 *   warnings
 */
export function judgeCore(object: KubeObject, kubernetes?: string): Located[] {
  const { apiVersion, kind } = object;
  const schema = coreSchemaFor(apiVersion, kind, kubernetes);
  if (!schema) { return judgeRemoved(object, kubernetes); }
  const { violations } = walk(object, schema, { decoded: true });
  const { name, generateName } = inObject(object, 'metadata');
  // One of another type is told as such.
  const isNameless = (name ?? '') === '' && !generateName;
  if (violations.length === 0 && !isNameless) { return judgeValues(object, kubernetes); }
  const isUnknown = (violation: Violation) => violation.kind === 'unknownField';
  const isNewer = kubernetes !== undefined && compareMinors(kubernetes, KINDS_MINOR) > 0;
  return [
    ...violations
      .filter(isUnknown)
      .map((violation) => located('ASB101', object, absence(violation, kubernetes, isNewer), isNewer)),
    ...violations
      .filter((violation) => !isUnknown(violation))
      .map((violation) => located('ASB102', object, refusal(object, violation))),
    ...(isNameless
      ? [
        located('ASB102', object, {
          message: "metadata.name: the field 'name' is required",
          path: ['metadata', 'name'],
        }),
      ]
      : []),
  ];
}

/** What the API server's code refuses of an object that has the structure. */
function judgeValues(object: KubeObject, kubernetes: string | undefined): Located[] {
  const minor = minorOf(kubernetes);
  const ofMetadata = [
    ...metadataTroubles(object), ...podSecurityLabelTroubles(object), ...requiredValues(object, kubernetes),
    ...kindTroubles(object, minor),
  ].map((trouble) => located('ASB102', object, trouble));
  const ofPods = podTroubles(object, minor).map((trouble) => located('ASB209', object, trouble));
  const dropped = droppedFields(object, minor).map((trouble) => located('ASB260', object, trouble, true));
  const unusable = unusableIn(object).map(({ code, trouble }) => located(code, object, trouble, true));
  const isClaim = object.kind === 'PersistentVolumeClaim' && object.apiVersion === 'v1';
  const lost = isClaim ? lostSource(inObject(object.spec), ['spec']) : [];
  const found = [
    ...ofMetadata, ...ofPods, ...dropped, ...unusable,
    ...lost.map((trouble) => located('ASB265', object, trouble, true)),
  ];
  return found.length === 0 ? NOTHING : found;
}

function judgeRemoved(object: KubeObject, kubernetes: string | undefined): Located[] {
  const { apiVersion, kind } = object;
  const removed = removal(apiVersion, kind);
  if (!removed || (kubernetes !== undefined && compareMinors(kubernetes, removed.minor) < 0)) { return NOTHING; }
  return [located('ASB102', object, {
    message: `Kubernetes ${removed.minor} and newer do not serve ${kind} in ${apiVersion}`,
    remedy: removed.now ? `write it in ${removed.now}` : 'remove it: there is no replacement',
    path: ['apiVersion'],
  })];
}

function absence(violation: Violation, kubernetes: string | undefined, isNewer: boolean): Trouble {
  const { path, meant } = violation;
  const mistake = isNewer ? undefined : podMistake(path);
  if (mistake) { return { message: absenceOf(path), remedy: mistake.remedy, path }; }
  return meant === undefined || isNewer
    ? { message: withPath(violation), ...remediesOf(kubernetes, isNewer), path }
    : { message: absenceOf(path), remedy: `did you mean '${meant}'?`, path };
}

function remediesOf(
  kubernetes: string | undefined,
  isNewer: boolean,
): Pick<Trouble, 'remedy' | 'remedyInFile'> {
  if (isNewer) {
    const newest = `${KINDS_MINOR}, the newest that is known here, does not`;
    return { remedy: `remove it, unless Kubernetes ${kubernetes} has it: ${newest}` };
  }
  const why = 'the API server would refuse or drop it';
  if (kubernetes !== undefined) { return { remedy: `remove it: ${why}` }; }
  const declaring = (how: string) => `remove it, or ${how} of the cluster if it is newer than ${KINDS_MINOR}: ${why}`;
  return {
    remedy: declaring('declare the Kubernetes version'),
    remedyInFile: declaring("give '--kubernetes-version'"),
  };
}

function refusal({ kind }: KubeObject, violation: Violation): Trouble {
  const message = kind === 'Secret' ? withoutValue(violation) : violation.message;
  return { message: withPath({ ...violation, message }), path: violation.path };
}

/** The message without the value: values of Secrets must not be printed. */
function withoutValue({ path: [field, ...below], kind, message }: Violation): string {
  if ((field !== 'data' && field !== 'stringData') || kind === 'required') { return message; }
  if (below.length === 0) { return 'must be an object'; }
  return field === 'data' ? 'must be base64' : 'must be a string';
}

function located(
  code: string,
  object: KubeObject,
  { path = [], remedyInFile, isMissing: _, isEmpty: __, ...trouble }: Trouble,
  isWarning = false,
): Located {
  const severity = isWarning ? FindingSeverity.WARNING : FindingSeverity.ERROR;
  return {
    finding: { code, severity, ...trouble, object: nameOfObject(object) },
    path,
    ...(remedyInFile !== undefined && { remedyInFile }),
  };
}

/** Negative when `a` is older than `b`. */
function compareMinors(a: string, b: string): number {
  return Number(a.split('.')[1]) - Number(b.split('.')[1]);
}
