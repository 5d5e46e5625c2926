import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, HeldField, IsolatedRuntime, OperatingMode, Sandbox, SandboxCluster, SandboxSchedule,
  SandboxScheduleProps, SandboxTemplate, SandboxTenant, TenantQuota, Weekday,
} from '../../src';
import { Loose } from '../support/install';
import { chartOf, codesOf, errorsOf, POD, printed, specOf, untyped } from '../support/workloads';

const { V0_1_0, V0_4_6, V0_5_6, LATEST } = AgentSandboxVersion;
const HOURS: SandboxScheduleProps = {
  image: 'registry.example.com/kubectl:1.36', start: '08:00', stop: '19:00', timeZone: 'Europe/Berlin',
};

/** A schedule in a chart of its own, and the chart of what it is about. */
function scheduled(props: Partial<SandboxScheduleProps> = {}, version = LATEST) {
  const chart = chartOf(version);
  const platform = new Chart(chart.node.root, 'platform', { namespace: 'platform' });
  return { chart, platform, schedule: new SandboxSchedule(platform, 'WorkHours', { ...HOURS, ...props }) };
}

function objectsOf(chart: Chart, kind: string): Loose[] {
  return printed(chart).filter((each) => each.kind === kind);
}

const cronJob = (chart: Chart, which: string): Loose => (
  objectsOf(chart, 'CronJob').find(({ metadata }) => metadata.name === `work-hours-${which}`)!
);
const scriptOf = (job: Loose): string => job.spec.jobTemplate.spec.template.spec.containers[0].args[0];

describe('the CronJobs', () => {
  const times = (props: Partial<SandboxScheduleProps>) => {
    const { chart, platform, schedule } = scheduled(props);
    new Sandbox(chart, 'Dev', POD).runDuring(schedule);
    return ['start', 'stop'].map((which) => {
      const { spec } = cronJob(platform, which);
      return [spec.schedule, spec.timeZone, spec.startingDeadlineSeconds];
    });
  };

  test('run at both times, and are made up for until a quarter of an hour before the other', () => {
    expect(times({})).toEqual([
      ['0 8 * * MON,TUE,WED,THU,FRI', 'Europe/Berlin', 11 * 3600 - 900],
      ['0 19 * * *', 'Europe/Berlin', 13 * 3600 - 900],
    ]);
    const nights = { start: '22:30', stop: '06:05', days: [Weekday.SUNDAY, Weekday.MONDAY], timeZone: 'Etc/UTC' };
    expect(times(nights)).toEqual([
      ['30 22 * * MON,SUN', 'Etc/UTC', (7 * 60 + 35) * 60 - 900],
      ['5 6 * * *', 'Etc/UTC', (16 * 60 + 25) * 60 - 900],
    ]);
    expect(times({ days: Object.values(Weekday) })[0][0]).toBe('0 8 * * *');
  });

  test('never run twice at once, and leave one Job of each outcome', () => {
    const { chart, platform, schedule } = scheduled({ imagePullSecrets: ['registry'] });
    new Sandbox(chart, 'Dev', POD).runDuring(schedule);
    for (const { spec } of objectsOf(platform, 'CronJob')) {
      expect(spec).toMatchObject({
        concurrencyPolicy: 'Forbid',
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 1,
        jobTemplate: { spec: { activeDeadlineSeconds: 900, backoffLimit: 2 } },
      });
      expect(spec.jobTemplate.spec.template.spec).toMatchObject({
        serviceAccountName: 'work-hours',
        restartPolicy: 'Never',
        imagePullSecrets: [{ name: 'registry' }],
        securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          image: HOURS.image,
          securityContext: {
            allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true,
          },
        }],
      });
    }
    expect([errorsOf(chart), codesOf(chart)]).toEqual(['', []]);
  });

  test('ask for the time that they are for only where there are holidays', () => {
    const { chart, platform, schedule } = scheduled({ holidays: ['2026-12-26', '2026-12-25', '2026-12-26'] });
    new Sandbox(chart, 'Dev', POD).runDuring(schedule);
    expect(scriptOf(cronJob(platform, 'start'))).toContain('2026-12-25T*|2026-12-26T*) echo');
    expect(scriptOf(cronJob(platform, 'stop'))).not.toContain('2026');
    const jobs = objectsOf(platform, 'Role').map(({ metadata, rules }) => [metadata.name, rules]);
    expect(jobs).toEqual([
      ['work-hours-jobs', [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['get'] }]],
      ['work-hours', expect.anything()],
    ]);
    expect(errorsOf(chart)).toBe('');

    const without = scheduled();
    new Sandbox(without.chart, 'Dev', POD).runDuring(without.schedule);
    expect(scriptOf(cronJob(without.platform, 'start'))).not.toContain('JOB_NAME');
    expect(objectsOf(without.platform, 'Role').map(({ metadata }) => metadata.namespace)).toEqual(['research']);
  });
});

