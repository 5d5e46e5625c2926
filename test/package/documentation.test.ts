/** Nothing public is without documentation: the assembly of jsii knows every type and member, with its docstring. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface Documented {
  readonly name: string;
  readonly optional?: boolean;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}
interface Type extends Documented {
  readonly fqn: string;
  readonly kind: string;
  readonly datatype?: boolean;
  readonly properties?: Documented[];
  readonly methods?: Documented[];
  readonly members?: Documented[];
}

const assembly = JSON.parse(gunzipSync(readFileSync(join(__dirname, '../../.jsii.gz'))).toString()) as {
  types: Record<string, Type>;
};
const types = Object.values(assembly.types);

test('there is a public API to judge', () => {
  expect(types.map(({ fqn }) => fqn)).toEqual(
    expect.arrayContaining(['cdk8s-agent-sandbox.AgentSandbox', 'cdk8s-agent-sandbox.k8s.PodSpec']),
  );
});

test('every type and member has a summary', () => {
  const bare = types.flatMap((type) => {
    const members = [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []];
    return [type, ...members.map((member) => ({ ...member, name: `${type.name}.${member.name}` }))];
  }).filter(({ docs }) => !docs?.summary).map(({ name }) => name);
  expect(bare).toEqual([]);
});

test('every optional prop says its default', () => {
  const silent = types
    .filter(({ datatype }) => datatype)
    .flatMap(({ name, properties = [] }) =>
      properties
        .filter(({ optional, docs }) => optional && docs?.default === undefined)
        .map((property) => `${name}.${property.name}`),
    );
  expect(silent).toEqual([]);
});
