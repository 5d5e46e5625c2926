import { ApiObject, Chart } from 'cdk8s';
import { AgentSandboxVersion, Findings, Judge, Sandbox, SandboxSchedule, SandboxTemplate } from '../../../../src';
import { Catalogue } from '../../../../src/release/catalogue';
import { inFiles } from '../../../support/both-ways';
import { Loose } from '../../../support/install';
import { objectOf } from '../../../support/judged';
import { chartOf, POD, printed } from '../../../support/workloads';

const { V0_4_6, LATEST } = AgentSandboxVersion;
const HOURS = { image: 'registry.example.com/kubectl:1.36', start: '08:00', stop: '19:00', timeZone: 'Europe/Berlin' };
const EXEMPT = SandboxSchedule.EXEMPT_LABEL;

/** What is found at synth, as lines without remedies. */
function found(compose: (schedule: SandboxSchedule, chart: Chart) => void, version = LATEST): string[] {
  const chart = chartOf(version);
  Judge.of(chart);
  compose(new SandboxSchedule(chart, 'WorkHours', HOURS), chart);
  return Findings.of(chart).list().filter(({ code }) => /^ASB44/.test(code)).map(({ severity, code, path, message }) => (
    `${severity} ${code} ${path}: ${message}`
  ));
}

const all = { namespaces: ['research'] };
const MODE = 'warning ASB445 research/Dev: the sandbox states operatingMode "Running", '
  + "and schedule 'research/work-hours' sets it: "
  + 'each apply of this manifest sets it back, and wakes or stops the sandbox at any hour';
const COUNT = 'warning ASB446 research/Python/Pool: the pool states its count, '
  + "and schedule 'research/work-hours' sets it: "
  + 'each apply of this manifest sets it back';

describe('at synth', () => {
  test('a sandbox that states its mode, unless it is exempt, of other labels or elsewhere', () => {
    const dev = (labels?: Record<string, string>) => (schedule: SandboxSchedule, chart: Chart) => {
      new Sandbox(chart, 'Dev', { ...POD, metadata: { labels } });
      schedule.addSandboxes({ ...all, labels: { team: 'search' } });
    };
    expect(found(dev({ team: 'search' }))).toEqual([MODE]);
    expect(found(dev({ team: 'search', [EXEMPT]: '' }))).toEqual([]);
    expect(found(dev({ team: 'other' }))).toEqual([]);
    expect(found(dev())).toEqual([]);
    expect(found((schedule, chart) => {
      new Sandbox(chart, 'Dev', POD);
      schedule.addSandboxes({ namespaces: ['elsewhere'] });
    })).toEqual([]);
  });

  test('before v0.5.0 the mode is a count', () => {
    expect(found((schedule, chart) => {
      new Sandbox(chart, 'Dev', POD);
      schedule.addSandboxes(all);
    }, V0_4_6)).toEqual([expect.stringContaining('ASB445 research/Dev: the sandbox states replicas 1, and schedule')]);
  });

  test('a pool that states its count', () => {
    const pool = (options: object) => (schedule: SandboxSchedule, chart: Chart) => {
      new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool', options);
      schedule.addPools({ ...all, replicas: 3 });
    };
    expect(found(pool({}))).toEqual([COUNT]);
    expect(found(pool({ scaledExternally: true }))).toEqual([]);
    expect(found(pool({}), V0_4_6)).toEqual([
      "warning ASB446 research/Python/Pool: the count of the pool belongs to schedule 'research/work-hours', "
        + 'but v0.4.6 wants one in every pool, so each apply of this manifest sets it back',
    ]);
  });

  test('a pool that is scaled, and what two schedules select', () => {
    expect(found((schedule, chart) => {
      const pool = new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool');
      pool.runDuring(schedule, { replicas: 2 });
      new SandboxSchedule(chart, 'Late', { ...HOURS, stop: '23:00' }).addPools({ ...all, replicas: 1 });
      new ApiObject(chart, 'Scaling', scaledObject());
    })).toEqual([
      "error ASB447 research/Python/Pool: schedule 'research/work-hours' sets the count of the pool, and ScaledObject "
        + 'research/scaling does too: each undoes what the other writes',
      "warning ASB448 research/Python/Pool: schedules 'research/work-hours' and 'research/late' both select it, "
        + 'so that the one stops what the other starts',
    ]);
  });

  test('is looked at again once it is mended', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', POD);
    new SandboxSchedule(chart, 'WorkHours', HOURS).addSandboxes(all);
    const codes = () => Findings.of(chart).list().map(({ code }) => code).filter((code) => /^ASB44/.test(code));
    expect(codes()).toEqual(['ASB445']);
    dev.metadata.addLabel(EXEMPT, 'until-friday');
    expect(codes()).toEqual([]);
  });
});

