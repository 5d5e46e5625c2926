import { containerDefaults, NamespaceGuards, PodTemplate, podTemplateOf } from './guards';
import { counts, scopesOf } from './quota-scopes';
import { FindingSeverity } from '../../../findings/finding';
import { CodedTrouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { CLAIMS, needsOfObjects, ObjectNeeds, SANDBOXES } from '../../capacity/object-needs';
import type { PodContext } from '../../capacity/pod-needs';
import { shortfalls } from '../../capacity/shortfalls';

/** The objects of a namespace that quotas count, and those that say how many pods others have. */
export interface QuotaContents {
  readonly objects: readonly KubeObject[];
  /** The overhead of a RuntimeClass for each pod, as quantities by resource. */
  readonly overhead: PodContext['overhead'];
  /** Whether pods without a priority class get one of these names; undefined where that is not known. */
  isDefaultPriority(names: readonly string[]): boolean | undefined;
}

/** The number of objects that a message names. */
const MOST_NAMED = 5;

/** The resources of a quota that are added up here. Others, such as Services, are not counted. */
const COUNTED = /^(?:(?:requests|limits)\.|pods$|count\/pods$|cpu$|memory$|ephemeral-storage$|persistentvolumeclaims$)/;

/**
 * What objects of a namespace may need beyond a quota, whatever order they are created in; a quota that counts none of
 * them; and what cannot be proven, because something is not known here.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function quotaTroubles(
  quota: KubeObject,
  { limitRanges, quotas }: NamespaceGuards,
  contents: QuotaContents,
): CodedTrouble[] {
  const hard = hardOf(quota);
  if (Object.keys(hard).length === 0 || contents.objects.length === 0) {
    return [];
  }
  const defaults = containerDefaults(limitRanges);
  const counted = contents.objects.filter(counting(quota, contents, (pod) => counts(scopesOf(quota), pod, defaults)));
  const needs = needsOfObjects({ objects: counted, defaults, overhead: contents.overhead });
  const name = `ResourceQuota '${String(inObject(quota.metadata).name)}'`;
  return [
    ...shortfalls(hard, needs).map(({ resource, allowed, needed, consumers }): CodedTrouble => ({
      code: 'ASB406',
      severity: FindingSeverity.ERROR,
      message:
        `${name} allows ${resource} ${allowed}, and the objects of its namespace may need ${needed}: ` +
        `${joined(consumers)}`,
      remedy: 'raise the quota, or lower replicas, the maximum of an autoscaler or the resources of containers',
      path: ['spec', 'hard', resource],
    })),
    ...unproven(name, needs),
    ...inert(name, quota, hard, contents),
    ...uncounted(name, quota, quotas, contents),
  ];
}

/** The amounts of a quota that are added up here. */
function hardOf({ spec }: KubeObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inObject(spec, 'hard'))
      .filter(([resource]) => COUNTED.test(resource) || resource === SANDBOXES || resource === CLAIMS)
      .map(([resource, amount]) => [resource, String(amount)]),
  );
}

/** Whether a quota counts an object, or the object says how many pods others have. Doubt is in favour of the quota. */
function counting(
  quota: KubeObject,
  contents: QuotaContents,
  isCounted: (pod: PodTemplate) => boolean | undefined,
): (object: KubeObject) => boolean {
  if (scopesOf(quota).length === 0) { return () => true; }
  const pods = podsIn(contents);
  return (object) => {
    // Templates have no pods themselves, and autoscalers none at all.
    if (object.kind === 'SandboxTemplate') { return true; }
    const pod = pods(object);
    return pod ? isCounted(pod) === true : podTemplateOf(object) === undefined && !isTemplated(object);
  };
}

function isTemplated({ kind }: KubeObject): boolean {
  return kind === 'SandboxWarmPool' || kind === 'SandboxClaim';
}

/** The pods of an object: its own, or those of the template that a pool or claim names. */
function podsIn({ objects }: QuotaContents): (object: KubeObject) => PodTemplate | undefined {
  const byName = new Map(objects.map((object) => [`${object.kind} ${String(inObject(object.metadata).name)}`, object]));
  const find = (kind: string, name: unknown) => byName.get(`${kind} ${String(name)}`);
  return (object) => {
    if (!isTemplated(object)) { return podTemplateOf(object); }
    const { sandboxTemplateRef, warmPoolRef } = inObject(object.spec);
    const pool = find('SandboxWarmPool', inObject(warmPoolRef).name);
    const template = find(
      'SandboxTemplate',
      inObject(sandboxTemplateRef ?? inObject(pool, 'spec').sandboxTemplateRef).name,
    );
    return template && podTemplateOf(template);
  };
}

function unproven(name: string, needs: readonly ObjectNeeds[]): CodedTrouble[] {
  const unknown = needs.flatMap(({ object, unknown: missing }) => (missing ? [`${missing} of ${object}`] : []));
  return unknown.length === 0
    ? []
    : [
      {
        code: 'ASB410',
        severity: FindingSeverity.WARNING,
        message:
            `it cannot be proven that the objects of the namespace fit ${name}: ` +
            `${joined(unknown)} ${unknown.length > 1 ? 'are' : 'is'} not known here`,
        remedy: 'give it too, or acknowledge the finding if you have counted it',
        remedyInFile: 'give it too',
        path: ['spec', 'hard'],
      },
    ];
}