describe('runDuring', () => {
  test.each([
    [V0_1_0, 'v1alpha1'],
    [V0_4_6, 'v1alpha1'],
    [V0_5_6, 'v1beta1'],
    [LATEST, 'v1beta1'],
  ])('of a sandbox leaves the mode to the schedule in %s', (version, api) => {
    const { chart, platform, schedule } = scheduled({}, version);
    const dev = new Sandbox(chart, 'Dev', POD);
    dev.runDuring(schedule);
    expect(specOf(dev)).not.toHaveProperty('operatingMode');
    expect(specOf(dev)).not.toHaveProperty('replicas');
    expect(dev.metadata.toJson().labels).toEqual({ 'cdk8s-agent-sandbox/schedule': 'work-hours' });
    const stop = scriptOf(cronJob(platform, 'stop'));
    expect(stop).toContain(`kubectl patch sandboxes.${api}.agents.x-k8s.io `);
    expect(stop).toContain(api === 'v1beta1' ? '"operatingMode":"Suspended"' : '"replicas":0');
    const start = scriptOf(cronJob(platform, 'start'));
    expect(start).toContain(api === 'v1beta1' ? '"operatingMode":"Running"' : '"replicas":1');
    expect([errorsOf(chart), codesOf(chart)]).toEqual(['', version.id === 'v0.1.0' ? expect.anything() : []]);
  });

  test('of a pool leaves the count to the schedule, where a release can do without one', () => {
    const pooled = (version: AgentSandboxVersion) => {
      const { chart, platform, schedule } = scheduled({}, version);
      const pool = new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool');
      pool.runDuring(schedule, { replicas: 8, offReplicas: 2 });
      return { chart, platform, pool };
    };
    const { chart, platform, pool } = pooled(LATEST);
    expect(specOf(pool)).not.toHaveProperty('replicas');
    const call = (count: number) => (
      `scale research '!cdk8s-agent-sandbox/no-schedule' ${count} --field-selector=metadata.name=pool`
    );
    expect(scriptOf(cronJob(platform, 'start'))).toContain(call(8));
    expect(scriptOf(cronJob(platform, 'stop'))).toContain(call(2));
    expect(codesOf(chart)).toEqual([]);
    expect(specOf(pooled(V0_4_6).pool).replicas).toBe(8);
    expect(codesOf(pooled(V0_4_6).chart)).toEqual(['ASB446']);
  });

  test('makes one role a namespace, of the names that it knows', () => {
    const { chart, platform, schedule } = scheduled();
    for (const id of ['A', 'B']) { new Sandbox(chart, id, POD).runDuring(schedule); }
    const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
    new Sandbox(other, 'C', POD).runDuring(schedule);
    new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool').runDuring(schedule, { replicas: 2 });
    const roles = objectsOf(platform, 'Role').map(({ metadata, rules }) => [metadata.namespace, rules]);
    const [SANDBOXES, POOLS] = [['agents.x-k8s.io'], ['extensions.agents.x-k8s.io']];
    expect(roles).toEqual([
      ['research', [
        { apiGroups: SANDBOXES, resources: ['sandboxes'], verbs: ['list'] },
        { apiGroups: SANDBOXES, resources: ['sandboxes'], resourceNames: ['a', 'b'], verbs: ['get', 'patch'] },
        { apiGroups: POOLS, resources: ['sandboxwarmpools'], resourceNames: ['pool'], verbs: ['get', 'list'] },
        { apiGroups: POOLS, resources: ['sandboxwarmpools/scale'], resourceNames: ['pool'], verbs: ['patch'] },
      ]],
      ['other', [
        { apiGroups: SANDBOXES, resources: ['sandboxes'], verbs: ['list'] },
        { apiGroups: SANDBOXES, resources: ['sandboxes'], resourceNames: ['c'], verbs: ['get', 'patch'] },
      ]],
    ]);
    expect(objectsOf(platform, 'RoleBinding').map(({ metadata, subjects }) => [metadata.namespace, subjects])).toEqual(
      ['research', 'other'].map((namespace) => (
        [namespace, [{ kind: 'ServiceAccount', name: 'work-hours', namespace: 'platform' }]]
      )),
    );
  });

  test('fails if the sandbox or the pool has another owner of the field', () => {
    const { chart, platform, schedule } = scheduled();
    const running = new Sandbox(chart, 'Running', { ...POD, operatingMode: OperatingMode.RUNNING });
    expect(() => running.runDuring(schedule)).toThrow(
      "research/Running: 'operatingMode' is 'Running', and schedule 'platform/WorkHours' owns the mode: "
        + "each apply would undo what it set; remove 'operatingMode'",
    );
    const external = new Sandbox(chart, 'External', { ...POD, operatingMode: OperatingMode.EXTERNAL });
    external.runDuring(schedule);
    expect(() => external.runDuring(new SandboxSchedule(platform, 'Other', HOURS))).toThrow(
      "research/External: it runs during 'platform/WorkHours' already",
    );
    const template = new SandboxTemplate(chart, 'Python', POD);
    const sizes = { replicas: 3 };
    expect(() => template.addWarmPool('Sized', { replicas: 2 }).runDuring(schedule, sizes)).toThrow(
      "research/Python/Sized: 'replicas' is 2, and schedule 'platform/WorkHours' owns the count",
    );
    expect(() => template.addWarmPool('Out', { scaledExternally: true }).runDuring(schedule, sizes)).toThrow(
      'the count belongs to something outside this app',
    );
    const scaling = (id: string, target: kplus.IScalable) => (
      new kplus.HorizontalPodAutoscaler(chart, id, { target, maxReplicas: 9 })
    );
    const scaled = template.addWarmPool('Scaled');
    scaling('First', scaled);
    expect(() => scaled.runDuring(schedule, sizes)).toThrow('the count belongs to an autoscaler');
    const hourly = template.addWarmPool('Hourly');
    hourly.runDuring(schedule, sizes);
    expect(() => scaling('Second', hourly)).toThrow(
      "warm pool 'research/Python/Hourly' has an autoscaler and runs during 'platform/WorkHours'; remove one",
    );
  });

  test('fails if it is given what is no schedule, sizes that are none, or a sandbox of no known namespace', () => {
    const { chart, schedule } = scheduled();
    const pool = new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool');
    expect(() => new Sandbox(chart, 'Dev', POD).runDuring(untyped('nights'))).toThrow(
      "research/Dev: 'schedule' is 'nights'; give a SandboxSchedule",
    );
    expect(() => pool.runDuring(untyped(undefined), { replicas: 1 })).toThrow("'schedule' is undefined");
    expect(() => pool.runDuring(schedule, untyped(null))).toThrow('the sizes are null; give an object');
    expect(() => pool.runDuring(schedule, { replicas: 0 })).toThrow(
      "research/Python/Pool: 'replicas' is 0; give a whole number of at least 1",
    );
    expect(() => pool.runDuring(schedule, { replicas: 1, offReplicas: -1 })).toThrow("'offReplicas' is -1");
    const nowhere = new Chart(chart.node.root, 'nowhere');
    expect(() => new Sandbox(nowhere, 'Lost', POD).runDuring(schedule)).toThrow(
      "nowhere/Lost: the namespace of Sandbox 'lost' is not known, "
        + "and schedule 'platform/WorkHours' needs a role in it",
    );
  });
});

