/** The structure of objects of other projects: at synth, in files, and what is not judged. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, JsonPatch } from 'cdk8s';
import { Judge } from '../../../src';
import { hasKnownStructure, judgeStructure } from '../../../src/judge/other-projects';
import { KubeObject } from '../../../src/kubernetes/kube-object';
import { NOT_ASKED_FOR, otherKindNames, otherKindSchema, projectOf } from '../../../src/kubernetes/types/other-kinds';
import { expectValid } from '../../support/other-kinds';
import { chartOf, linesOf } from '../../support/workloads';

const SCALED: KubeObject = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'python', namespace: 'agents' },
  spec: {
    scaleTargetRef: {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name: 'python',
    },
    minReplicaCount: 0,
    maxReplicaCount: 20,
    triggers: [{
      type: 'cron',
      metadata: { timezone: 'Europe/Berlin', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '10' },
    }],
  },
};
const ROUTE: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'router' },
  spec: {
    parentRefs: [{ name: 'public' }],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'router', port: 8080 }] }],
  },
};
const POOL: KubeObject = {
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: 'sandboxes' },
  spec: {
    limits: { cpu: 100, memory: '400Gi' },
    disruption: { consolidateAfter: '1m', budgets: [{ schedule: '0 9 * * *', duration: '8h' }] },
    template: {
      spec: {
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
        requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] }],
      },
    },
  },
};
const CLASS: KubeObject = {
  apiVersion: 'cloud.google.com/v1',
  kind: 'ComputeClass',
  metadata: { name: 'sandboxes' },
  spec: { whenUnsatisfiable: 'ScaleUpAnyway', priorities: [{ machineFamily: 'n4', spot: true }] },
};

/** The object with a value at a path. */
function changed(object: KubeObject, path: string, value: unknown): KubeObject {
  const copy = structuredClone(object) as unknown as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop()!;
  const holder = names.reduce((inner: any, name) => inner[name], copy);
  if (value === undefined) { delete holder[last]; } else { holder[last] = value; }
  return copy as unknown as KubeObject;
}

function lines(object: KubeObject): string[] {
  return judgeStructure(object).map(({ finding: { code, severity, message, remedy } }) =>
    [severity, code, message, ...(remedy === undefined ? [] : [`(${remedy})`])].join(' '));
}

test('objects that are right are not found fault with, and their validators take them', () => {
  expect([SCALED, ROUTE, CLASS].flatMap(lines)).toEqual([]);
  expectValid(SCALED, ROUTE, CLASS);
});

test('expectValid fails for what a validator refuses, and for a field that there is not', () => {
  expect(() => expectValid(SCALED, changed(SCALED, 'spec.maxReplicaCount', '20'))).toThrow(/must be integer/);
  expect(() => expectValid(changed(SCALED, 'spec.maxReplicaCounts', 20))).toThrow(/there is no field/);
  expect(() => expectValid({ ...SCALED, kind: 'ScaledJob' })).toThrow('no validator for keda.sh/v1alpha1 ScaledJob');
});

test.each<[title: string, object: KubeObject, expected: string[]]>([
  ['a field is misspelt', changed(SCALED, 'spec.maxReplicaCounts', 1), [
    "error ASB101 spec.maxReplicaCounts: there is no field 'maxReplicaCounts' (did you mean 'maxReplicaCount'?)",
  ]],
  ['a value has another type', changed(SCALED, 'spec.maxReplicaCount', '20'), [
    "error ASB102 spec.maxReplicaCount: must be an integer, not the string '20'",
  ]],
  ['a required field is missing', changed(SCALED, 'spec.scaleTargetRef.name', undefined), [
    "error ASB102 spec.scaleTargetRef.name: the field 'name' is required",
  ]],
  ['a value resembles one of several', changed(ROUTE, 'spec.rules.0.matches.0.path.type', 'pathPrefix'), [
    "error ASB102 spec.rules[0].matches[0].path.type: 'pathPrefix' is not allowed; allowed: 'Exact', 'PathPrefix' or "
    + "'RegularExpression' (did you mean 'PathPrefix'?)",
  ]],
  ['a number is out of range', changed(ROUTE, 'spec.rules.0.backendRefs.0.port', 0), [
    'error ASB102 spec.rules[0].backendRefs[0].port: 0 is less than the minimum, 1',
  ]],
  ['a list is too short', changed(ROUTE, 'spec.rules', []), [
    'error ASB102 spec.rules: has 0 items; at least 1 item is needed',
  ]],
  ['an amount is none', changed(POOL, 'spec.limits.memory', '400 GB'), [
    "error ASB102 spec.limits.memory: '400 GB' is not an amount; use one such as '2', '500m' or '1.5Gi'",
  ]],
  ['a name is none', changed(SCALED, 'metadata.name', 'Python'), [
    expect.stringMatching(/^error ASB102 metadata\.name: 'Python' is not a name/),
  ]],
])('fails if %s', (_, object, expected) => {
  expect(lines(object)).toEqual(expected);
});

