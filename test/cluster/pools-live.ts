/** Templates, pools and their claims, as a controller serves them. */
import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { apply, Controlled, NAMESPACE, ofKind, printed } from './controlled';
import type { Item } from './items';
import { reapplied } from './reapplied';
import { releaseOf } from './releases';
import {
  ClaimShutdownPolicy, SandboxEgress, SandboxIngress, NetworkPolicyManagement, SandboxClaim, SandboxTemplate,
  WarmPool, WarmPoolUpdateStrategy,
} from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { managedPolicy } from '../../src/network/policies/controller-policy';
import { drift } from '../../src/rehearsal/drift';

/** Props of a pod that never restarts, so that it can end. */
const PROPS = {
  containers: [{ image: 'registry.example.com/python:3.14', portNumber: 8888 }],
  restartPolicy: kplus.RestartPolicy.NEVER,
};

export function poolTests(controlled: () => Controlled, release: string): void {
  const facts = releaseOf(release);
  let template!: SandboxTemplate;
  let pool!: WarmPool;
  let claims: SandboxClaim[] = [];
  const compose = (chart: Chart, more: (pool: WarmPool) => SandboxClaim[] = () => []) => {
    template = new SandboxTemplate(chart, 'Python', PROPS);
    template.addWorkspace('Work', '/work', { size: Size.gibibytes(1) });
    pool = template.addWarmPool('Pool', { replicas: 2 });
    claims = more(pool);
  };
  const applied = async (more?: (pool: WarmPool) => SandboxClaim[]): Promise<Item[]> => {
    const items = printed(release, (chart) => compose(chart, more));
    await apply(controlled().client, items);
    return items;
  };
  const sandboxOf = async (claim: KubeObject) => {
    const { sandbox } = ((await controlled().read(claim))?.status ?? {}) as { sandbox?: { name: string } };
    return sandbox?.name;
  };
  const full = (object: KubeObject) => controlled().until('the pool to be full', async () => {
    const { replicas, readyReplicas } = (await controlled().read(object))?.status ?? {};
    return replicas === 2 && readyReplicas === 2;
  });
  let waiting: string[];

  test('a pool fills to its size, and the selectors of pool and template match its sandboxes', async () => {
    await full(ofKind(await applied(), 'SandboxWarmPool', 'pool'));
    waiting = await controlled().podsWith(pool.selectorLabels);
    expect(waiting).toHaveLength(2);
    expect(await controlled().podsWith(template.selectorLabels)).toEqual(waiting);
    for (const name of waiting) {
      expect(await controlled().get('PersistentVolumeClaim', `work-${name}`)).toBeDefined();
    }
  });

  test('a claim takes a waiting sandbox out of the pool, and the pool fills again', async () => {
    const items = await applied((from) => [from.addClaim('Nightly')]);
    const claim = ofKind(items, 'SandboxClaim');
    await controlled().ready(claim);
    const name = (await sandboxOf(claim))!;
    expect(waiting).toContain(name);
    await full(ofKind(items, 'SandboxWarmPool', 'pool'));
    await controlled().until(
      'the pod to leave the pool',
      async () => !(await controlled().podsWith(pool.selectorLabels)).includes(name),
    );
    expect(await controlled().podsWith(template.selectorLabels)).toContain(name);
    expect(await controlled().podsWith(template.selectorLabels)).toHaveLength(3);
  });

  test('a claim of the template starts a sandbox of its own name', async () => {
    const items = await applied(() => [template.addClaim('OnDemand')]);
    const claim = ofKind(items, 'SandboxClaim');
    await controlled().ready(claim);
    expect(await sandboxOf(claim)).toBe('on-demand');
    expect(await controlled().get('Pod', 'on-demand')).toBeDefined();
    expect(await controlled().podsWith(template.selectorLabels)).toContain('on-demand');
  });

  test('the network policy of the template is the predicted one', async () => {
    const wanted = managedPolicy(ofKind(await applied(), 'SandboxTemplate'), facts, template.selectorLabels)!;
    const policy = await controlled().get('NetworkPolicy', wanted.metadata.name!, 'networking.k8s.io/v1');
    expect((policy as KubeObject & { spec: object }).spec).toEqual(wanted.spec);
  });

  test('templates with rules have the predicted network policies, and unmanaged ones have none', async () => {
    let templates: SandboxTemplate[] = [];
    const items = printed(release, (chart) => {
      const port = kplus.NetworkPolicyPort.tcp(443);
      templates = [
        new SandboxTemplate(chart, 'Online', {
          ...PROPS,
          egress: SandboxEgress.internetOnly({ ports: [port] }),
          ingress: SandboxIngress.none(),
        }),
        new SandboxTemplate(chart, 'Offline', { ...PROPS, isolate: true }),
        new SandboxTemplate(chart, 'Unmanaged', {
          ...PROPS,
          networkPolicyManagement: NetworkPolicyManagement.UNMANAGED,
        }),
      ];
      for (const each of templates) {
        each.addWarmPool(`${each.node.id}Pool`, { replicas: 1 });
      }
    });
    await apply(controlled().client, items);
    const [online, offline, unmanaged] = templates;
    for (const each of [online, offline]) {
      const wanted = managedPolicy(ofKind(items, 'SandboxTemplate', each.name), facts, each.selectorLabels)!;
      await controlled().until('the policy', async () =>
        Boolean(await controlled().get('NetworkPolicy', wanted.metadata.name!, 'networking.k8s.io/v1')),
      );
      const policy = await controlled().get('NetworkPolicy', wanted.metadata.name!, 'networking.k8s.io/v1');
      expect((policy as KubeObject & { spec: object }).spec).toEqual(wanted.spec);
    }
    await controlled().until(
      'the pods',
      async () => (await controlled().podsWith(unmanaged.selectorLabels)).length === 1,
    );
    expect(await controlled().get('NetworkPolicy', 'unmanaged-network-policy', 'networking.k8s.io/v1')).toBeUndefined();
  });

  test('fields that the controller wrote are no drift', async () => {
    for (const item of await applied((from) => [from.addClaim('Nightly'), template.addClaim('OnDemand')])) {
      const { live, changes } = await reapplied(controlled().client, item);
      expect([item.object.kind, drift(item.object, live), changes]).toEqual([item.object.kind, [], []]);
    }
    expect(claims).toHaveLength(2);
  });

  test('a claim and its sandbox are deleted some time after the pod has ended', async () => {
    const items = await applied((from) => [
      from.addClaim('Short', { ttlAfterFinished: Duration.seconds(1), shutdownPolicy: ClaimShutdownPolicy.DELETE }),
    ]);
    const claim = ofKind(items, 'SandboxClaim');
    await controlled().ready(claim);
    const name = (await sandboxOf(claim))!;
    const path = `/api/v1/namespaces/${NAMESPACE}/pods/${name}/status`;
    await controlled().client.request('PATCH', path, {
      body: { status: { phase: 'Succeeded' } },
      type: 'application/merge-patch+json',
    });
    await controlled().until('the claim to be deleted', async () => !await controlled().read(claim));
    await controlled().until('the pod to be deleted', async () => !await controlled().get('Pod', name));
  });

  test('a claim that is retained at its end has no sandbox any more', async () => {
    const shutdownTime = new Date(Date.now() + 3_000).toISOString();
    const items = await applied((from) => [from.addClaim('Ending', { shutdownTime })]);
    const claim = ofKind(items, 'SandboxClaim');
    await controlled().until('the claim to have a sandbox', async () => Boolean(await sandboxOf(claim)));
    await controlled().refused(claim, 'ClaimExpired');
  });

  test('a pool with RECREATE follows its template at once, one with ON_REPLENISH keeps its sandboxes', async () => {
    let pools!: Record<'recreating' | 'keeping', WarmPool>;
    const applyWith = (image: string) => apply(controlled().client, printed(release, (chart) => {
      const changing = new SandboxTemplate(chart, 'Changing', { containers: [{ image }] });
      pools = {
        recreating: changing.addWarmPool('Recreating', {
          replicas: 1,
          updateStrategy: WarmPoolUpdateStrategy.RECREATE,
        }),
        keeping: changing.addWarmPool('Keeping', { replicas: 1, updateStrategy: WarmPoolUpdateStrategy.ON_REPLENISH }),
      };
    }));
    const imagesOf = async (name: keyof typeof pools) => {
      const pods = await Promise.all(
        (await controlled().podsWith(pools[name].selectorLabels)).map((each) => controlled().get('Pod', each)),
      );
      return pods.map(
        (each) => (each as { spec: { containers: Array<{ image: string }> } } | undefined)?.spec.containers[0].image,
      );
    };
    await applyWith('registry.example.com/python:3.13');
    await controlled().until(
      'both to be filled',
      async () => (await imagesOf('recreating')).length === 1 && (await imagesOf('keeping')).length === 1,
    );
    await applyWith('registry.example.com/python:3.14');
    await controlled().until(
      'the pool to follow',
      async () => (await imagesOf('recreating'))[0] === 'registry.example.com/python:3.14',
    );
    expect(await imagesOf('keeping')).toEqual(['registry.example.com/python:3.13']);
  });
}
