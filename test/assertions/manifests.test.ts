/** What users assert about the objects, findings and errors of their apps, both ways, and what a failure says. */
import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Findings, FindingSeverity, IsolatedRuntime, Manifests, Match, Sandbox, SandboxApp,
  SandboxCluster, SandboxEgress, SandboxTemplate,
} from '../../src';
import { stderrOf } from '../support/stderr';

const IMAGE = 'registry.example.com/devbox:2.4';

/** An app with a template, its pool of two, and a sandbox with a policy. */
function composed(app: App = Testing.app()) {
  const chart = new Chart(app, 'agents', { namespace: 'agents' });
  SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5 });
  const containers = [{ image: IMAGE, portNumber: 3000 }];
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');
  const readiness = kplus.Probe.fromTcpSocket({ port: 3000 });
  const template = new SandboxTemplate(chart, 'Python', { runtime, containers: [{ ...containers[0], readiness }] });
  const pool = template.addWarmPool('Pool', { replicas: 2 });
  const dev = new Sandbox(chart, 'Dev', { runtime, containers, service: true, egress: SandboxEgress.internetOnly() });
  return { app, chart, template, pool, dev };
}

/** Adds a sandbox that the API server refuses. */
function addRefused(chart: Chart): ApiObject {
  return new ApiObject(chart, 'Refused', {
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: { name: 'refused' },
    spec: {
      podTemplate: { spec: { runtimeClassName: 'gvisor', containers: [{ name: 'main', image: IMAGE }] } },
      replica: 1,
    },
  });
}

const manifests = Manifests.fromApp(composed().app);

describe('objects', () => {
  test('are plain data, as they are printed', () => {
    const { app } = composed();
    const { findings, errors, objectCount } = Manifests.fromApp(app);
    expect([findings, errors]).toEqual([[], []]);
    const printed = app.charts.flatMap((chart) => Testing.synth(chart));
    expect(objectCount).toBe(printed.length);
    for (const kind of new Set(printed.map((each) => each.kind))) {
      expect(Manifests.fromApp(app).objectsOf(kind)).toEqual(printed.filter((each) => each.kind === kind));
    }
  });

  test('are listed by kind and pattern', () => {
    expect(manifests.objectsOf('SandboxWarmPool').map(({ spec }) => spec.replicas)).toEqual([2]);
    expect(manifests.objectsOf('SandboxWarmPool', { spec: { replicas: 3 } })).toEqual([]);
    expect(manifests.objectsOf('Deployment')).toEqual([]);
  });

  test('are those of the chart and of charts in it, for a chart', () => {
    const { app, chart } = composed();
    const inner = new Chart(chart, 'inner', { namespace: 'agents' });
    new kplus.ConfigMap(inner, 'Settings', { data: { a: 'b' } });
    new kplus.ConfigMap(new Chart(app, 'other'), 'Settings', { data: { a: 'c' } });
    expect(Manifests.fromChart(chart).objectsOf('ConfigMap').map(({ data }) => data)).toEqual([{ a: 'b' }]);
    expect(Manifests.fromChart(inner).objectCount).toBe(1);
    expect(Manifests.fromApp(app).objectsOf('ConfigMap')).toHaveLength(2);
  });

  test('are those that a chart makes of its own when it renders itself', () => {
    class Labelled extends Chart {
      public toJson(): any[] {
        return super.toJson().map((json) => ({ ...json, metadata: { ...json.metadata, labels: { by: 'chart' } } }));
      }
    }
    const chart = new Labelled(Testing.app(), 'labelled');
    new kplus.ConfigMap(chart, 'Settings', { data: { a: 'b' } });
    Manifests.fromChart(chart).allObjectsHave('ConfigMap', { metadata: { labels: { by: 'chart' } } });
  });

  test('stay as they were when the app changes', () => {
    const { app, pool } = composed();
    const before = Manifests.fromApp(app);
    ApiObject.of(pool).metadata.addLabel('example.com/new', 'yes');
    before.hasObject('SandboxWarmPool', { metadata: { labels: Match.absent() } });
    Manifests.fromApp(app).hasObject('SandboxWarmPool', { metadata: { labels: { 'example.com/new': 'yes' } } });
  });
});

