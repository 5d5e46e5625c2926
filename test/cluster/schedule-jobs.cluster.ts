/**
 * The CronJobs of a schedule under Kubernetes' own controllers: they make Jobs, and pods that the restricted Pod
 * Security Standard admits; a tenant refuses them. And the holidays, with the annotation that a Job really has.
 */
import { App, Chart } from 'cdk8s';
import { apply, installOf, NAMESPACE } from './controlled';
import { itemsOf } from './items';
import { aControlPlane } from './plane';
import { composed, describeScripts, PLATFORM, RESTRICTED, Scripts } from './schedule/scripts';
import { AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxCluster, SandboxTenant, TenantQuota } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { directories } from '../support/directories';
import { Loose } from '../support/install';

const RELEASE = AgentSandboxVersion.LATEST.id;
const CONTAINERS = [{ image: 'registry.example.com/devbox:2.4' }];
const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** The tenant of the namespace of the sandboxes. */
function tenantObjects(): KubeObject[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'runtimes'), 'Gvisor');
  new SandboxTenant(app, NAMESPACE, { runtimes: [gvisor], quota: TenantQuota.none() });
  return itemsOf(app).map(({ object }) => object);
}

describeScripts('the CronJobs of a schedule', () => {
  const everything = [...installOf(RELEASE), RESTRICTED, ...tenantObjects().map((object) => (
    { path: 'the tenant', object }
  ))];
  const plane = aControlPlane({ prepare: (client) => apply(client, everything), makesPods: true });
  const scripts = new Scripts(plane, directories());

  /** Objects of a kind of Kubernetes in the namespace of the platform. */
  const list = async (path: string): Promise<Loose[]> => (await plane.client.get(path)).body.items;
  const jobs = () => list(`/apis/batch/v1/namespaces/${PLATFORM}/jobs`);
  const pods = () => list(`/api/v1/namespaces/${PLATFORM}/pods`);
  const compose = (holidays: string[]) => composed(RELEASE, (schedule, agents) => {
    new Sandbox(agents, 'Dev', { containers: CONTAINERS }).runDuring(schedule);
  }, { holidays, timeZone: 'Pacific/Kiritimati' });

  let job: Loose;

  test('make a Job that tells the time it is for, and a pod that the namespace admits', async () => {
    const { items, start } = compose(['2026-12-25']);
    const [others, sandboxes] = [items.filter(({ object }) => object.kind !== 'Sandbox'), items.filter((item) => (
      item.object.kind === 'Sandbox'
    ))];
    await apply(plane.client, others);
    await apply(plane.client, sandboxes.map(({ path, object }) => ({ path, object: isolated(object) })));
    const soon = { ...start, spec: { ...start.spec as object, schedule: '* * * * *' } };
    await apply(plane.client, [{ path: 'the suite', object: soon }]);
    await plane.plane.until('a Job', async () => (await jobs()).length > 0, 100_000);
    [job] = await jobs();
    // Kiritimati is fourteen hours before UTC.
    expect(job.metadata.annotations[SCHEDULED]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\+14:00$/);
    await plane.plane.until('a pod', async () => (await pods()).length > 0);
    const [{ metadata, spec }] = await pods();
    expect(metadata.labels['batch.kubernetes.io/job-name']).toBe(job.metadata.name);
    expect(spec.serviceAccountName).toBe('work-hours');
  });

  test('do nothing on a holiday, and start on any other day, and in a Job that somebody makes', async () => {
    const today = job.metadata.annotations[SCHEDULED].slice(0, 10);
    const [{ start: off }, { start: on, stop }] = [compose([today]), compose(['2026-01-01'])];
    const sandbox = (await list(`/apis/agents.x-k8s.io/v1beta1/namespaces/${NAMESPACE}/sandboxes`));
    expect(sandbox.map(({ metadata }) => metadata.name)).toEqual(['dev']);
    const mode = async () => (
      (await list(`/apis/agents.x-k8s.io/v1beta1/namespaces/${NAMESPACE}/sandboxes`))[0].spec.operatingMode
    );
    const JOB_NAME = job.metadata.name;
    expect(await scripts.run(stop)).toMatchObject({ code: 0, err: '' });
    expect(await mode()).toBe('Suspended');
    expect(await scripts.run(off, { JOB_NAME })).toMatchObject({
      code: 0, err: '', out: expect.stringMatching(new RegExp(`^${today}T.* is a holiday\n$`)),
    });
    expect(await mode()).toBe('Suspended');
    expect(await scripts.run(on, { JOB_NAME })).toMatchObject({ code: 0, err: '' });
    expect(await mode()).toBe('Running');

    await scripts.run(stop);
    const byHand: Loose = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'now', namespace: PLATFORM },
      spec: { template: podTemplate(off) },
    };
    await apply(plane.client, [{ path: 'a person', object: byHand }]);
    expect(await scripts.run(off, { JOB_NAME: 'now' })).toMatchObject({ code: 0, err: '' });
    expect(await mode()).toBe('Running');
    // A Job that is gone cannot tell: better no start than one on a holiday.
    const gone = await scripts.run(off, { JOB_NAME: 'gone' });
    expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('"gone" not found')]);
  });

  test('are of no use in the namespace of a tenant, which refuses their pods', async () => {
    const { spec } = podTemplate(compose([]).start);
    const podIn = (namespace: string, serviceAccountName: string): Loose => ({
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'start', namespace }, spec: { ...spec, serviceAccountName },
    });
    const said = async (pod: Loose) => {
      const { body } = await plane.client.create(pod as KubeObject, { dryRun: true });
      return body.message ?? body.kind;
    };
    // The account of the tenant is there, so that nothing else refuses the pod.
    await plane.plane.until('the admission policy to hold', async () => (
      /must have one of the runtime classes 'gvisor'/.test(await said(podIn(NAMESPACE, 'sandbox')))
    ));
    expect(await said(podIn(PLATFORM, 'work-hours'))).toBe('Pod');
  });
});

function podTemplate(cronJob: KubeObject): Loose {
  return (cronJob as Loose).spec.jobTemplate.spec.template;
}

/** A Sandbox as the tenant admits it. */
function isolated(object: KubeObject): KubeObject {
  const { spec: { podTemplate: { spec, ...template }, ...rest } } = object as Loose;
  return { ...object, spec: { ...rest, podTemplate: { ...template, spec: { ...spec, runtimeClassName: 'gvisor' } } } };
}
