/**
 * Schedules under upstream's controllers. There is no kubelet, so the scripts of the CronJobs are run here, with a token of
 * their ServiceAccount and so with their roles.
 */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Size } from 'cdk8s';
import { apply, Controlled, installOf, NAMESPACE, ofKind, Status } from './controlled';
import { Item, itemsOf } from './items';
import { aControlPlane, describeCluster, Plane } from './plane';
import {
  AgentSandboxVersion, Findings, OperatingMode, Sandbox, SandboxCluster, SandboxSchedule, SandboxScheduleProps,
  SandboxTemplate,
} from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { kubeconfigOf } from '../../src/rehearsal/cluster/programs';
import { controllers } from '../support/controllers';
import { directories } from '../support/directories';
import { Loose } from '../support/install';

const HAS_PROGRAMS = ['kubectl version --client', 'sh -c :'].every((line) => {
  const [program, ...args] = line.split(' ');
  return spawnSync(program, args).status === 0;
});
if (!HAS_PROGRAMS) { process.stderr.write('SKIPPED: no kubectl or sh, so the scripts of schedules are not run\n'); }
const describeScripts = HAS_PROGRAMS ? describeCluster : describe.skip;

const PLATFORM = 'platform';
const HOURS: SandboxScheduleProps = {
  image: 'registry.example.com/kubectl:1.36', from: '08:00', to: '19:00', timeZone: 'Europe/Berlin',
};
const CONTAINERS = [{ image: 'registry.example.com/devbox:2.4' }];
const SUSPENDED_BY = 'cdk8s-agent-sandbox/suspended-by';

/** What a script said. */
interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs scripts of a schedule. */
class Scripts {
  constructor(private readonly plane: Plane, private readonly directory: () => string) {}

  /** Runs what a CronJob runs, as its ServiceAccount. */
  async run(cronJob: KubeObject, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const pod = (cronJob as Loose).spec.jobTemplate.spec.template.spec;
    const [{ command, args }] = pod.containers;
    return this.runAs(pod.serviceAccountName, [...command, ...args], env);
  }

  /** Runs a command as a ServiceAccount of the platform. */
  async runAs(account: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const { client, plane } = this.plane;
    const metadata = { name: account, namespace: PLATFORM };
    const { body } = await client.request(
      'POST', await client.pathOf({ apiVersion: 'v1', kind: 'ServiceAccount', metadata }, 'token'),
      { body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } } },
    );
    const home = this.directory();
    const kubeconfig = join(home, 'kubeconfig');
    const certificate = join(plane.directory, 'certificates/apiserver.crt');
    writeFileSync(kubeconfig, kubeconfigOf(plane.port, certificate, body.status.token));
    const [program, ...rest] = command;
    const child = spawn(program, rest, {
      env: { PATH: process.env.PATH, HOME: home, KUBECONFIG: kubeconfig, ...env }, timeout: 100_000,
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { err += text; });
    return new Promise((resolve) => { child.once('close', (code) => { resolve({ code, out, err }); }); });
  }
}

/** The printed objects of an app: a schedule of the platform, and what it is about. */
function composed(
  release: string,
  compose: (schedule: SandboxSchedule, agents: Chart) => void,
  props: Partial<SandboxScheduleProps> = {},
): { items: Item[]; start: KubeObject; stop: KubeObject } {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const platform = new Chart(app, PLATFORM, { namespace: PLATFORM });
  const agents = new Chart(app, 'agents', { namespace: NAMESPACE });
  const schedule = new SandboxSchedule(platform, 'WorkHours', { ...HOURS, ...props });
  compose(schedule, agents);
  Findings.of(app).acknowledge('ASB340', 'the suite plays the kubelet');
  const items = itemsOf(app);
  const name = schedule.scheduleName;
  return {
    items, start: ofKind(items, 'CronJob', `${name}-start`), stop: ofKind(items, 'CronJob', `${name}-stop`),
  };
}

