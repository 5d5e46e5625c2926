import { openSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();

const REFUSED = 'Error seen: pods "x" is forbidden: exceeded quota: few, '
  + 'requested: pods=1, used: pods=4, limited: pods=4';

function sandbox(name: string, owner?: object, message = REFUSED): object {
  return {
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: {
      name,
      namespace: 'agents',
      uid: name,
      creationTimestamp: '2026-11-30T08:00:00Z',
      ...(owner && { ownerReferences: [owner] }),
    },
    spec: { podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example.com/python:3.14' }] } } },
    status: {
      conditions: [{
        type: 'Ready', status: 'False', reason: 'ReconcilerError', message, lastTransitionTime: '2026-11-30T08:05:00Z',
      }],
    },
  };
}

const POOL = {
  apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
  kind: 'SandboxWarmPool',
  metadata: { name: 'python', namespace: 'agents', uid: 'p' },
  spec: { replicas: 3, sandboxTemplateRef: { name: 'python' } },
  status: { replicas: 2 },
};
const OF_POOL = { apiVersion: POOL.apiVersion, kind: POOL.kind, name: 'python', uid: 'p' };

function dumpOf(...items: object[]): string {
  const files = directory();
  writeFiles(files, { 'dump.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });
  return join(files, 'dump.json');
}

test('tells a cause once, with the object that suffers, what shows it, whom else it concerns, and what to do', () => {
  const { code, out, err } = run(['doctor', dumpOf(POOL, sandbox('python-a', OF_POOL), sandbox('python-b', OF_POOL))]);
  expect(code).toBe(1);
  expect(out).toBe(`error ASB601 SandboxWarmPool agents/python: 0 of 3 sandboxes are ready: quota 'few' does not suffice \
(pods=1 is asked for, pods=4 is used, pods=4 is allowed)
    seen:    Sandbox agents/python-a, condition Ready: ReconcilerError: ${REFUSED}
    also:    Sandbox agents/python-a, Sandbox agents/python-b
    remedy:  raise the quota, lower \`replicas\` of pools, or delete sandboxes that nobody uses; the controller tries again \
by itself
`);
  expect(err).toBe(`the dump holds no Pod, no Event, no Deployment: some causes cannot be told without them
1 error, 0 warnings; 3 objects; the release is not known: no controller is in the dump
`);
});

test('tells what a claim waits for by its sandbox', () => {
  const claim = {
    apiVersion: POOL.apiVersion,
    kind: 'SandboxClaim',
    metadata: { name: 'nightly', namespace: 'agents', uid: 'c', creationTimestamp: '2026-11-30T08:00:00Z' },
    spec: { warmPoolRef: { name: 'python' } },
    status: {
      sandbox: { name: 'nightly' },
      conditions: [{ type: 'Ready', status: 'False', reason: 'SandboxNotReady' }],
    },
  };
  const owner = { apiVersion: POOL.apiVersion, kind: 'SandboxClaim', name: 'nightly', uid: 'c' };
  const { out } = run(['doctor', dumpOf(claim, sandbox('nightly', owner))]);
  expect(out).toMatch(/^error ASB601 SandboxClaim agents\/nightly: it has no sandbox that is ready: quota 'few'/);
  expect(out.match(/^error/gm)).toHaveLength(1);
});

test('sandboxes of one cause in one namespace are one diagnosis', () => {
  const { out } = run(['doctor', dumpOf(sandbox('a'), sandbox('b'), sandbox('c'))]);
  expect(out.match(/^error/gm)).toHaveLength(1);
  expect(out).toContain('also:    Sandbox agents/b, Sandbox agents/c');
});

test('what rests by the will of somebody is no finding', () => {
  const suspended = {
    ...sandbox('dev'),
    status: { conditions: [{ type: 'Ready', status: 'False', reason: 'SandboxSuspended' }] },
  };
  const { code, out } = run(['doctor', dumpOf(suspended)]);
  expect([code, out]).toEqual([0, 'at rest:\n    Sandbox agents/dev: suspended\n']);
});

test('reads YAML of the standard input', () => {
  const files = directory();
  writeFiles(files, {
    'dump.yaml': 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: { uid: p }\n',
  });
  const { code, err } = run(['doctor', '-'], undefined, openSync(join(files, 'dump.yaml'), 'r'));
  expect(code).toBe(0);
  expect(err).toContain('nothing is wrong; 1 object');
});

test('fails if the dump holds no object, as a command that failed prints none', () => {
  const files = directory();
  writeFiles(files, { 'dump.yaml': 'apiVersion: v1\nkind: List\nitems: []\n' });
  const { code, err } = run(['doctor', '-'], undefined, openSync(join(files, 'dump.yaml'), 'r'));
  expect([code, err]).toEqual([2, expect.stringContaining('holds no object')]);
});

test.each(['markdown', 'json', 'sarif'])('prints %s', (format) => {
  const { code, out } = run(['doctor', dumpOf(sandbox('a')), '--format', format]);
  expect(code).toBe(1);
  expect(out).toContain('ASB601');
  if (format === 'sarif') {
    expect(JSON.parse(out).runs[0].results).toMatchObject([{ ruleId: 'ASB601', level: 'error' }]);
  } else if (format === 'json') {
    expect(JSON.parse(out)).toMatchObject({
      diagnoses: [{ code: 'ASB601', object: 'Sandbox agents/a', evidence: [{ where: 'condition Ready' }] }],
    });
  } else {
    expect(out).toMatch(/^- \*\*error ASB601\*\* `Sandbox agents\/a`: /m);
  }
});

test('a message of a dump commands neither the terminal nor a runner', () => {
  const { out } = run(['doctor', dumpOf(sandbox('a', undefined, `\u001b[31m\n::error::x ${REFUSED}`))]);
  expect(out).not.toContain('\u001b');
  expect(out).not.toMatch(/^::error/m);
});

test.each([
  ['nothing is given', [], /give a dump of a cluster/],
  ['a format is not known', ['-', '--format', 'xml'], /--format/],
  ['a release is not known', ['-', '--release', 'v9.9.9'], /v9\.9\.9/],
  ['a namespace is no name', ['-', '-n', 'A_B'], /A_B/],
])('fails if %s', (_, args, message) => {
  const { code, err } = run(['doctor', ...args]);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
});

test('fails if a text is broken, and tells what it could read', () => {
  const files = directory();
  writeFiles(files, { 'a.yaml': 'a: [', 'b.json': JSON.stringify(sandbox('a')) });
  const { code, out, err } = run(['doctor', files]);
  expect(code).toBe(2);
  expect(out).toContain('ASB601');
  expect(err).toMatch(/a\.yaml:1:\d+: /);
});

test('fails if manifests are taken for a dump', () => {
  const { code, err } = run(['doctor', join(__dirname, '../../../dist/v1.0.5/sandbox-with-extensions.yaml')]);
  expect([code, err]).toEqual([2, expect.stringContaining('these are manifests, and not a dump of a cluster')]);
});

test('an object without any form is passed over', () => {
  const strange = { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: null, status: 'x' };
  const { code } = run(['doctor', dumpOf(strange, { ...POOL, spec: null }, { ...sandbox('a'), spec: 5 })]);
  expect(code).toBe(1);
});