describe('selected by labels', () => {
  test('sandboxes of all namespaces, but the exempt and those that wait in pools', () => {
    const { platform, schedule } = scheduled({ exemptLabel: 'example.com/always-on' });
    schedule.addSandboxes({ namespaces: ['a', 'b'], labels: { 'example.com/team': 'search', 'tier': 'dev' } });
    schedule.addPools({ namespaces: ['a'], replicas: 5 });
    const selector = 'example.com/team=search,tier=dev,!example.com/always-on,!agents.x-k8s.io/warm-pool-sandbox';
    const calls = (which: string) => scriptOf(cronJob(platform, which)).split('\n').filter((line) => (
      /^(scale|suspend|resume) /.test(line)
    ));
    expect(calls('stop')).toEqual([
      "scale a '!example.com/always-on' 0", `suspend a '${selector}'`, `suspend b '${selector}'`,
    ]);
    const marked = `${selector},cdk8s-agent-sandbox/suspended-by=work-hours`;
    expect(calls('start')).toEqual([
      "scale a '!example.com/always-on' 5", `resume a '${marked}'`, `resume b '${marked}'`,
    ]);
    expect(objectsOf(platform, 'Role').map(({ metadata, rules }) => [metadata.namespace, rules[0].verbs])).toEqual([
      ['a', ['get', 'list', 'patch']], ['b', ['get', 'list', 'patch']],
    ]);
  });

  test('fails if a namespace or a label is none', () => {
    const { schedule } = scheduled();
    expect(() => schedule.addSandboxes({ namespaces: [] })).toThrow("'namespaces' is an empty list");
    expect(() => schedule.addSandboxes(untyped({}))).toThrow("'namespaces' is undefined");
    expect(() => schedule.addSandboxes({ namespaces: ['A b'] })).toThrow("platform/WorkHours: 'namespaces' has 'A b'");
    expect(() => schedule.addPools({ namespaces: ['a'], replicas: 1, labels: { 'a b': 'c' } })).toThrow("key 'a b'");
    expect(() => schedule.addPools({ namespaces: ['a'], replicas: untyped('many') })).toThrow("'replicas' is 'many'");
  });
});