describe('hasObject', () => {
  test('holds for a kind, and for members at any depth', () => {
    manifests.hasObject('Sandbox');
    manifests.hasObject('Sandbox', {
      metadata: { namespace: 'agents' },
      spec: {
        service: true,
        podTemplate: { spec: { containers: [{ image: IMAGE, ports: [{ containerPort: 3000 }] }] } },
      },
    });
  });

  test('fails if values differ, with the closest object and each difference', () => {
    expect(() =>
      manifests.hasObject('Sandbox', {
        spec: {
          service: Match.absent(),
          podTemplate: {
            spec: { runtimeClassName: 'kata', containers: [{ image: Match.stringPattern('^mirror/') }] },
          },
        },
      }),
    ).toThrowErrorMatchingSnapshot();
  });

  test('fails if a member is misspelt, and names the one that is meant', () => {
    expect(() => manifests.hasObject('SandboxWarmPool', { spec: { replica: 2 } })).toThrowErrorMatchingSnapshot();
  });

  test('fails if a list has more items', () => {
    expect(() =>
      manifests.hasObject('SandboxTemplate', { spec: { podTemplate: { spec: { containers: [{}, {}] } } } }),
    ).toThrowErrorMatchingSnapshot();
  });

  test('fails if there is no such kind, with those that there are', () => {
    expect(() => manifests.hasObject('SandboxTemplates')).toThrowErrorMatchingSnapshot();
    expect(() => Manifests.fromApp(Testing.app()).hasObject('Sandbox')).toThrowErrorMatchingSnapshot();
  });

  test('fails if the object of the name differs, though another is closer in number', () => {
    const { app, chart } = composed();
    new Sandbox(chart, 'Spare', { metadata: { name: 'spare' }, containers: [{ image: IMAGE }] });
    new Sandbox(chart, 'Main', { metadata: { name: 'main' }, service: true, containers: [{ image: 'other:1' }] });
    expect(() =>
      Manifests.fromApp(app).hasObject('Sandbox', {
        metadata: { name: 'main' },
        spec: { service: Match.absent(), podTemplate: { spec: { containers: [{ image: IMAGE }] } } },
      }),
    ).toThrowErrorMatchingSnapshot();
  });

  test.each([[null], [undefined]])('fails if the pattern has %s, which would match by mistake', (value) => {
    expect(() => manifests.hasObject('Sandbox', { spec: { podTemplate: { spec: { hostname: value } } } })).toThrow(
      `the pattern has ${value} at spec.podTemplate.spec.hostname; use Match.absent() for no value`,
    );
  });
});

test('hasNoObject', () => {
  manifests.hasNoObject('Deployment');
  manifests.hasNoObject('Sandbox', { spec: { podTemplate: { spec: { hostNetwork: true } } } });
  expect(() => manifests.hasNoObject('Sandbox')).toThrowErrorMatchingSnapshot();
  expect(() => manifests.hasNoObject('Sandbox', { spec: { service: true } })).toThrowErrorMatchingSnapshot();
});

test('allObjectsHave', () => {
  const { app, chart } = composed();
  new Sandbox(chart, 'Spare', { metadata: { name: 'spare' }, containers: [{ image: IMAGE }] });
  const two = Manifests.fromApp(app);
  two.allObjectsHave('Sandbox', { metadata: { namespace: 'agents' } });
  expect(() => two.allObjectsHave('Sandbox', { spec: { service: true } })).toThrowErrorMatchingSnapshot();
  expect(() => two.allObjectsHave('SandboxClaim', {})).toThrow('there is no object of kind SandboxClaim, only ');
});

test('hasObjectCount', () => {
  manifests.hasObjectCount('Sandbox', 1);
  manifests.hasObjectCount('SandboxClaim', 0);
  expect(() => manifests.hasObjectCount('Sandbox', 2)).toThrowErrorMatchingSnapshot();
  expect(() => manifests.hasObjectCount('SandboxClaim', 1)).toThrowErrorMatchingSnapshot();
});