/** A namespace whose label enforces the restricted Pod Security Standard. */
const RESTRICTED = {
  path: 'the suite',
  object: {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: PLATFORM, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  },
};

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeScripts : describe.skip)(`a schedule under ${release}`, () => {
    const install = installOf(release);
    const plane = aControlPlane({ prepare: (client) => apply(client, [...install, RESTRICTED]) });
    const directory = directories();
    const scripts = new Scripts(plane, directory);
    let controlled: Controlled;

    beforeAll(async () => {
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
    });
    afterAll(async () => { await controlled?.stop(); });

    const field = AgentSandboxVersion.of(release).apiVersions[0] === 'v1alpha1' ? 'replicas' : 'operatingMode';
    const [running, suspended] = field === 'replicas' ? [1, 0] : ['Running', 'Suspended'];
    const podOf = (name: string) => controlled.get('Pod', name);
    const has = async (name: string) => Boolean(await podOf(name));
    const until = (what: string, isSo: () => Promise<boolean>) => controlled.until(what, isSo, 30_000);

    /** The modes of sandboxes by name, with a mark where the schedule has suspended one. */
    async function modes(items: readonly Item[]): Promise<Record<string, string>> {
      const found = items.filter(({ object }) => object.kind === 'Sandbox').map(async ({ object }) => {
        const { metadata, spec } = (await controlled.read(object)) as Loose;
        const mark = metadata.labels?.[SUSPENDED_BY];
        return [metadata.name, `${spec[field] === suspended ? 'suspended' : 'running'}${mark ? ` by ${mark}` : ''}`];
      });
      return Object.fromEntries(await Promise.all(found));
    }

    test('suspends what runs, keeps its volumes, and resumes that and no more', async () => {
      const { items, start, stop } = composed(release, (schedule, agents) => {
        const own = { containers: CONTAINERS, operatingMode: OperatingMode.EXTERNAL };
        const dev = new Sandbox(agents, 'Dev', { containers: CONTAINERS });
        dev.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(1) });
        dev.runDuring(schedule);
        new Sandbox(agents, 'Exempt', { ...own, metadata: { labels: { [SandboxSchedule.EXEMPT_LABEL]: '' } } })
          .runDuring(schedule);
        new Sandbox(agents, 'Asleep', own).runDuring(schedule);
        new Sandbox(agents, 'Other', { containers: CONTAINERS });
      });
      await apply(controlled.client, items);
      const asleep = ofKind(items, 'Sandbox', 'asleep');
      await apply(controlled.client, [{ path: 'a person', object: { ...asleep, spec: { ...asleep.spec as object, [field]: suspended } } }]);
      await until('the pods', async () => (
        await has('dev') && await has('exempt') && await has('other') && !await has('asleep')
      ));
      const volume = await controlled.get('PersistentVolumeClaim', 'home-dev') as Loose;

      expect(await scripts.run(stop)).toMatchObject({ code: 0, err: '' });
      expect(await modes(items)).toEqual({
        dev: 'suspended by work-hours', exempt: 'running', asleep: 'suspended', other: 'running',
      });
      await until('the pod of dev to end', async () => !await has('dev'));
      const kept = await controlled.get('PersistentVolumeClaim', 'home-dev') as Loose;
      expect(kept.metadata.uid).toBe(volume.metadata.uid);
      expect(kept.metadata.deletionTimestamp).toBeUndefined();

      // As a sync at night does; the manifest leaves the mode to the schedule.
      await apply(controlled.client, items.filter(({ object }) => object.metadata.name === 'dev'));
      expect((await modes(items)).dev).toBe('suspended by work-hours');

      expect(await scripts.run(start)).toMatchObject({ code: 0, err: '' });
      expect(await modes(items)).toEqual({ dev: 'running', exempt: 'running', asleep: 'suspended', other: 'running' });
      await until('the pod of dev to come back', () => has('dev'));
      expect((await controlled.get('PersistentVolumeClaim', 'home-dev') as Loose).metadata.uid).toBe(volume.metadata.uid);

      // What a label exempts at night stays as it is, and is seen to once the label goes.
      await scripts.run(stop);
      const label = async (value: string | null) => plane.client.request(
        'PATCH', await plane.client.pathOf(ofKind(items, 'Sandbox', 'dev')),
        { body: { metadata: { labels: { [SandboxSchedule.EXEMPT_LABEL]: value } } }, type: 'application/merge-patch+json' },
      );
      await label('on-call');
      await scripts.run(start);
      expect((await modes(items)).dev).toBe('suspended by work-hours');
      await label(null);
      await scripts.run(start);
      expect((await modes(items)).dev).toBe('running');
    });

    test('changes nothing when it runs again, and nothing where it selects nothing', async () => {
      const { items, start, stop } = composed(release, (schedule, agents) => {
        new Sandbox(agents, 'Again', { containers: CONTAINERS }).runDuring(schedule);
        schedule.addSandboxes({ namespaces: [NAMESPACE], labels: { 'example.com/none': 'has-it' } });
        schedule.addPools({ namespaces: [NAMESPACE], labels: { 'example.com/none': 'has-it' }, replicas: 3 });
      }, { metadata: { name: 'again' } });
      await apply(controlled.client, items);
      const sandbox = ofKind(items, 'Sandbox', 'again');
      await controlled.ready(sandbox);
      const generation = async () => ((await controlled.read(sandbox)) as Loose).metadata.generation;
      for (const script of [start, stop]) {
        const first = await scripts.run(script);
        const then = await generation();
        expect([first.code, first.err, await scripts.run(script)]).toEqual([0, '', { code: 0, out: '', err: '' }]);
        expect(await generation()).toBe(then);
      }
      expect(await modes(items)).toEqual({ again: 'suspended by again' });
      await scripts.run(start);
    });

    test('sizes pools, and leaves sandboxes that wait in them alone', async () => {
      const { items, start, stop } = composed(release, (schedule, agents) => {
        const template = new SandboxTemplate(agents, 'Python', { containers: CONTAINERS });
        template.addWarmPool('Sized').runDuring(schedule, { replicas: 3, offReplicas: 1 });
        template.addWarmPool('Labelled', { scaledExternally: true, replicas: 1, metadata: { labels: { by: 'label' } } });
        template.addWarmPool('Exempt', {
          scaledExternally: true, replicas: 1, metadata: { labels: { by: 'label', [SandboxSchedule.EXEMPT_LABEL]: '' } },
        });
        schedule.addPools({ namespaces: [NAMESPACE], labels: { by: 'label' }, replicas: 2 });
        schedule.addSandboxes({ namespaces: [NAMESPACE] });
      }, { metadata: { name: 'pools' } });
      await apply(controlled.client, items);
      const sizes = async () => Object.fromEntries(await Promise.all(items
        .filter(({ object }) => object.kind === 'SandboxWarmPool')
        .map(async ({ object }) => {
          const { spec, status = {} } = (await controlled.read(object)) as KubeObject & { spec: Loose; status?: Status };
          return [object.metadata.name, [spec.replicas, status.readyReplicas ?? 0]];
        })));
      const reach = (expected: object) => until(JSON.stringify(expected), async () => (
        JSON.stringify(await sizes()) === JSON.stringify(expected)
      ));
      expect(await scripts.run(start)).toMatchObject({ code: 0, err: '' });
      await reach({ sized: [3, 3], labelled: [2, 2], exempt: [1, 1] });
      expect(await scripts.run(stop)).toMatchObject({ code: 0, err: '' });
      await reach({ sized: [1, 1], labelled: [0, 0], exempt: [1, 1] });
      expect(await scripts.run(start)).toMatchObject({ code: 0, err: '' });
      await reach({ sized: [3, 3], labelled: [2, 2], exempt: [1, 1] });
    });

    test('suspends and resumes the sandbox of a claim, which keeps it', async () => {
      const { items, start, stop } = composed(release, (schedule, agents) => {
        const template = new SandboxTemplate(agents, 'Claimed', { containers: CONTAINERS });
        template.addWarmPool('ClaimedPool', { replicas: 1 }).addClaim('Mine');
        schedule.addSandboxes({ namespaces: [NAMESPACE] });
      }, { metadata: { name: 'claims' } });
      await apply(controlled.client, items);
      const claim = ofKind(items, 'SandboxClaim');
      const { status } = await controlled.ready(claim);
      const { name } = (status as Loose).sandbox;
      const { apiVersion } = ofKind(items, 'SandboxClaim');
      const sandbox = { apiVersion: apiVersion.replace('extensions.', ''), kind: 'Sandbox', metadata: { name, namespace: NAMESPACE } };
      const mode = async () => ((await controlled.read(sandbox)) as Loose).spec[field] ?? running;
      expect(await scripts.run(stop)).toMatchObject({ code: 0, err: '' });
      expect(await mode()).toBe(suspended);
      const podName = async () => (await controlled.client.get(`/api/v1/namespaces/${NAMESPACE}/pods`)).body.items
        .some((pod: Loose) => pod.metadata.ownerReferences?.some((owner: Loose) => owner.name === name));
      await until('its pod to end', async () => !await podName());
      expect(await scripts.run(start)).toMatchObject({ code: 0, err: '' });
      expect(await mode()).toBe(running);
      const again = await controlled.ready(claim);
      expect((again.status as Loose).sandbox.name).toBe(name);
    });

    test('may do no more than its roles say, and does the rest where one sandbox is refused', async () => {
      const { items, stop } = composed(release, (schedule, agents) => {
        for (const id of ['Mine', 'Yours']) { new Sandbox(agents, `${id}Box`, { containers: CONTAINERS }).runDuring(schedule); }
        new Sandbox(agents, 'Bystander', { containers: CONTAINERS });
      }, { metadata: { name: 'narrow' } });
      await apply(controlled.client, items);
      for (const refused of [
        ['get', 'sandbox', 'bystander'],
        ['patch', 'sandbox', 'bystander', '--type=merge', '--patch={"metadata":{"labels":{"a":"b"}}}'],
        ['delete', 'sandbox', 'mine-box'],
        ['get', 'pods'], ['get', 'secrets'], ['get', 'sandboxes', '--all-namespaces'],
        ['get', 'sandboxwarmpools'], ['scale', 'sandboxwarmpool', 'sized', '--replicas=9'],
        ['create', 'serviceaccount', 'mine'],
      ]) {
        const ran = await scripts.runAs('narrow', ['kubectl', ...refused, `--namespace=${NAMESPACE}`]);
        expect([refused, ran]).toEqual([refused, { code: 1, out: '', err: expect.stringContaining('orbidden') }]);
      }
      // A sandbox that somebody gave the label, and that the role does not name.
      await plane.client.request('PATCH', await plane.client.pathOf(ofKind(items, 'Sandbox', 'bystander')), {
        body: { metadata: { labels: { 'cdk8s-agent-sandbox/schedule': 'narrow' } } }, type: 'application/merge-patch+json',
      });
      const ran = await scripts.run(stop);
      expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('"bystander" is forbidden')]);
      expect(await modes(items)).toEqual({
        'mine-box': 'suspended by narrow', 'yours-box': 'suspended by narrow', 'bystander': 'running',
      });
    });
  });
}
