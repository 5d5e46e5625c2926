import {
  ALL, allow, changeRole, MODIFY, Permission, PolicyRule, READ, rulesOf, Verb,
} from '../../src/release/permissions';
import * as fc from '../support/fuzz';

describe('allow', () => {
  test('permits verbs on a resource, or on its objects of the given names', () => {
    expect(allow('pods', READ)).toStrictEqual({ resource: 'pods', verbs: ['get', 'list', 'watch'] });
    expect(allow('secrets', MODIFY, ['a'])).toStrictEqual({
      resource: 'secrets',
      verbs: ['get', 'patch', 'update'],
      names: ['a'],
    });
  });
});

describe('changeRole', () => {
  const before = [allow('pods', READ), allow('secrets', MODIFY, ['a', 'b'])];

  test('grants what is new', () => {
    expect(changeRole([], { grant: before })).toEqual(before);
    expect(changeRole(before, { grant: [allow('services', ALL)] })).toEqual([...before, allow('services', ALL)]);
  });

  test('adds verbs to a resource, sorted', () => {
    expect(changeRole(before, { grant: [allow('pods', ['patch', 'create', 'get'])] })).toEqual([
      allow('pods', ['create', 'get', 'list', 'patch', 'watch']), before[1],
    ]);
  });

  test('revokes verbs, and with the last one the resource', () => {
    expect(changeRole(before, { revoke: [allow('pods', ['list'])] })).toEqual([
      allow('pods', ['get', 'watch']),
      before[1],
    ]);
    expect(changeRole(before, { revoke: [allow('pods', READ)] })).toEqual([before[1]]);
  });

  test('revokes before it grants', () => {
    expect(changeRole(before, { grant: [allow('pods', ['get'])], revoke: [allow('pods', READ)] })).toEqual([
      allow('pods', ['get']),
      before[1],
    ]);
  });

  test('objects by name are apart from the whole resource', () => {
    expect(changeRole(before, { grant: [allow('secrets', ['get'])] })).toEqual([...before, allow('secrets', ['get'])]);
    expect(() => changeRole(before, { revoke: [allow('secrets', ['get'])] })).toThrow(
      "cannot revoke 'get' on 'secrets': it was not granted",
    );
    expect(changeRole(before, { revoke: [allow('secrets', MODIFY, ['a', 'b'])] })).toEqual([before[0]]);
  });

  test('changes nothing by itself and leaves what it was given', () => {
    const frozen = before.map((permission) =>
      Object.freeze({ ...permission, verbs: Object.freeze([...permission.verbs]) }),
    );
    expect(changeRole(frozen, {})).toEqual(before);
    changeRole(frozen, { grant: [allow('pods', ['create'])], revoke: [allow('pods', ['list'])] });
    expect(frozen).toEqual(before);
  });

  test.each<[string, Verb[], Verb]>([
    ['pods', ['delete'], 'delete'],
    ['pods', ['get', 'update'], 'update'],
    ['services', ['get'], 'get'],
  ])('fails if %s %p was not granted', (resource, verbs, missing) => {
    expect(() => changeRole(before, { revoke: [allow(resource, verbs)] })).toThrow(
      `cannot revoke '${missing}' on '${resource}': it was not granted`,
    );
  });

  test('fails if all is granted already', () => {
    expect(() => changeRole(before, { grant: [allow('pods', ['watch', 'get'])] })).toThrow(
      "'pods' is granted watch, get already",
    );
  });
});