/** A quota for priority classes that none of the known pods has. One that allows nothing is meant to count nothing. */
function inert(
  name: string,
  quota: KubeObject,
  hard: Readonly<Record<string, string>>,
  contents: QuotaContents,
): CodedTrouble[] {
  const scope = scopesOf(quota).find((each) => each.name === 'PriorityClass' && each.operator === 'In');
  if (!scope || Object.values(hard).every((amount) => amount === '0')) { return []; }
  const pods = podsIn(contents);
  const having = contents.objects.filter(({ kind }) => kind !== 'SandboxTemplate').flatMap((object) => {
    const pod = pods(object);
    return pod ? [pod.spec.priorityClassName] : [];
  });
  const isBorne = (priority: unknown) => typeof priority === 'string' && priority !== ''
    ? scope.values.includes(priority)
    : contents.isDefaultPriority(scope.values) !== false;
  if (having.length === 0 || having.some(isBorne)) { return []; }
  const others = [...new Set(having.map((priority) => priority ? `'${String(priority)}'` : 'none'))];
  return [
    {
      code: 'ASB408',
      severity: FindingSeverity.WARNING,
      message:
        `${name} counts pods of priority class ${scope.values.map((each) => `'${each}'`).join(' or ')} alone, ` +
        `and no pod of the namespace has it (${joined(others)}), so that it limits nothing`,
      remedy: "correct the class, in the quota or in 'priorityClassName' of the pods, or remove the scope",
      path: ['spec', 'scopeSelector'],
    },
  ];
}

/**
 * Pods that name no priority class, beside quotas for classes: one that lets in no pod of other classes refuses them,
 * and where there are only quotas for classes, none counts them.
 */
function uncounted(
  name: string, quota: KubeObject, quotas: readonly KubeObject[], contents: QuotaContents,
): CodedTrouble[] {
  const [scope, ...others] = scopesOf(quota);
  if (others.length > 0 || scope?.name !== 'PriorityClass') { return []; }
  const isNothing = Object.values(hardOf(quota)).every((amount) => amount === '0');
  const isRefusal = scope.operator === 'NotIn' && isNothing;
  const scoped = quotas.filter((each) => scopesOf(each).some(({ name: of, operator }) => (
    of === 'PriorityClass' && operator === 'In'
  )) && Object.values(hardOf(each)).some((amount) => amount !== '0'));
  if (!isRefusal && (scope.operator !== 'In' || isNothing || scoped.length === 0)) { return []; }
  // It is told of the first of them, unless another quota counts all pods, or refuses these.
  const countsOthers = (each: KubeObject) => scopesOf(each).every(({ name: of, operator }) => (
    of !== 'PriorityClass' || operator === 'NotIn' || operator === 'DoesNotExist'
  )) && Object.keys(hardOf(each)).some((resource) => COUNTED.test(resource));
  if (!isRefusal && (nameOf(scoped[0]) !== nameOf(quota) || quotas.some(countsOthers))) { return []; }
  const listed = isRefusal ? scope.values : scoped.flatMap((each) => scopesOf(each).flatMap(({ values }) => values));
  const pods = podsIn(contents);
  const havingPods = contents.objects.filter(({ kind }) => kind !== 'SandboxTemplate').flatMap((object) => {
    const pod = pods(object);
    return pod ? [{ object, given: pod.spec.priorityClassName }] : [];
  });
  // Quotas that count no pod are told of already (ASB408), and so is what another class is refused (ASB406).
  if (!isRefusal && !havingPods.some(({ given }) => listed.includes(String(given)))) { return []; }
  const isDefault = contents.isDefaultPriority(listed);
  if (isDefault === true || (isDefault === undefined && !isRefusal)) { return []; }
  const left = havingPods.filter(({ given }) => given === undefined || given === '')
    .map(({ object: { kind, metadata } }) => `${kind} ${String(inObject(metadata).name)}`);
  if (left.length === 0) { return []; }
  const classes = listed.map((each) => `'${each}'`).join(' or ');
  return [{
    code: 'ASB434',
    severity: FindingSeverity.WARNING,
    message: isRefusal
      ? `${name} lets in pods of priority class ${classes} alone, and the pods of ${joined(left)} name none: they are `
        + 'refused, unless the cluster gives them one of these'
      : `the quotas of the namespace are for priority class ${classes}, and none counts the pods of ${joined(left)}`,
    remedy: "give the pods one of the classes, in 'priorityClassName', or bound all pods by another quota",
    path: ['spec', 'scopeSelector'],
  }];
}

function nameOf({ metadata }: KubeObject): unknown {
  return inObject(metadata).name;
}

function joined(all: readonly string[]): string {
  const rest = all.length - MOST_NAMED;
  return [...all.slice(0, MOST_NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
