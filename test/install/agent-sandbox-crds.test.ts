import { App, Chart } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxCrds, AgentSandboxCrdsProps, AgentSandboxVersion, WebhookCertificate,
} from '../../src';
import { KINDS } from '../../src/api/kinds';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { Catalogue } from '../../src/release/catalogue';
import { crdDescription, ownFields } from '../support/crds';
import { find, installed, Loose, objectsOf } from '../support/install';
import { quietly } from '../support/stderr';
import { keyOf } from '../support/upstream';

const NAMES = [
  'sandboxes.agents.x-k8s.io',
  'sandboxclaims.extensions.agents.x-k8s.io',
  'sandboxtemplates.extensions.agents.x-k8s.io',
  'sandboxwarmpools.extensions.agents.x-k8s.io',
];

const newest = Catalogue.standard().latest;

/** What kubectl takes for an annotation; client-side apply keeps the whole object in one. */
const ANNOTATIONS_LIMIT = 262_144;

function alone(props: Partial<AgentSandboxCrdsProps> = {}): KubeObject[] {
  const chart = new Chart(new App(), 'crds', { namespace: 'elsewhere' });
  new AgentSandboxCrds(chart, 'Crds', { version: AgentSandboxVersion.LATEST, ...props });
  return quietly(() => chart.toJson());
}

function crdsOf(objects: readonly KubeObject[]): KubeObject[] {
  return objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
}

describe('alone', () => {
  test('are four, in no namespace', () => {
    expect(alone().map(({ metadata }) => metadata.name)).toEqual(NAMES);
    expect(alone().map(({ metadata }) => metadata.namespace)).toEqual([undefined, undefined, undefined, undefined]);
    expect(alone({ extensions: false }).map(({ metadata }) => metadata.name)).toEqual(NAMES.slice(0, 1));
  });

  test.each(Catalogue.standard().ids)('are those of an install of %s', (id) => {
    const version = AgentSandboxVersion.of(id);
    expect(alone({ version })).toEqual(crdsOf(quietly(() => objectsOf({ version }))));
  });

  test('have the children Sandbox, SandboxClaim, SandboxTemplate, SandboxWarmPool', () => {
    const crds = new AgentSandboxCrds(new Chart(new App(), 'crds'), 'Crds', { version: AgentSandboxVersion.LATEST });
    expect(crds.node.children.map(({ node: { id } }) => id)).toEqual(Object.keys(KINDS).map((kind) => `${kind}Crd`));
    expect(crds.crds).toEqual(crds.node.children);
  });

  test('take labels and annotations', () => {
    for (const { metadata } of alone({ labels: { a: 'b' }, annotations: { c: 'd' } })) {
      expect(metadata).toMatchObject({
        labels: { a: 'b' },
        annotations: { 'c': 'd', 'controller-gen.kubebuilder.io/version': newest.api.generator },
      });
    }
  });

  test('follow the webhook of v0.5.x', () => {
    const version = AgentSandboxVersion.V0_5_6;
    const conversions = (props: Partial<AgentSandboxCrdsProps>) =>
      alone({ version, ...props }).map(({ spec }) => (spec as Loose).conversion);
    const service = { name: 'agent-sandbox-webhook-service', namespace: 'agent-sandbox-system', path: '/convert' };
    expect(conversions({})).toEqual(
      Array(4).fill({
        strategy: 'Webhook',
        webhook: { clientConfig: { service }, conversionReviewVersions: ['v1', 'v1beta1'] },
      }),
    );
    expect(
      conversions({ webhookServiceName: 'converter' }).map(({ webhook }) => webhook.clientConfig.service.name),
    ).toEqual(Array(4).fill('converter'));
    expect(conversions({ enableWebhook: false })).toEqual(Array(4).fill({ strategy: 'None' }));
    expect(
      alone({ version, webhookCertificate: WebhookCertificate.certManager() }).map(
        ({ metadata }) => metadata.annotations!['cert-manager.io/inject-ca-from'],
      ),
    ).toEqual(Array(4).fill('agent-sandbox-system/agent-sandbox-webhook'));
  });

  test('fails if a prop asks for what the release cannot do', () => {
    expect(() => alone({ enableWebhook: true })).toThrow(
      `'enableWebhook' is the flag --enable-webhook, which ${newest.id} does not have`,
    );
    expect(() => alone({ webhookCertificate: WebhookCertificate.selfManaged() })).toThrow(
      `'webhookCertificate' is set, but ${newest.id} has no conversion webhook`,
    );
  });
});