describe('findings', () => {
  const { app, chart, dev } = composed();
  addRefused(chart);
  Findings.of(dev).add({ code: 'ASB901', severity: FindingSeverity.WARNING, message: 'the team has no owner' });
  const refused = Manifests.fromApp(app);

  test('hasFinding', () => {
    refused.hasFinding('ASB101');
    refused.hasFinding('ASB101', { object: 'Sandbox agents/refused', message: Match.stringPattern('replica') });
    expect(() => refused.hasFinding('ASB301')).toThrowErrorMatchingSnapshot();
    expect(() => refused.hasFinding('ASB901', { object: 'Sandbox agents/dev' })).toThrowErrorMatchingSnapshot();
    expect(() => manifests.hasFinding('ASB301')).toThrow('expected a finding ASB301, found none');
  });

  test('hasNoFinding', () => {
    refused.hasNoFinding('ASB301');
    expect(() => refused.hasNoFinding('ASB901')).toThrowErrorMatchingSnapshot();
  });

  test('hasNoFindings', () => {
    manifests.hasNoFindings();
    expect(() => refused.hasNoFindings()).toThrowErrorMatchingSnapshot();
  });

  test('are those at or below the chart, for a chart', () => {
    const other = new Chart(app, 'other');
    Manifests.fromChart(other).hasNoFindings();
    expect(Manifests.fromChart(chart).findings.length).toBe(refused.findings.length);
  });

  test('count until they are acknowledged, and then the acknowledgement has to match', () => {
    const acknowledged = composed();
    Findings.of(acknowledged.dev).add({ code: 'ASB901', severity: FindingSeverity.WARNING, message: 'no owner' });
    expect(() => Manifests.fromApp(acknowledged.app).hasNoFindings()).toThrow('ASB901');
    Findings.of(acknowledged.dev).acknowledge('ASB901', 'the owner is in another system');
    const after = Manifests.fromApp(acknowledged.app);
    after.hasNoFindings();
    after.hasNoFinding('ASB901');
    after.hasFinding('ASB901', { acknowledged: 'the owner is in another system' });
    Findings.of(acknowledged.dev).acknowledge('ASB340', 'this never happens');
    expect(() => Manifests.fromApp(acknowledged.app).hasNoFindings()).toThrow('ASB001');
  });

  test('are those of an app without a construct of this library, too', () => {
    const plain = Testing.app();
    addRefused(new Chart(plain, 'agents', { namespace: 'agents' }));
    Manifests.fromApp(plain).hasFinding('ASB505', { message: Match.stringPattern("cluster of 'agents/Refused'") });
  });

  test('are printed by a synthesis all the same: nothing is printed before', () => {
    const later = composed();
    Findings.of(later.dev).add({ code: 'ASB901', severity: FindingSeverity.WARNING, message: 'no owner' });
    expect(stderrOf(() => Manifests.fromApp(later.app).hasFinding('ASB901'))).toBe('');
    expect(stderrOf(() => later.app.synth())).toContain('warning ASB901');
  });
});

describe('errors', () => {
  /** An app that fails in four ways. */
  function failing(app: App = Testing.app()) {
    const { chart, dev } = composed(app);
    addRefused(chart);
    dev.node.addValidation({ validate: () => ['the owner is missing'] });
    app.node.addValidation({ validate: () => ['the app has no name'] });
    const broken = new ApiObject(chart, 'Broken', { apiVersion: 'v1', kind: 'ConfigMap' });
    broken.toJson = () => { throw new Error('the data cannot be read'); };
    return app;
  }

  test.each([
    ['App', () => Testing.app()],
    ['SandboxApp', () => new SandboxApp()],
  ])('are all there in an %s', (_, app) => {
    const { errors } = Manifests.fromApp(failing(app()));
    expect(errors).toEqual([
      expect.stringMatching(/^error ASB101 at agents\/Refused/),
      '[] the app has no name',
      '[agents/Dev] the owner is missing',
      '[agents/Broken] the data cannot be read',
    ]);
  });

  test('hasError', () => {
    Manifests.fromApp(failing()).hasError('the owner is missing');
    expect(() => manifests.hasError('the owner is missing')).toThrow(
      "expected an error with 'the owner is missing', found none",
    );
    const { app, dev } = composed();
    dev.node.addValidation({ validate: () => ['the owner is missing'] });
    expect(() => Manifests.fromApp(app).hasError('the team is missing')).toThrowErrorMatchingSnapshot();
  });

  test('hasNoErrors', () => {
    manifests.hasNoErrors();
    const { app, dev } = composed();
    Findings.of(dev).add({ code: 'ASB901', severity: FindingSeverity.WARNING, message: 'no owner' });
    Manifests.fromApp(app).hasNoErrors();
    dev.node.addValidation({ validate: () => ['the owner is missing'] });
    expect(() => Manifests.fromApp(app).hasNoErrors()).toThrowErrorMatchingSnapshot();
    expect(() => Manifests.fromApp(app).hasNoFindings()).toThrow('[agents/Dev] the owner is missing');
  });

  test.each([[undefined], ['app']])('fails if the app is %p', (app) => {
    expect(() => Manifests.fromApp(app as unknown as App)).toThrow('give one of cdk8s');
    expect(() => Manifests.fromChart(app as unknown as Chart)).toThrow('give one of cdk8s');
  });
});

test('manifests that are included are judged', () => {
  const chart = Testing.chart();
  SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5 });
  new Include(chart, 'Refused', { url: require.resolve('../support/refused-sandbox.yaml') });
  Manifests.fromChart(chart).hasFinding('ASB101', { object: 'Sandbox research/old' });
});
