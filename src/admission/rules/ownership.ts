/** Requirements on who changes a field that the manifest leaves to its owner. */
import { AdmissionRule, listed } from '../admission-rule';
import type { HeldFieldName, HeldFieldSettings } from '../admission-settings';
import { and, Expression, literal, or } from '../cel-expression';
import { all, Condition, memberAt, value as holding } from '../conditions';
import type { AdmissionKind } from '../matched-kinds';
import { isParameter, Parameter } from '../parameter';
import { BY_CONTROLLER } from '../requests';

/** A member of `spec`, and the value that the API server gives to it where nobody does. */
interface Field {
  readonly name: string;
  readonly initially: string | number;
}

const MODE: Field = { name: 'operatingMode', initially: 'Running' };
const COUNT: Field = { name: 'replicas', initially: 1 };

/** The fields that state the same in the versions of a kind. */
const FIELDS: Readonly<Record<HeldFieldName, Partial<Record<AdmissionKind, readonly Field[]>>>> = {
  operatingMode: { Sandbox: [MODE, COUNT], SandboxScale: [COUNT] },
  poolReplicas: { SandboxWarmPool: [COUNT] },
};

/**
 * The field has its first value in a new object, and its old one in an object that was there.
 *
 * @param isTyped whether all versions of the kind have the field, which the type checker asks for otherwise
 */
function isUnchanged({ name, initially }: Field, isTyped: boolean): Expression {
  const value = (of: string) => (isTyped ? `${of}.spec.${name}` : `dyn(${of}.spec).${name}`);
  const isGiven = (of: string) => (isTyped ? `has(${value(of)})` : `${literal(name)} in dyn(${of}.spec)`);
  const [now, before] = ['object', 'oldObject'].map((of) => ({ value: value(of), isGiven: isGiven(of) }));
  const isFirst = `!(${now.isGiven}) || ${now.value} == ${literal(initially)}`;
  const isKept = `(${now.isGiven}) == (${before.isGiven}) && (!(${now.isGiven}) || ${now.value} == ${before.value})`;
  return and(`(oldObject == null ? ${isFirst} : ${isKept})`);
}

function byOwner({ users, groups }: HeldFieldSettings): Expression {
  return or(
    ...(users.length > 0 ? [`request.userInfo.username in ${literal(users)}`] : []),
    ...(groups.length > 0
      ? [and(
        'has(request.userInfo.groups)', `request.userInfo.groups.exists(group, group in ${literal(groups)})`,
      )]
      : []),
    `(${BY_CONTROLLER})`,
  );
}

function held(settings: HeldFieldSettings, fields: readonly Field[]): Condition {
  const { names } = settings;
  return {
    // Whoever states the field in a manifest sets it with each apply.
    violations: (given) => {
      if (names && !names.includes(memberAt(given, ['metadata', 'name']) as string)) { return []; }
      return fields.flatMap(({ name }) => {
        const value = memberAt(given, ['spec', name]);
        return value === undefined ? [] : [{ path: ['spec', name], value }];
      });
    },
    cel: () => or(
      ...(names ? ['!has(object.metadata.name)', `!(object.metadata.name in ${literal(names)})`] : []),
      and(...fields.map((field) => isUnchanged(field, fields.length === 1))),
      byOwner(settings),
    ),
  };
}

/**
 * The same by the entries of a parameter, each a list such as `user ada`, `group admins` and `name pool`. Those of one
 * field are under its name.
 */
function heldByEntries({ cel }: Parameter, name: HeldFieldName, fields: readonly Field[]): Condition {
  return holding(
    () => { throw new Error(`'${cel}' is known to the API server only`); },
    () => `${cel}.${name}.all(entry, ${
      or(
        "entry.exists(part, part.startsWith('name ')) && "
          + "!(has(object.metadata.name) && ('name ' + object.metadata.name) in entry)",
        and(...fields.map((field) => isUnchanged(field, fields.length === 1))),
        "('user ' + request.userInfo.username) in entry",
        "has(request.userInfo.groups) && request.userInfo.groups.exists(group, ('group ' + group) in entry)",
        `(${BY_CONTROLLER})`,
      ).text
    })`,
  );
}

function owned({ field, users, groups, names }: HeldFieldSettings): string {
  const owners = [
    ...(users.length > 0 ? [listed(users)] : []),
    ...(groups.length > 0 ? [`${groups.length > 1 ? 'groups' : 'group'} ${listed(groups)}`] : []),
  ];
  const what = field === 'poolReplicas' ? "'replicas' of pools" : 'the mode of sandboxes';
  return `only ${owners.join(' and ')} may set ${what}${names ? ` ${listed(names)}` : ''}`;
}

export const OWNERSHIP_RULES: readonly AdmissionRule[] = [
  {
    code: 'ASB392',
    kinds: ['Sandbox', 'SandboxScale', 'SandboxWarmPool'],
    judges: 'object',
    dependsOnAccount: true,
    requirement: ({ heldFields }, kind) =>
      isParameter(heldFields)
        ? "only the accounts that 'heldFields' of the tenant names may set it"
        : heldFields.filter(({ field }) => FIELDS[field][kind]).map(owned).join(', and '),
    remedy: "remove the field (OperatingMode.EXTERNAL, 'scaledExternally'), or list the account in 'heldFields'",
    remedyInFile: 'remove the field, so that its owner alone applies it',
    condition: ({ heldFields }, kind) => {
      if (isParameter(heldFields)) {
        const names = Object.keys(FIELDS) as HeldFieldName[];
        const [name] = names.filter((each) => FIELDS[each][kind]);
        return heldByEntries(heldFields, name, FIELDS[name][kind]!);
      }
      const conditions = heldFields.flatMap((settings) => {
        const fields = FIELDS[settings.field][kind];
        return fields ? [held(settings, fields)] : [];
      });
      return conditions.length === 0 ? undefined : all(...conditions);
    },
  },
];
