import { literal, make, CodeMembers, name, object } from './code/expression';
import type { Unit } from './code/statement';
import { metadataOf } from './metadata';
import { boolean, Conversions, converted, prop, textMap } from './pods/pod-values';
import { settle } from './proposal';
import type { ConstructNames, Section } from './section';
import type { KubeObject } from '../kubernetes/kube-object';

/** Kinds that constructs of cdk8s-plus print as they are, with the members that they have props for. */
const KINDS: Readonly<
  Record<string, { readonly construct: string; readonly members: Conversions; readonly props?: CodeMembers }>
> = {
  'v1 Namespace': { construct: 'kplus.Namespace', members: {} },
  'v1 ServiceAccount': {
    construct: 'kplus.ServiceAccount',
    members: { automountServiceAccountToken: prop('automountToken', boolean) },
  },
  'v1 ConfigMap': {
    construct: 'kplus.ConfigMap',
    members: { data: prop('data', textMap), immutable: prop('immutable', boolean) },
  },
};

/** An object as a construct of cdk8s-plus, if it prints the same without a correction. */
export function exactUnit(
  section: Section, given: KubeObject, { id, variable }: ConstructNames,
): Unit | undefined {
  const { apiVersion, kind, metadata, ...rest } = given;
  const known = KINDS[`${apiVersion} ${kind}`];
  const { props, rest: others } = known ? converted(rest, known.members, section) : { props: {}, rest };
  if (!known || Object.keys(others).length > 0 || typeof metadata.name !== 'string') { return undefined; }
  const expression = make(
    known.construct,
    name(section.chart),
    literal(id),
    object({ metadata: metadataOf(given, section), ...props }),
  );
  const { unit } = settle(
    section,
    [{ variable, scope: section.chart, id, statements: [{ variable, expression }] }],
    [given],
  );
  if (unit?.statements.length !== 1) {
    if (unit) { section.drop(variable, section.chart, id); }
    return undefined;
  }
  return unit;
}