test('is the owner of a field that an admission policy holds', () => {
  const { chart, platform, schedule } = scheduled();
  const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor');
  const tenant = new SandboxTenant(chart.node.root as never, 'agents', {
    runtimes: [gvisor],
    quota: TenantQuota.none(),
    heldFields: [HeldField.operatingMode({ owners: [schedule] })],
  });
  new Sandbox(tenant, 'Dev', { ...POD, runtime: gvisor }).runDuring(schedule);
  expect(errorsOf(chart)).toBe('');
  expect(JSON.stringify(printed(tenant))).toContain('system:serviceaccount:platform:work-hours');
});

describe('fails if', () => {
  const made = (props: unknown) => () => scheduled(untyped<Partial<SandboxScheduleProps>>(props));

  test.each([
    ['the image is none', { image: 'a b' }, "'image'"],
    ['a time is none', { start: '8:00' }, "platform/WorkHours: 'start' is '8:00'; give a time of the day of 24 hours"],
    ['a time is past the day', { stop: '24:00' }, "'stop' is '24:00'"],
    ['a time is a number', { stop: 19 }, "'stop' is 19; give a string"],
    ['both times are the same', { stop: '08:00' }, 'at least 30 minutes apart'],
    ['the times are too close', { start: '00:10', stop: '23:50' }, 'at least 30 minutes apart'],
    ['the time zone is that of a machine', { timeZone: 'Local' }, "'timeZone' is 'Local'; give the name"],
    ['the time zone is none', { timeZone: 'Europe Berlin' }, "'timeZone' is 'Europe Berlin'"],
    ['there is no time zone', { timeZone: undefined }, "'timeZone' is undefined"],
    ['there is no day', { days: [] }, "'days' is an empty list"],
    ['a day is none', { days: ['Monday'] }, "'days[0]' is 'Monday'; give one of 'MON'"],
    ['a holiday is none', { holidays: ['2026-12-25', '2026-02-30'] }, "'holidays[1]' is '2026-02-30'; give a date"],
    ['holidays are no list', { holidays: '2026-12-25' }, "'holidays' is '2026-12-25'; give a list"],
    ['the label is none', { exemptLabel: 'a b' }, "'exemptLabel' is 'a b'; give the key of a label"],
    ['a Secret has no name', { imagePullSecrets: ['A b'] }, "'imagePullSecrets' has 'A b'"],
    ['its name is too long', { metadata: { name: 'n'.repeat(47) } }, 'has 47 characters; give at most 46'],
    ['its name is none', { metadata: { name: 'a.b' } }, "the name of the schedule 'a.b'"],
  ])('%s', (_, props, message) => {
    expect(made(props)).toThrow(message);
  });

  test('the props are none, or no namespace is known', () => {
    const chart = chartOf();
    expect(() => new SandboxSchedule(chart, 'None', untyped(null))).toThrow('research/None: the props are null');
    const nowhere = new Chart(chart.node.root, 'nowhere');
    expect(() => new SandboxSchedule(nowhere, 'Lost', HOURS)).toThrow(
      "nowhere/Lost: no namespace is known for the CronJobs; set 'metadata.namespace', or that of the chart",
    );
    expect(new SandboxSchedule(nowhere, 'Found', { ...HOURS, metadata: { namespace: 'x' } }).namespaceName).toBe('x');
  });

  test('it selects nothing', () => {
    expect(errorsOf(scheduled().chart)).toContain('the schedule selects nothing; call runDuring');
  });

  test('the cluster is older than what it needs of CronJobs', () => {
    const errors = (kubernetesVersion: string, holidays: string[]) => {
      const chart = chartOf(LATEST, { cluster: { version: LATEST, kubernetesVersion } });
      const schedule = new SandboxSchedule(chart, 'WorkHours', { ...HOURS, holidays });
      schedule.addPools({ namespaces: ['a'], replicas: 1 });
      return errorsOf(chart);
    };
    expect(errors('1.27', [])).toBe('');
    expect(errors('1.26', [])).toContain(
      'CronJobs know time zones from Kubernetes 1.27 on, and the cluster is of 1.26',
    );
    expect(errors('1.27', ['2026-12-25'])).toContain('CronJobs know holidays from Kubernetes 1.28 on');
    expect(errors('1.28', ['2026-12-25'])).toBe('');
  });

  test('a sandbox is in another cluster', () => {
    const { chart, schedule } = scheduled();
    const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
    SandboxCluster.declare(other, { version: LATEST });
    new Sandbox(other, 'Dev', POD).runDuring(schedule);
    expect(errorsOf(chart)).toContain("'other/Dev/Resource' is in another cluster than its schedule");
  });

  test('it is in the namespace of a tenant, which does not admit its pods', () => {
    const chart = chartOf();
    const gvisor = IsolatedRuntime.gvisor(chart, 'Gvisor');
    const props = { runtimes: [gvisor], quota: TenantQuota.none() };
    const tenant = new SandboxTenant(chart.node.root as never, 'agents', props);
    const schedule = new SandboxSchedule(tenant, 'WorkHours', HOURS);
    new Sandbox(tenant, 'Dev', { ...POD, runtime: gvisor }).runDuring(schedule);
    expect(errorsOf(chart)).toMatch(/ASB350 at agents\/WorkHours\/Start/);
  });
});

test('an object of another library beside it is left alone', () => {
  const { chart, schedule } = scheduled();
  new Sandbox(chart, 'Dev', POD).runDuring(schedule);
  new ApiObject(chart, 'Other', {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { annotations: { 'cdk8s-agent-sandbox/selects': 'not JSON' } },
    spec: {
      schedule: '* * * * *',
      jobTemplate: {
        spec: {
          template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'r.example.com/a:1' }] } },
        },
      },
    },
  });
  expect(errorsOf(chart)).toBe('');
});
