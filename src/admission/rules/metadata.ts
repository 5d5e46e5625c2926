/** Requirements on the metadata of pods and of the objects of Agent Sandbox. */
import { AdmissionRule, listed } from '../admission-rule';
import { DANGEROUS_ANNOTATIONS, RESERVED_LABELS, ROUTED_APPS } from '../annotations';
import {
  all,
  anyOf,
  Condition,
  each,
  eachKey,
  entry,
  exempted,
  noneOf,
  oneOf,
  optional,
  startsWithNoneOf,
  startsWithOneOf,
} from '../conditions';
import { AdmissionKind } from '../matched-kinds';
import { Given, isParameter, Parameter } from '../parameter';
import { whenCreated, writtenByPeople } from '../requests';

const WRITTEN: readonly AdmissionKind[] = ['Sandbox', 'SandboxTemplate', 'SandboxClaim'];

/** The controller writes the metadata of pods into the Sandboxes that it makes. */
function ofPeople(kind: AdmissionKind, condition: Condition): Condition {
  return kind === 'Sandbox'
    ? writtenByPeople('object.spec.podTemplate == oldObject.spec.podTemplate', condition)
    : condition;
}

/** Those of a tenant's prefixes that are dangerous, which the policy picks out once. */
const STEERING = new Parameter('variables.steeringAnnotations', '', '');

/** The annotation is not dangerous, or the policy allows it by a prefix that is at least as long. */
function isHarmless(allowed: Given<readonly string[]>): Condition {
  const harmless = startsWithNoneOf(DANGEROUS_ANNOTATIONS);
  if (isParameter(allowed)) { return anyOf(startsWithOneOf(STEERING), harmless); }
  const named = allowed.filter((prefix) => DANGEROUS_ANNOTATIONS.some((known) => prefix.startsWith(known)));
  return named.length === 0 ? harmless : anyOf(startsWithOneOf(named), harmless);
}

export const METADATA_RULES: readonly AdmissionRule[] = [
  {
    code: 'ASB373',
    kinds: ['Pod', ...WRITTEN],
    judges: 'podMetadata',
    requirement: ({ podAnnotations }, kind) =>
      kind === 'Pod'
        ? 'pods may not have annotations that steer runtimes, networks or cloud identities'
        : `pods may have only annotations that begin with ${listed(podAnnotations)}, and none that steer runtimes, ` +
          'networks or cloud identities',
    remedy: "remove it, or list its whole key in 'allowedPodAnnotations'",
    condition: ({ podAnnotations }, kind) => {
      const harmless = isHarmless(podAnnotations);
      if (kind === 'Pod') {
        return whenCreated(optional('annotations', eachKey('key', harmless)));
      }
      return ofPeople(kind, optional('annotations', eachKey('key', all(startsWithOneOf(podAnnotations), harmless))));
    },
  },
  {
    code: 'ASB374',
    kinds: WRITTEN,
    judges: 'podMetadata',
    requirement: () =>
      `pods may not have labels that begin with ${listed(RESERVED_LABELS)}, or 'app' `
      + `${ROUTED_APPS.map((app) => `'${app}'`).join(' or ')}, ` +
        'by which network policies and Services select',
    remedy: 'remove the label',
    condition: (_, kind) =>
      optional(
        'labels',
        all(ofPeople(kind, eachKey('key', startsWithNoneOf(RESERVED_LABELS))), entry('app', noneOf(ROUTED_APPS))),
      ),
  },
  {
    code: 'ASB382',
    kinds: ['Sandbox', 'SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim'],
    judges: 'object',
    requirement: ({ finalizers }) => `objects may have only the finalizers ${listed(finalizers)}`,
    remedy: "remove it, or list it in 'allowedFinalizers'",
    condition: ({ finalizers }) =>
      optional(
        'metadata.finalizers',
        each(
          'finalizer',
          exempted(
            oneOf(finalizers),
            '(oldObject != null && has(oldObject.metadata.finalizers) && finalizer in oldObject.metadata.finalizers)',
          ),
        ),
      ),
  },
];
