/**
 * Objects that the library refuses at synth, sent to a controller: the controller does not serve them either, and
 * reports the reason that the pages of the findings name.
 */
import { Chart } from 'cdk8s';
import { apply, conditionOf, Controlled, NAMESPACE, ofKind, printed } from './controlled';
import { releaseOf } from './releases';
import { AgentSandboxVersion, EnvVarsInjectionPolicy, SandboxTemplate } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';

const CONTAINERS = [{ image: 'registry.example.com/python:3.14' }];

export function claimTests(controlled: () => Controlled, release: string): void {
  const { limitsLabelDomains, claimsSayWhoIsEvicted } = releaseOf(release).controller;
  const hasPools = AgentSandboxVersion.of(release).apiVersions[0] !== 'v1alpha1';

  /** A claim of a template that allows no additions by claims, with more fields in its spec. */
  async function claimed(name: string, spec: object): Promise<KubeObject> {
    const items = printed(release, (chart: Chart) => {
      new SandboxTemplate(chart, 'Closed', { containers: CONTAINERS }).addClaim(name);
    });
    const claim = ofKind(items, 'SandboxClaim');
    const object = { ...claim, spec: { ...claim.spec as object, ...spec } };
    await apply(
      controlled().client,
      items.map((item) => (item.object === claim ? { path: 'the suite', object } : item)),
    );
    return object;
  }

  test('fails if a claim has variables and its template allows none (ASB204)', async () => {
    await controlled().refused(
      await claimed('Seeded', { env: [{ name: 'SEED', value: '7' }] }),
      hasPools ? 'EnvVarsInjectionRejected' : 'ReconcilerError',
    );
  });

  test('a claim gives variables to an init container if its template allows it (ASB204)', async () => {
    const items = printed(release, (chart: Chart) => {
      const initContainers = [{ name: 'fetch', image: 'registry.example.com/git:2' }];
      const template = new SandboxTemplate(chart, 'Open', {
        containers: CONTAINERS,
        initContainers,
        envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED,
      });
      template.addClaim('Fetching', { env: [{ name: 'SEED', value: '7', containerName: 'fetch' }] });
    });
    await apply(controlled().client, items);
    await controlled().ready(ofKind(items, 'SandboxClaim'));
    expect(await controlled().get('Pod', 'fetching')).toMatchObject({
      spec: { initContainers: [{ name: 'fetch', env: [{ name: 'SEED', value: '7' }] }] },
    });
  });

  if (!hasPools) {
    test.each([
      ['names a pool', { warmpool: 'crowded-pool' }, false],
      ['names no pool', {}, false],
      ["names the pool 'none'", { warmpool: 'none' }, true],
    ])('a claim with variables that %s is served or refused (ASB228)', async (what, named, isServed) => {
      const items = printed(release, (chart: Chart) => {
        new SandboxTemplate(chart, 'Crowded', {
          containers: CONTAINERS, envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED,
        }).addWarmPool('CrowdedPool', { replicas: 1 });
      });
      await apply(controlled().client, items);
      const claim = {
        apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
        kind: 'SandboxClaim',
        metadata: { name: what.replace(/\W+/g, '-').replace(/-$/, ''), namespace: NAMESPACE },
        spec: { sandboxTemplateRef: { name: 'crowded' }, env: [{ name: 'SEED', value: '7' }], ...named },
      };
      await apply(controlled().client, [{ path: 'the suite', object: claim }]);
      if (isServed) {
        await controlled().ready(claim);
      } else {
        const message = async () => conditionOf(await controlled().read(claim), 'Ready')?.message ?? '';
        await controlled().until('the claim to be refused', async () => (
          (await message()).includes('custom environment variables are not supported when using a warm pool')
        ));
      }
    });
  }

  test.each<[what: string, name: string, metadata: object, isAccepted: boolean]>([
    ['a label without a domain', 'Bare', { labels: { team: 'search' } }, !limitsLabelDomains],
    [
      'a label of a domain that is not allowed',
      'Foreign',
      { labels: { 'example.com/team': 'search' } },
      !limitsLabelDomains,
    ],
    ['the label of the router', 'Router', { labels: { app: 'sandbox-router' } }, !limitsLabelDomains],
    ['a label of Kubernetes', 'Closed', { labels: { 'app.kubernetes.io/name': 'python' } }, false],
    [
      'an annotation of Kubernetes',
      'Critical',
      { annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '' } },
      false,
    ],
    [
      'the annotation about eviction',
      'Evictable',
      { annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' } },
      claimsSayWhoIsEvicted,
    ],
  ])('a claim with %s is served or refused, by ASB205', async (_, name, additionalPodMetadata, isAccepted) => {
    const claim = await claimed(`Labelled${name}`, { additionalPodMetadata });
    if (isAccepted) {
      await controlled().ready(claim);
    } else {
      await controlled().refused(claim, 'InvalidMetadata');
    }
  });

  test('a claim with metadata of an allowed domain is served, and its pod has the metadata', async () => {
    const claim = await claimed('Allowed', {
      additionalPodMetadata: { labels: { 'sandbox.users.io/team': 'search' } },
    });
    await controlled().ready(claim);
    expect(await controlled().podsWith({ 'sandbox.users.io/team': 'search' })).toEqual(['allowed']);
  });

  if (hasPools) {
    test('fails if a claim has volumes and its template allows none (ASB206)', async () => {
      const template = {
        metadata: { name: 'work' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      };
      await controlled().refused(
        await claimed('Big', { volumeClaimTemplates: [template] }),
        'VolumeClaimTemplatesError',
      );
    });
  }

  test('fails if a claim refers to nothing (ASB213)', async () => {
    const missing = hasPools ? { warmPoolRef: { name: 'nothing' } } : { sandboxTemplateRef: { name: 'nothing' } };
    const claim = await claimed('Lost', missing);
    await controlled().until('the claim to be refused', async () =>
      ['WarmPoolNotFound', 'TemplateNotFound'].includes(
        conditionOf(await controlled().read(claim), 'Ready')?.reason ?? '',
      ),
    );
  });

  test('reserved keys of a pod template reach no pod (ASB201), except with old controllers', async () => {
    const key = 'agents.x-k8s.io/team';
    const items = printed(release, (chart) => {
      new SandboxTemplate(chart, 'Reserved', { containers: CONTAINERS }).addClaim('Reserved');
    });
    const template = ofKind(items, 'SandboxTemplate') as KubeObject & { spec: { podTemplate: object } };
    const object = {
      ...template,
      spec: {
        ...template.spec,
        podTemplate: {
          ...template.spec.podTemplate,
          metadata: { labels: { [key]: 'search', 'example.com/team': 'search' } },
        },
      },
    };
    await apply(
      controlled().client,
      items.map((item) => (item.object === template ? { path: 'the suite', object } : item)),
    );
    await controlled().ready(ofKind(items, 'SandboxClaim'));
    const {
      metadata: { labels },
    } = (await controlled().get('Pod', 'reserved'))!;
    expect(labels).toMatchObject({ 'example.com/team': 'search' });
    expect(key in labels!).toBe(!hasPools);
  });
}
