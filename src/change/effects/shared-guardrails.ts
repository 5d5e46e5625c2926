/** What admits more or less where tenants share policies: parameters, labels, and what policies say of one tenant. */
import type { EffectContext } from './context';
import { ADMISSION_LABEL } from '../../api/labels';
import {
  BEARINGS, labelledTenants, namesIn, PARAMETERS, parametersIn, TenantParameters,
} from '../../api/shared-admission';
import type { KubeObject } from '../../kubernetes/kube-object';
import { compareQuantities, parseQuantity } from '../../kubernetes/quantity';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { isSame } from '../compare/same-value';
import type { ManifestSide } from '../compare/side';
import { Effect, effect } from '../effect';

const ANNOTATION = ['metadata', 'annotations', PARAMETERS];
const LABEL = ['metadata', 'labels', ADMISSION_LABEL];

/** Changes of the parameters of a tenant. */
export function ofParameters(before: KubeObject, after: KubeObject, { after: side }: EffectContext): Effect[] {
  const [old, now] = [parametersIn(before), parametersIn(after)];
  if (old && now) {
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => ofParameter(name, old, now));
  }
  const label = old && labelIn(side, after.metadata.namespace);
  return label ? [effect('guardrail-raised', { message: closed(label), path: ANNOTATION })] : [];
}

/** What is left of a tenant whose parameters go. */
export function closedWithout({ metadata: { namespace } }: KubeObject, side: ManifestSide): string | undefined {
  const label = labelIn(side, namespace);
  return label && closed(label);
}

function closed(label: string): string {
  return `all objects of the tenant are refused: the policies of '${label}' find no parameters`;
}

function ofParameter(name: string, old: TenantParameters, now: TenantParameters): Effect[] {
  const [was, is] = [old.get(name) ?? [], now.get(name) ?? []];
  const [had, has] = [old.has(name), now.has(name)];
  if (had === has && isSame([...was].sort(), [...is].sort(), [name])) { return []; }
  const tell = (isLess: boolean, message: string) => (
    [effect(isLess ? 'guardrail-raised' : 'guardrail-lowered', { message, path: ANNOTATION })]
  );
  // The registries below one that is allowed are allowed with it.
  const covers = (all: readonly string[], value: string) => (
    name === 'registries' ? all.some((each) => value.startsWith(each)) : all.includes(value)
  );
  const [more, less] = [is.filter((each) => !covers(was, each)), was.filter((each) => !covers(is, each))];
  const lists = (isLess: boolean) => [
    ...more.length > 0 ? tell(isLess, `'${name}' has ${quoted(more)}, and had not before`) : [],
    ...less.length > 0 ? tell(!isLess, `'${name}' has ${quoted(less)} no more`) : [],
  ];
  switch (BEARINGS.get(name)) {
    case 'allows': return lists(false);
    case 'confines': return had && has ? lists(false) : tell(has, has
      ? `'${name}' is confined to ${quoted(is)}, and to nothing before`
      : `'${name}' is confined to nothing, and to ${quoted(was)} before`);
    case 'holds': return lists(true);
    case 'limits': return tell(isLower(name, is, was), `'${name}' is ${most(name, is)}, and ${most(name, was)} before`);
    case 'demands': return tell(has, `'${name}' is ${has ? 'set' : 'set no more'}`);
    case 'permits': return tell(!has, `'${name}' is ${has ? 'set' : 'set no more'}`);
    default: return tell(false, `'${name}' is ${quoted(is)}, and ${quoted(was)} before: read what is admitted now`);
  }
}

/** What holds without a line. */
const UNSAID: Readonly<Record<string, string>> = { maxVolumeClaims: '10' };

function isLower(name: string, is: readonly string[], was: readonly string[]): boolean {
  const [now, old] = [is, was].map(([value = UNSAID[name]]) => parseQuantity(value));
  return now !== undefined && (old === undefined || compareQuantities(now, old) < 0);
}

function most(name: string, [value = UNSAID[name]]: readonly string[]): string {
  return value === undefined ? 'unlimited' : value;
}

function quoted(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.map((each) => `'${each}'`).join(', ');
}