describe('of an install', () => {
  test('crds: false leaves them out, and nothing else', () => {
    expect(objectsOf({ crds: false })).toEqual(objectsOf({}).filter(({ kind }) => kind !== 'CustomResourceDefinition'));
    const { install } = installed({ crds: false });
    expect(install.crds).toEqual([]);
    expect(install.node.tryFindChild('Crds')).toBeUndefined();
  });

  test('crdChart moves them to a chart of their own, and nothing else', () => {
    const app = new App();
    const crdChart = new Chart(app, 'crds', { labels: { stage: 'first' } });
    const chart = new Chart(app, 'platform');
    const install = new AgentSandbox(chart, 'AgentSandbox', {
      version: AgentSandboxVersion.LATEST,
      crdChart,
      retainCrds: true,
    });
    expect(chart.toJson()).toEqual(objectsOf({ crds: false }));
    expect(crdChart.toJson().map(({ metadata }) => metadata)).toEqual(
      crdsOf(objectsOf({ retainCrds: true })).map(({ metadata }) => ({ ...metadata, labels: { stage: 'first' } })),
    );
    expect(install.crds.map(({ node }) => node.path)).toEqual(
      Object.keys(KINDS).map((kind) => `crds/AgentSandboxCrds/${kind}Crd`),
    );
  });

  test('crdChart may be the chart of the install, where CRDs keep their place before what needs them', () => {
    const app = new App();
    const chart = new Chart(app, 'platform');
    new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.LATEST, crdChart: chart });
    expect(chart.toJson().map(keyOf)).toEqual(objectsOf().map(keyOf));
  });

  test('fails if crdChart is given without CRDs', () => {
    expect(() => installed({ crds: false, crdChart: new Chart(new App(), 'crds') })).toThrow(
      "'crdChart' is set and 'crds' is false; remove one",
    );
  });

  test('retainCrds tells Argo CD, Helm and Flux to keep them, and touches nothing else', () => {
    const retain = {
      'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false',
      'helm.sh/resource-policy': 'keep',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    };
    const [objects, plain] = [objectsOf({ retainCrds: true }), objectsOf({})];
    expect(objects).toEqual(plain.map((object) => (object.kind !== 'CustomResourceDefinition' ? object : {
      ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...retain } },
    })));
    expect(JSON.stringify(plain)).not.toMatch(/argocd|resource-policy|fluxcd/);
  });
});

describe('crdDescriptions', () => {
  test.each(Catalogue.standard().ids)('describe every field of %s and leave room for client-side apply', (id) => {
    const version = AgentSandboxVersion.of(id);
    const described = alone({ version, crdDescriptions: true });
    for (const crd of described) {
      expect(Buffer.byteLength(JSON.stringify(crd))).toBeLessThan(ANNOTATIONS_LIMIT - 1024);
      for (const { name, kinds } of Catalogue.standard().get(id).api.versions) {
        const kind = (crd.spec as Loose).names.kind as keyof typeof KINDS;
        for (const { path, description } of ownFields(kinds[kind]!.root)) {
          expect([path, crdDescription(crd, name, path)]).toEqual([path, description]);
          expect(description).not.toBe('');
        }
      }
    }
  });

  test('are left out by default, and are all that the option adds', () => {
    const plain = alone();
    const keys = (text: string) => [...text.matchAll(/"description":"/g)].length;
    expect(plain.reduce((sum, crd) => sum + keys(JSON.stringify(crd)), 0)).toBe(0);
    expect(
      JSON.parse(
        JSON.stringify(alone({ crdDescriptions: true }), (key, value) =>
          key === 'description' && typeof value === 'string' ? undefined : value,
        ),
      ),
    ).toEqual(plain);
  });

  test('come with the CRDs of an install too', () => {
    const crd = find(objectsOf({ crdDescriptions: true }), 'CustomResourceDefinition', 'sandboxes.agents.x-k8s.io');
    expect(crdDescription(crd, 'v1beta1', ['spec', 'operatingMode'])).toMatch(/Running/);
  });
});
