/**
 * Schedules under upstream's controllers. There is no kubelet, so the scripts of the CronJobs are run here, with a
 * token of their ServiceAccount and so with their roles.
 */
import { Size } from 'cdk8s';
import { apply, Controlled, installOf, NAMESPACE, ofKind } from './controlled';
import type { Item } from './items';
import { aControlPlane } from './plane';
import { composed, describeScripts, RESTRICTED, Scripts } from './schedule/scripts';
import { AgentSandboxVersion, OperatingMode, Sandbox, SandboxSchedule, SandboxTemplate } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { controllers } from '../support/controllers';
import { directories } from '../support/directories';
import { Loose } from '../support/install';

const CONTAINERS = [{ image: 'registry.example.com/devbox:2.4' }];
const SUSPENDED_BY = 'cdk8s-agent-sandbox/suspended-by';
const EXEMPT = SandboxSchedule.EXEMPT_LABEL;

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

    /** What a person does with `kubectl label`. */
    async function relabel(object: KubeObject, key: string, value: string | null): Promise<void> {
      await plane.client.request('PATCH', await plane.client.pathOf(object), {
        body: { metadata: { labels: { [key]: value } } }, type: 'application/merge-patch+json',
      });
    }

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
        new Sandbox(agents, 'Exempt', { ...own, metadata: { labels: { [EXEMPT]: '' } } })
          .runDuring(schedule);
        new Sandbox(agents, 'Asleep', own).runDuring(schedule);
        new Sandbox(agents, 'Other', { containers: CONTAINERS });
      });
      await apply(controlled.client, items);
      const asleep = ofKind(items, 'Sandbox', 'asleep');
      const byHand = { ...asleep, spec: { ...asleep.spec as object, [field]: suspended } };
      await apply(controlled.client, [{ path: 'a person', object: byHand }]);
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
      const again = await controlled.get('PersistentVolumeClaim', 'home-dev') as Loose;
      expect(again.metadata.uid).toBe(volume.metadata.uid);

      // What a label exempts at night stays as it is, and is seen to once the label goes.
      await scripts.run(stop);
      const label = (value: string | null) => relabel(ofKind(items, 'Sandbox', 'dev'), EXEMPT, value);
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
        const own = { scaledExternally: true, replicas: 1 };
        template.addWarmPool('Labelled', { ...own, metadata: { labels: { by: 'label' } } });
        template.addWarmPool('Exempt', { ...own, metadata: { labels: { by: 'label', [EXEMPT]: '' } } });
        schedule.addPools({ namespaces: [NAMESPACE], labels: { by: 'label' }, replicas: 2 });
        schedule.addSandboxes({ namespaces: [NAMESPACE] });
      }, { metadata: { name: 'pools' } });
      await apply(controlled.client, items);
      const sizes = async () => Object.fromEntries(await Promise.all(items
        .filter(({ object }) => object.kind === 'SandboxWarmPool')
        .map(async ({ object }) => {
          const { spec, status = {} } = (await controlled.read(object)) as Loose;
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
      const apiVersion = claim.apiVersion.replace('extensions.', '');
      const sandbox = { apiVersion, kind: 'Sandbox', metadata: { name, namespace: NAMESPACE } };
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
        for (const id of ['MineBox', 'YoursBox']) {
          new Sandbox(agents, id, { containers: CONTAINERS }).runDuring(schedule);
        }
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
      await relabel(ofKind(items, 'Sandbox', 'bystander'), 'cdk8s-agent-sandbox/schedule', 'narrow');
      const ran = await scripts.run(stop);
      expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('"bystander" is forbidden')]);
      expect(await modes(items)).toEqual({
        'mine-box': 'suspended by narrow', 'yours-box': 'suspended by narrow', 'bystander': 'running',
      });
    });
  });
}