/** Changes of the label by which policies hold in a namespace. */
export function ofLabel(before: KubeObject, after: KubeObject, context: EffectContext): Effect[] {
  const [old, now] = [before, after].map(({ metadata }) => inObject(metadata, 'labels')[ADMISSION_LABEL]);
  if (old === now) { return []; }
  const tell = (isLess: boolean, message: string) => (
    [effect(isLess ? 'guardrail-raised' : 'guardrail-lowered', { message, path: LABEL })]
  );
  if (old === undefined) { return tell(true, `the policies of '${String(now)}' hold in it`); }
  if (now === undefined) { return tell(false, `the policies of '${String(old)}' hold in it no more`); }
  const [denied, denies] = [denying(context.before, old), denying(context.after, now)];
  if (denied && !denies) {
    return tell(false, `no policy of '${String(now)}' denies, as those of '${String(old)}' did`);
  }
  return tell(!denied && denies, `other policies hold in it, those of '${String(now)}'; '${String(old)}' before`);
}

/** Whether a binding about namespaces of a label denies. */
function denying(side: ManifestSide, label: unknown): boolean {
  return side.ofKind('ValidatingAdmissionPolicyBinding').some(({ object: { spec } }) => {
    const { validationActions, matchResources } = inObject(spec);
    return inObject(matchResources, 'namespaceSelector', 'matchLabels')[ADMISSION_LABEL] === label
      && Array.isArray(validationActions) && validationActions.includes('Deny');
  });
}

function labelIn(side: ManifestSide, namespace: unknown): string | undefined {
  const found = side.ofKind('Namespace').find(({ object: { metadata } }) => metadata.name === namespace);
  const label = inObject(found?.object.metadata, 'labels')[ADMISSION_LABEL];
  return typeof label === 'string' ? label : undefined;
}

/** What a policy says of tenants, and what it says of all. */
interface Apart {
  /** The label that the namespace of each must have, as far as it is told. */
  readonly tenants: ReadonlyMap<string, string | undefined>;
  /** What it asks for each bound of the network: a tenant names its own. */
  readonly networks: ReadonlyMap<string, readonly unknown[]>;
  readonly rest: unknown;
}

/**
 * What another policy lets through where only what it says of single tenants is other: none, where tenants came.
 *
 * @returns undefined where more is other
 */
export function ofTenants(old: Loose, now: Loose, { before, after }: EffectContext): Effect[] | undefined {
  const [was, is] = [apart(old), apart(now)];
  const isOther = !isSame(was.rest, is.rest, [])
    || [...was.networks].some(([id, asked]) => is.networks.has(id) && !isSame(asked, is.networks.get(id), []));
  if (isOther) { return undefined; }
  const lowered = (names: string[], text: string) => (names.length === 0 ? [] : [effect('guardrail-lowered', {
    message: `it demands no more that namespace ${quoted(names)} has ${text}`, path: ['spec'],
  })]);
  const left = [...was.tenants].filter(([name]) => is.tenants.has(name));
  return [
    ...lowered([...was.tenants.keys()].filter((name) => !is.tenants.has(name)), `the label '${ADMISSION_LABEL}'`),
    // A Namespace among the files has the label, and tells of it.
    ...lowered(left.filter(([name, label]) => (
      denying(before, label) && !denying(after, is.tenants.get(name)) && labelIn(after, name) === undefined
    )).map(([name]) => name), 'a label of which a binding denies'),
  ];
}

const DENIED = /^!\(request\.namespace in \[(.*)\]\)$/s;
const LABELS = /variables\.label in \[[^\]]*\]/;
const KNOWN_NETWORK = /^(variables\.network\.size\(\) == 1 && variables\.network\[0\] in )\[[^\]]*\]$/;
const OF_NETWORK = /^!\('(\w+)' in variables\.network\) \|\| /;

function apart({ matchConstraints, matchConditions, validations, variables, paramKind }: Loose): Apart {
  const tenants = new Map<string, string | undefined>();
  const networks = new Map<string, unknown[]>();
  const rest = inList({ validations }, 'validations').flatMap((validation) => {
    const text = String(validation.expression);
    const [, denied] = DENIED.exec(text) ?? [];
    if (denied !== undefined) {
      for (const name of namesIn(denied)) { tenants.set(name, undefined); }
      return [{ ...validation, expression: '' }];
    }
    const [, id] = OF_NETWORK.exec(text) ?? [];
    if (id !== undefined) {
      networks.set(id, [...networks.get(id) ?? [], validation]);
      return [];
    }
    return [{ ...validation, expression: text.replace(KNOWN_NETWORK, '$1').replace(LABELS, '') }];
  });
  const named = inList({ variables }, 'variables').map((variable) => {
    const { labels, rest: expression } = labelledTenants(variable.expression);
    for (const [name, label] of labels) { tenants.set(name, label); }
    return { ...variable, expression };
  });
  return { tenants, networks, rest: { matchConstraints, matchConditions, paramKind, rest, named } };
}