describe('in files', () => {
  /** The CronJobs of a schedule of all sandboxes and pools of a namespace. */
  function cronJobs(id = 'WorkHours', labels?: Record<string, string>): Loose[] {
    const chart = chartOf();
    const schedule = new SandboxSchedule(chart, id, HOURS);
    schedule.addSandboxes({ ...all, ...(labels && { labels }) });
    schedule.addPools({ ...all, replicas: 3 });
    return printed(chart).filter(({ kind }) => kind === 'CronJob');
  }

  const sandbox = (spec: object, labels?: object): Loose => {
    const object: Loose = objectOf('Sandbox', 'dev', {
      podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example.com/a:1' }] } }, ...spec,
    });
    return { ...object, metadata: { ...object.metadata, ...(labels && { labels }) } };
  };
  const pool = (spec: object) => (
    objectOf('SandboxWarmPool', 'warm', { sandboxTemplateRef: { name: 'python' }, ...spec })
  );
  const said = (files: Readonly<Record<string, readonly Loose[]>>, options = {}) => (
    inFiles(files as never, options).filter((line) => / ASB44/.test(line))
  );

  const orders = [[['a.yaml', 'b.yaml']], [['b.yaml', 'a.yaml']], [['a.yaml', 'a.yaml']]];
  test.each(orders)('%j, in any order', ([first, second]) => {
    const files: Record<string, Loose[]> = {};
    (files[first] ??= []).push(sandbox({ operatingMode: 'Suspended' }), pool({ replicas: 4 }));
    (files[second] ??= []).push(...cronJobs());
    expect(said(files)).toEqual([
      expect.stringContaining('warning ASB445 spec.operatingMode: the sandbox states operatingMode "Suspended"'),
      expect.stringContaining('warning ASB446 spec.replicas: the pool states its count'),
    ]);
  });

  test('nothing where the fields are left out, the object is exempt, or nothing is scheduled', () => {
    expect(said({ 'a.yaml': [sandbox({}), pool({}), ...cronJobs()] })).toEqual([]);
    const stated = sandbox({ operatingMode: 'Running' }, { [EXEMPT]: '' });
    expect(said({ 'a.yaml': [stated, ...cronJobs()] })).toEqual([]);
    const others = cronJobs('Other', { team: 'a' });
    expect(said({ 'a.yaml': [sandbox({ operatingMode: 'Running' }), ...others] })).toEqual([]);
    expect(said({ 'a.yaml': [sandbox({ operatingMode: 'Running' }), pool({ replicas: 4 })] })).toEqual([]);
  });

  test('a pool with an autoscaler, and one of two schedules', () => {
    expect(said({ 'a.yaml': [pool({}), scaledObject('warm'), ...cronJobs(), ...cronJobs('Late')] })).toEqual([
      expect.stringContaining('error ASB447'), expect.stringContaining('warning ASB448'),
    ]);
  });

  test('before v0.5.1, with what to do in a GitOps tool', () => {
    const old = { ...pool({ replicas: 4 }), apiVersion: 'extensions.agents.x-k8s.io/v1alpha1' };
    expect(said({ 'a.yaml': [old, ...cronJobs()] }, { release: Catalogue.standard().get('v0.4.6') })).toEqual([
      expect.stringContaining('but v0.4.6 wants one in every pool'),
    ]);
  });

  test.each([
    ['no JSON', 'x'], ['null', 'null'], ['a list', '[]'], ['no selection', '{"schedule":"a"}'],
    ['odd selections', '{"schedule":"a","selects":[null,1,{"kind":"Sandbox"},{"kind":"Pod","namespace":"research"}]}'],
  ])('an annotation with %s says nothing', (_, text) => {
    const [job] = cronJobs();
    const odd = { ...job, metadata: { ...job.metadata, annotations: { 'cdk8s-agent-sandbox/selects': text } } };
    expect(said({ 'a.yaml': [sandbox({ operatingMode: 'Running' }), odd] })).toEqual([]);
  });
});

function scaledObject(name = 'pool') {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'scaling', namespace: 'research' },
    spec: {
      scaleTargetRef: { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name },
      triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }],
    },
  };
}