describe('rulesOf', () => {
  test.each<[string, Permission[], PolicyRule[]]>([
    ['nothing', [], []],
    [
      'the core group is empty',
      [allow('pods', READ)],
      [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
    ],
    [
      'a resource of a group',
      [allow('leases.coordination.k8s.io', ['get'])],
      [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get'] }],
    ],
    [
      'subresources',
      [allow('pods/exec', ['create']), allow('sandboxes.agents.x-k8s.io/status', MODIFY)],
      [
        { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
        { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes/status'], verbs: ['get', 'patch', 'update'] },
      ],
    ],
    [
      'resources of a group with the same verbs share a rule',
      [allow('services', ALL), allow('pods', ALL), allow('nodes', READ)],
      [
        { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resources: ['pods', 'services'], verbs: [...ALL] },
      ],
    ],
    [
      'groups with the same resources and verbs share a rule',
      [allow('events.events.k8s.io', ['create']), allow('events', ['create'])],
      [{ apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create'] }],
    ],
    [
      'groups with other verbs do not',
      [allow('events.events.k8s.io', ['create']), allow('events', ['create', 'patch'])],
      [
        { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
        { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] },
      ],
    ],
    [
      'groups with more resources do not',
      [allow('events.events.k8s.io', ['create']), allow('events', ['create']), allow('pods', ['create'])],
      [
        { apiGroups: [''], resources: ['events', 'pods'], verbs: ['create'] },
        { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] },
      ],
    ],
    [
      'names stay apart',
      [allow('secrets', ['get'], ['b', 'a']), allow('secrets', ['create']), allow('configmaps', ['get'])],
      [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
        { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
        { apiGroups: [''], resources: ['secrets'], resourceNames: ['a', 'b'], verbs: ['get'] },
      ],
    ],
    [
      'verbs are sorted',
      [allow('pods', ['watch', 'create', 'list'])],
      [{ apiGroups: [''], resources: ['pods'], verbs: ['create', 'list', 'watch'] }],
    ],
  ])('%s', (_name, permissions, rules) => {
    expect(rulesOf(permissions)).toStrictEqual(rules);
  });

  /** A permission, taken apart so that nothing here parses what rulesOf parses. */
  interface Parts {
    readonly name: string;
    readonly group: string;
    readonly sub: string;
    readonly verbs: Verb[];
    readonly names?: string[];
  }

  const parts: fc.Arbitrary<Parts> = fc.record({
    name: fc.constantFrom('pods', 'services', 'events', 'sandboxes'),
    group: fc.constantFrom('', 'events.k8s.io', 'agents.x-k8s.io'),
    sub: fc.constantFrom('', '/status', '/finalizers'),
    verbs: fc.shuffledSubarray([...ALL], { minLength: 1 }),
    names: fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 1 }),
  }, { requiredKeys: ['name', 'group', 'sub', 'verbs'] });
  const sets = fc.uniqueArray(parts, {
    maxLength: 12,
    selector: ({ name, group, sub, names = [] }) => JSON.stringify([name, group, sub, [...names].sort()]),
  });

  const permission = ({ name, group, sub, verbs, names }: Parts) =>
    allow(`${name}${group && '.'}${group}${sub}`, verbs, names);

  function permitted(rules: readonly PolicyRule[]): string[] {
    return rules.flatMap(({ apiGroups, resources, resourceNames, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) =>
          (resourceNames ?? ['*']).flatMap((name) => verbs.map((verb) => [group, resource, name, verb].join(' '))),
        ),
      ),
    );
  }

  test('permits exactly what the permissions say', () => {
    fc.assert(fc.property(sets, (set) => {
      const wanted = set.flatMap(({ name, group, sub, verbs, names = ['*'] }) => names.flatMap((object) => (
        verbs.map((verb) => [group, name + sub, object, verb].join(' '))
      )));
      expect([...new Set(permitted(rulesOf(set.map(permission))))].sort()).toEqual([...new Set(wanted)].sort());
    }), { numRuns: 300 });
  });

  test('does not depend on the order of the permissions', () => {
    const shuffled = sets.chain((set) =>
      fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length })),
    );
    fc.assert(fc.property(shuffled, ([set, other]) => {
      expect(rulesOf(other.map(permission))).toEqual(rulesOf(set.map(permission)));
    }), { numRuns: 300 });
  });

  test('has no two rules that could be one', () => {
    fc.assert(fc.property(sets, (set) => {
      const rules = rulesOf(set.map(permission));
      const keys = (leave: keyof PolicyRule) => rules.map((rule) => JSON.stringify({ ...rule, [leave]: [] }));
      expect(new Set(keys('apiGroups')).size).toBe(rules.length);
      expect(rules.every(({ verbs }) => verbs.join() === [...verbs].sort().join())).toBe(true);
    }), { numRuns: 300 });
  });
});
