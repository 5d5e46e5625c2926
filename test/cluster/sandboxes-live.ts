/** Sandboxes, as a controller serves them. */
import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { apply, conditionOf, Controlled, NAMESPACE, ofKind, printed } from './controlled';
import type { Item } from './items';
import { additionsInLists, reapplied } from './reapplied';
import { releaseOf } from './releases';
import { AgentSandboxVersion, OperatingMode, Sandbox, ShutdownPolicy } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { drift } from '../../src/rehearsal/drift';

const CONTAINER = { image: 'registry.example.com/python:3.14', portNumber: 8888 };

export function sandboxTests(controlled: () => Controlled, release: string): void {
  const { controller } = releaseOf(release);
  const applied = async (compose: (chart: Chart) => void): Promise<Item[]> => {
    const items = printed(release, compose);
    await apply(controlled().client, items);
    return items;
  };
  const pod = (name: string) => controlled().get('Pod', name);

  test('a sandbox has a pod of its name with its labels, and keeps its volume while suspended', async () => {
    let sandbox!: Sandbox;
    const compose = (operatingMode: OperatingMode) => (chart: Chart) => {
      sandbox = new Sandbox(chart, 'Dev', {
        containers: [CONTAINER],
        service: true,
        operatingMode,
        podLabels: { 'example.com/team': 'search' },
      });
      sandbox.addWorkspace('Home', '/home', { size: Size.gibibytes(1) });
    };
    const object = ofKind(await applied(compose(OperatingMode.RUNNING)), 'Sandbox');
    const ready = await controlled().ready(object);
    expect(await controlled().podsWith(sandbox.selectorLabels)).toEqual(['dev']);
    const { metadata, spec } = (await pod('dev'))! as KubeObject & { spec: { volumes: unknown[] } };
    expect(metadata.labels).toMatchObject({ ...sandbox.selectorLabels, 'example.com/team': 'search' });
    expect(spec.volumes).toContainEqual({ name: 'home', persistentVolumeClaim: { claimName: 'home-dev' } });

    const service = (await controlled().get('Service', sandbox.serviceName)) as KubeObject & {
      spec: Record<string, unknown>;
    };
    expect(service.spec).toMatchObject({ clusterIP: 'None', selector: sandbox.selectorLabels });
    expect(service.spec.ports !== undefined).toBe(controller.servicePorts);
    expect(ready.status).toMatchObject({ service: sandbox.serviceName, serviceFQDN: sandbox.fqdn() });

    const { uid } = (await controlled().get('PersistentVolumeClaim', 'home-dev'))!.metadata as { uid?: string };
    await applied(compose(OperatingMode.SUSPENDED));
    await controlled().until('the pod to be deleted', async () => !(await pod('dev')));
    expect((await controlled().get('PersistentVolumeClaim', 'home-dev'))!.metadata).toMatchObject({ uid });
    await applied(compose(OperatingMode.RUNNING));
    await controlled().until('the pod to come back', async () => Boolean(await pod('dev')));
    expect((await controlled().get('PersistentVolumeClaim', 'home-dev'))!.metadata).toMatchObject({ uid });
  });

  test('a change of the pod spec waits for the next pod, and a change of labels does not', async () => {
    const changed = (image: string, label: string) => (chart: Chart) => {
      new Sandbox(chart, 'Changing', { containers: [{ image }], podLabels: { [label]: 'x' } });
    };
    const object = ofKind(await applied(changed('registry.example.com/python:3.13', 'example.com/before')), 'Sandbox');
    await controlled().ready(object);
    const { uid } = (await pod('changing'))!.metadata as { uid?: string };
    await applied(changed('registry.example.com/python:3.14', 'example.com/after'));
    await controlled().until('the pod to bear the new label and not the old', async () => {
      const { labels = {} } = (await pod('changing'))!.metadata;
      return 'example.com/after' in labels && !('example.com/before' in labels);
    });
    expect(await pod('changing')).toMatchObject({
      metadata: { uid },
      spec: { containers: [{ image: 'registry.example.com/python:3.13' }] },
    });
  });

  test('a sandbox ends at its shutdownTime, and is retained or deleted by its policy', async () => {
    const shutdownTime = new Date(Date.now() + 4_000).toISOString();
    const items = await applied((chart) => {
      new Sandbox(chart, 'Kept', { containers: [CONTAINER], shutdownTime, shutdownPolicy: ShutdownPolicy.RETAIN });
      new Sandbox(chart, 'Gone', { containers: [CONTAINER], shutdownTime, shutdownPolicy: ShutdownPolicy.DELETE });
    });
    const [kept, gone] = ['kept', 'gone'].map((name) => ofKind(items, 'Sandbox', name));
    await controlled().until('the pods of the sandboxes', async () => Boolean(await pod('kept') && await pod('gone')));
    await controlled().until('the pods to be deleted', async () => !await pod('kept') && !await pod('gone'));
    await controlled().refused(kept, 'SandboxExpired');
    await controlled().until('the sandbox to be deleted', async () => !await controlled().read(gone));
  });

  test('shutdownTime may have any offset from UTC', async () => {
    const shutdownTime = new Date(Date.now() + 2 * 3_600_000 + 1_000).toISOString().replace('Z', '+02:00');
    const items = await applied((chart) => {
      new Sandbox(chart, 'Offset', { containers: [CONTAINER], shutdownTime });
    });
    await controlled().refused(ofKind(items, 'Sandbox'), 'SandboxExpired');
  });

  test('a foreign Service of the same name is adopted only with the label for adoption (ASB212)', async () => {
    const service = (name: string, labels?: Record<string, string>) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: NAMESPACE, ...(labels && { labels }) },
      spec: { clusterIP: 'None', selector: { app: 'x' }, ports: [{ port: 80, protocol: 'TCP' }] },
    });
    const others = [service('foreign'), service('offered', { [Sandbox.ADOPTABLE_LABEL]: 'true' })].map(
      (object): Item => ({ path: 'the suite', object }),
    );
    await apply(controlled().client, others);
    const items = await applied((chart) => {
      for (const id of ['Foreign', 'Offered']) { new Sandbox(chart, id, { containers: [CONTAINER], service: true }); }
    });
    await controlled().ready(ofKind(items, 'Sandbox', 'offered'));
    const owners = async (name: string) =>
      ((await controlled().get('Service', name))!.metadata as { ownerReferences?: unknown[] }).ownerReferences ?? [];
    expect(await owners('offered')).toHaveLength(1);
    const foreign = ofKind(items, 'Sandbox', 'foreign');
    if (AgentSandboxVersion.of(release).apiVersions[0] === 'v1alpha1') {
      await controlled().ready(foreign);
      expect(await owners('foreign')).toHaveLength(1);
    } else {
      await controlled().refused(foreign, 'ReconcilerError');
      expect(await owners('foreign')).toEqual([]);
    }
  });

  test('a container port without a protocol, a sidecar and host names work as printed', async () => {
    const items = await applied((chart) => {
      const sandbox = new Sandbox(chart, 'Rich', { containers: [CONTAINER], service: true, dns: { hostname: 'rich' } });
      sandbox.addInitContainer({
        name: 'proxy',
        image: 'registry.example.com/proxy:1',
        restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
      });
    });
    await controlled().ready(ofKind(items, 'Sandbox'));
    expect(await pod('rich')).toMatchObject({
      spec: { hostname: 'rich', initContainers: [expect.objectContaining({ name: 'proxy', restartPolicy: 'Always' })] },
    });
  });

  test('fields that the controller wrote are no drift', async () => {
    const items = printed(release, (chart) => {
      new Sandbox(chart, 'Rich', { containers: [CONTAINER], service: true, dns: { hostname: 'rich' } });
    });
    for (const item of items) {
      await controlled().client.apply(item.object, { force: true });
      const { live, changes } = await reapplied(controlled().client, item);
      expect([drift(item.object, live), changes, additionsInLists(item.object, live)]).toEqual([[], [], []]);
      expect(conditionOf(live, 'Ready')).toBeDefined();
    }
  });
}
