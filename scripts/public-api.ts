/**
 * Writes the public API as a list, one line a member: a change of it is a changed line in a review. It reads what jsii
 * compiled, so compile first. `--check` writes nothing and fails when a checked-in list differs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  Assembly, Callable, CollectionKind, EnumMember, isNamedTypeReference, isPrimitiveTypeReference, isUnionTypeReference,
  Method, OptionalValue, Parameter, Property, Type, TypeKind, TypeReference,
} from '@jsii/spec';
import { writeOrCheck } from './generated';

const ROOT = join(__dirname, '..');

/** The lists by path: our own names, and the namespace `k8s`, which is generated. */
export function publicApi(): Record<string, string> {
  const { name, types = {} } = JSON.parse(gunzipSync(readFileSync(join(ROOT, '.jsii.gz'))).toString()) as Assembly;
  const all = Object.values(types);
  const list = (some: readonly Type[]) => `${some.flatMap((type) => linesOf(type, name)).sort().join('\n')}\n`;
  return {
    'test/generated/public-api.txt': list(all.filter(({ namespace }) => namespace === undefined)),
    'test/generated/public-api-k8s.txt': list(all.filter(({ namespace }) => namespace !== undefined)),
  };
}

/** A type and its own members; those that it inherits are in the lines of its bases. */
function linesOf(type: Type, assembly: string): string[] {
  const own = (fqn: string) => fqn.replace(`${assembly}.`, '');
  const name = own(type.fqn);
  const member = (text: string) => `${name}.${text}`;
  switch (type.kind) {
    case TypeKind.Enum:
      return [`${name}: enum`, ...type.members.map((each: EnumMember) => member(each.name))];
    case TypeKind.Interface:
      return [
        `${name}: ${type.datatype ? 'struct' : 'interface'}${bases('extends', type.interfaces)}`,
        ...membersOf(type),
      ];
    case TypeKind.Class:
      return [
        `${name}: ${type.abstract ? 'abstract ' : ''}class`
          + `${bases('extends', type.base ? [type.base] : [])}${bases('implements', type.interfaces)}`,
        ...(type.initializer ? [member(`new${parameters(type.initializer)}`)] : []),
        ...membersOf(type),
      ];
  }

  function membersOf({ properties = [], methods = [] }: { properties?: Property[]; methods?: Method[] }): string[] {
    return [
      ...properties.map((each) =>
        member(`${each.name}${optional(each)}: ${shown(each.type)}${marks(each, !each.immutable && 'writable')}`),
      ),
      ...methods.map((each) =>
        member(`${each.name}${parameters(each)}: ${returned(each)}${marks(each, each.async && 'async')}`),
      ),
    ];
  }

  function bases(word: string, fqns: readonly string[] = []): string {
    return fqns.length > 0 ? ` ${word} ${fqns.map(own).join(', ')}` : '';
  }

  function parameters({ parameters: all = [] }: Callable): string {
    const texts = all.map((each: Parameter) => (
      `${each.variadic ? '...' : ''}${each.name}${optional(each)}: ${shown(each.type)}`
    ));
    return `(${texts.join(', ')})`;
  }

  function returned({ returns }: Method): string {
    return returns ? `${shown(returns.type)}${returns.optional ? ' | undefined' : ''}` : 'void';
  }

  function shown(reference: TypeReference): string {
    if (isPrimitiveTypeReference(reference)) { return reference.primitive; }
    if (isNamedTypeReference(reference)) { return own(reference.fqn); }
    if (isUnionTypeReference(reference)) { return reference.union.types.map(shown).join(' | '); }
    if (!('collection' in reference)) { return 'intersection'; }
    const { kind, elementtype } = reference.collection;
    return kind === CollectionKind.Array ? `${shown(elementtype)}[]` : `{ [key]: ${shown(elementtype)} }`;
  }
}

function optional({ optional: may }: OptionalValue): string {
  return may ? '?' : '';
}

interface Marked {
  readonly static?: boolean;
  readonly abstract?: boolean;
  readonly protected?: boolean;
}

function marks({ static: isStatic, protected: isProtected }: Marked, more: string | false | undefined): string {
  const all = [isStatic && 'static', isProtected && 'protected', more].filter((each) => each);
  return all.length > 0 ? ` [${all.join(', ')}]` : '';
}

if (require.main === module) { writeOrCheck('public-api', publicApi()); }
