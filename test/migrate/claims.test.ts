/** Which pool claims are given, and which pools are made. */
import { claim, codesOf, migrated, pool } from './support';
import { readChunk, split } from '../../src/documents';

const REF = (template: string, more = '') => `  sandboxTemplateRef: { name: ${template} }\n${more}`;

const objectsIn = (text: string): any[] =>
  [...split([text])].flatMap((chunk) => readChunk(chunk).map(({ value }) => value));

/** The pool of each claim and the names of all pools, in a text after its migration. */
function outcome(text: string, options = {}, name = 'a.yaml') {
  const migration = migrated({ [name]: text }, options);
  const objects = objectsIn(migration.after[name]);
  return {
    claims: objects.filter(({ kind }) => kind === 'SandboxClaim').map(({ spec }) => spec.warmPoolRef?.name),
    pools: objects.filter(({ kind }) => kind === 'SandboxWarmPool').map(({ metadata }) => metadata.name),
    codes: codesOf(migration),
  };
}

const status = (sandbox: string) => `status:\n  sandbox: { name: ${sandbox} }\n`;

test.each<[what: string, text: string, expected: Partial<ReturnType<typeof outcome>>]>([
  ['the pool that it names', claim(REF('a', '  warmpool: fast\n')), { claims: ['fast'], pools: [] }],
  [
    'a pool of no sandboxes, if there is none',
    claim(REF('a')),
    { claims: ['shadow-pool-a'], pools: ['shadow-pool-a'] },
  ],
  ['the only pool of its template', [claim(REF('a')), pool('a', 'p')].join('---\n'), { claims: ['p'], pools: ['p'] }],
  [
    'none of those of another namespace',
    [claim(REF('a')), pool('a', 'p', 'other')].join('---\n'),
    { claims: ['shadow-pool-a'] },
  ],
  [
    'a cold start, if it asks for one',
    [claim(REF('a', '  warmpool: none\n')), pool('a', 'p')].join('---\n'),
    { claims: ['shadow-pool-a'] },
  ],
  ['the pool that its sandbox came from', claim(REF('a')) + status('warm-x2k4p'), { claims: ['warm'], pools: [] }],
  [
    'a cold start, if it had one',
    [claim(REF('a')) + status('c'), pool('a', 'p')].join('---\n'),
    { claims: ['shadow-pool-a'] },
  ],
  [
    'a pool that was made before',
    [claim(REF('a')), pool('a', 'shadow-pool-a')].join('---\n'),
    { claims: ['shadow-pool-a'], pools: ['shadow-pool-a'] },
  ],
  [
    'one pool for all claims of a template',
    [claim(REF('a')), claim(REF('a'), 'd')].join('---\n'),
    { pools: ['shadow-pool-a'] },
  ],
  [
    'a pool in each namespace',
    [claim(REF('a')), claim(REF('a'), 'c', 'x')].join('---\n'),
    { pools: ['shadow-pool-a', 'shadow-pool-a'] },
  ],
])('a claim is given %s', (_, text, expected) => {
  expect(outcome(text)).toMatchObject({ ...expected, codes: [] });
});

test('of several pools of its template a person has to choose', () => {
  const text = [claim(REF('a')), pool('a', 'p'), pool('a', 'q')].join('---\n');
  expect(outcome(text)).toEqual({
    claims: ['shadow-pool-a'], pools: ['p', 'q', 'shadow-pool-a'], codes: ['ASB412 SandboxClaim team/c'],
  });
  expect(migrated({ 'a.yaml': text }).findings[0].message).toBe(
    "template 'a' has the pools p, q, and the claim names none of them",
  );
});

test('with --as-converted claims start cold, as the webhook has it', () => {
  const text = [claim(REF('a')), pool('a', 'p')].join('---\n');
  expect(outcome(text, { asConverted: true })).toEqual({
    claims: ['shadow-pool-a'],
    pools: ['p', 'shadow-pool-a'],
    codes: [],
  });
});

test('a pool in another file is found, and one that is made there is made once', () => {
  const { after } = migrated({
    'a.yaml': claim(REF('a')),
    'b.yaml': claim(REF('a'), 'd'),
    'c.yaml': claim(REF('b')),
    'd.yaml': pool('b', 'p'),
  });
  expect(after['a.yaml']).toContain('name: shadow-pool-a\n  namespace: team\n');
  expect(objectsIn(after['b.yaml'])).toHaveLength(1);
  expect(objectsIn(after['c.yaml'])[0].spec).toEqual({ warmPoolRef: { name: 'p' } });
});

test('the pool is that of upstream\'s script, in the form of the file', () => {
  const made = {
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxWarmPool',
    metadata: {
      name: 'shadow-pool-yes',
      namespace: 'team',
      annotations: {
        'agents.x-k8s.io/migration-shadow': 'true',
        'agents.x-k8s.io/migration-source-template': 'yes',
      },
    },
    spec: { replicas: 0, sandboxTemplateRef: { name: 'yes' } },
  };
  const json = {
    apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
    kind: 'SandboxClaim',
    metadata: { name: 'c', namespace: 'team' },
    spec: { sandboxTemplateRef: { name: 'yes' } },
  };
  const texts: Record<string, string> = {
    'no line end.yaml': claim(REF('"yes"')).trimEnd(),
    'windows.yaml': claim(REF('"yes"')).replace(/\n/g, '\r\n'),
    'object.json': JSON.stringify(json),
    'list.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [json] }, null, 2),
    'claims.json': JSON.stringify({
      apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
      kind: 'SandboxClaimList',
      items: [json],
    }),
    'values.json': `${JSON.stringify(json)}\n`
      + `${JSON.stringify({ ...json, metadata: { name: 'd', namespace: 'team' } })}\n`,
  };
  for (const [name, text] of Object.entries(texts)) {
    const { after, findings } = migrated({ [name]: text });
    expect([name, findings]).toEqual([name, []]);
    const objects = objectsIn(after[name]);
    expect(objects[objects.length - 1]).toEqual(made);
    expect(objects[0].spec).toEqual({ warmPoolRef: { name: 'shadow-pool-yes' } });
    expect(migrated({ [name]: after[name] }).after[name]).toBe(after[name]);
    if (name.startsWith('windows')) { expect(after[name].replace(/\r\n/g, '')).not.toContain('\n'); }
  }
  // A typed list holds its own kind alone: the pool follows it.
  expect(migrated({ 'claims.json': texts['claims.json'] }).after['claims.json']).toMatch(
    /^\{"apiVersion":"extensions.agents.x-k8s.io\/v1beta1".*\}\n\{/s,
  );
});

test('the pool of a claim that another object makes is left to a person', () => {
  const text = 'kind: ResourceGraphDefinition\napiVersion: kro.run/v1alpha1\nspec:\n  template:\n'
    + `${claim(REF('a')).replace(/^/gm, '    ').trimEnd()}\n`;
  const migration = migrated({ 'a.yaml': text });
  expect(codesOf(migration)).toEqual(['ASB412 SandboxClaim team/c']);
  expect(objectsIn(migration.after['a.yaml'])).toHaveLength(1);
});