test.each<[title: string, object: KubeObject, expected: string[]]>([
  ['a field resembles none', changed(SCALED, 'spec.somethingNew', 1), [
    expect.stringMatching(
      /^warning ASB101 spec\.somethingNew: there is no field .* \(remove it, unless a newer version of KEDA takes it\)$/,
    ),
  ]],
  ['a value resembles none of several', changed(ROUTE, 'spec.rules.0.matches.0.path.type', 'Glob'), [
    expect.stringMatching(/^warning ASB102 .*'Glob' is not allowed.*unless a newer version of the Gateway API takes it/),
  ]],
  ['a list is longer than it may be', changed(ROUTE, 'spec.hostnames', Array(17).fill('example.com')), [
    expect.stringMatching(/^warning ASB102 spec\.hostnames: has 17 items; at most 16 are allowed/),
  ]],
  ['anything is wrong in a kind of which an old state is published', changed(CLASS, 'spec.priorities.0.spot', 'yes'), [
    expect.stringMatching(/^warning ASB102 spec\.priorities\[0]\.spot: must be true or false/),
  ]],
])('warns if %s, which a newer version may take', (_, object, expected) => {
  expect(lines(object)).toEqual(expected);
});

test('fields with a default need not be given, although the Go types call them required', () => {
  expect(lines(POOL)).toEqual([]);
  const data = JSON.parse(readFileSync(join(__dirname, '../../../imports/other-kinds.json'), 'utf8'));
  for (const field of NOT_ASKED_FOR) {
    const [type, name] = field.split('.');
    expect([field, Object.keys(data.types[type] ?? {})]).toEqual([field, expect.arrayContaining([`${name}!`])]);
  }
});

test('integers or texts, nulls, what holds anything and the status are taken', () => {
  expect(lines(changed(POOL, 'spec.limits.cpu', '1500m'))).toEqual([]);
  expect(lines(changed(SCALED, 'spec.cooldownPeriod', null))).toEqual([]);
  expect(lines(changed(SCALED, 'status', { anything: [1] }))).toEqual([]);
  expect(lines({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'keda' },
    spec: { interval: '1h', chartRef: { kind: 'OCIRepository', name: 'keda' }, values: { a: [{ b: 1 }] } },
  })).toEqual([]);
});

test.each([
  ['keda.sh/v1', 'ScaledObject'], ['keda.sh/v1alpha1', 'ScaledJob'], ['example.com/v1', 'ScaledObject'],
  ['keda.sh/v1alpha1', 'constructor'],
])('%s %s is not known, and not judged', (apiVersion, kind) => {
  expect(hasKnownStructure(apiVersion, kind)).toBe(false);
  expect(judgeStructure({ ...SCALED, apiVersion, kind })).toEqual([]);
});

test('each kind has a project, and a schema that can be walked', () => {
  for (const name of otherKindNames()) {
    const [apiVersion, kind] = name.split(' ');
    expect(projectOf(apiVersion)).toBeDefined();
    expect(otherKindSchema(apiVersion, kind)!.properties).toHaveProperty('status');
    expect(() => judgeStructure({ apiVersion, kind, metadata: { name: 'a' }, spec: {} })).not.toThrow();
  }
});

describe('at synth', () => {
  function judged(patch?: JsonPatch): string[] {
    const chart = chartOf();
    Judge.of(chart);
    const object = new ApiObject(chart, 'Scaled', SCALED as never);
    if (patch) { object.addJsonPatch(patch); }
    return linesOf(chart).filter((line) => /ASB10[12]/.test(line));
  }

  test('an object that is right is printed', () => {
    expect(judged()).toEqual([]);
  });

  test('fails if a patch misspells a field', () => {
    expect(judged(JsonPatch.add('/spec/maxReplicaCounts', 3))).toEqual([
      "error ASB101 research/Scaled: spec.maxReplicaCounts: there is no field 'maxReplicaCounts'; "
      + "did you mean 'maxReplicaCount'?",
    ]);
  });
});

test('the data are read when an object of one of the groups is met', () => {
  jest.isolateModules(() => {
    const read = jest.fn(() => ({ kinds: {}, scalars: {}, types: {} }));
    jest.doMock('../../../imports/other-kinds.json', read);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { otherKindSchema: schema } = require('../../../src/kubernetes/types/other-kinds');
    expect(schema('example.com/v1', 'Thing')).toBeUndefined();
    expect(schema('apps/v1', 'Deployment')).toBeUndefined();
    expect(read).not.toHaveBeenCalled();
    schema('keda.sh/v1alpha1', 'ScaledObject');
    expect(read).toHaveBeenCalledTimes(1);
  });
});
