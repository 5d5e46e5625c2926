import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxProfile, AgentSandboxProps, AgentSandboxVersion, WebhookCertificate,
} from '../../src';
import { Catalogue } from '../../src/release/catalogue';
import { controllers, find, installed, objectsOf } from '../support/install';
import { quietly, stderrOf } from '../support/stderr';

/** Whatever an install can make. */
const ALL: Partial<AgentSandboxProps> = {
  version: AgentSandboxVersion.V0_5_6,
  replicas: 2,
  webhookCertificate: WebhookCertificate.certManager(),
  allowedLabelDomains: ['example.com'],
  networkPolicy: {},
  serviceMonitor: {},
  prometheusRule: {},
};

const CLUSTER_SCOPED = ['ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'Namespace'];

function idsOf(props: Partial<AgentSandboxProps>): string[] {
  const { install } = installed(props);
  return install.node
    .findAll()
    .filter((each) => each instanceof ApiObject)
    .map(({ node: { path } }) => path.replace('platform/AgentSandbox/', ''));
}

describe('the children of an install, in the order to apply them', () => {
  test('of the newest release', () => {
    expect(idsOf({})).toEqual([
      'Namespace',
      'ServiceAccount',
      'Crds/SandboxCrd', 'Crds/SandboxClaimCrd', 'Crds/SandboxTemplateCrd', 'Crds/SandboxWarmPoolCrd',
      'ClusterRole', 'ClusterRoleBinding', 'ExtensionsClusterRole', 'ExtensionsClusterRoleBinding',
      'Service',
      'Controller',
    ]);
  });

  test('of all that an install can make', () => {
    expect(idsOf(ALL)).toEqual([
      'Namespace',
      'NetworkPolicy', 'PodDisruptionBudget',
      'ServiceAccount',
      'Crds/SandboxCrd', 'Crds/SandboxClaimCrd', 'Crds/SandboxTemplateCrd', 'Crds/SandboxWarmPoolCrd',
      'ClusterRole', 'ClusterRoleBinding', 'ExtensionsClusterRole', 'ExtensionsClusterRoleBinding',
      'ConfigMap',
      'Service', 'WebhookService',
      'Issuer', 'Certificate',
      'Controller',
      'ServiceMonitor', 'PrometheusRule',
    ]);
  });

  test('of a release whose controller makes its own certificate', () => {
    expect(idsOf({ version: AgentSandboxVersion.V0_5_6 })).toEqual(expect.arrayContaining(['Role', 'RoleBinding']));
  });

  test('without extensions', () => {
    expect(idsOf({ extensions: false })).toEqual([
      'Namespace',
      'ServiceAccount',
      'Crds/SandboxCrd',
      'ClusterRole',
      'ClusterRoleBinding',
      'Service',
      'Controller',
    ]);
  });

  test('without namespace and CRDs', () => {
    expect(idsOf({ createNamespace: false, crds: false })[0]).toBe('ServiceAccount');
    expect(idsOf({ createNamespace: false, crds: false }).filter((id) => /Crd|Namespace/.test(id))).toEqual([]);
  });

  test('are printed in their order', () => {
    const { chart, install } = installed(ALL);
    const names = install.node
      .findAll()
      .filter((each) => each instanceof ApiObject)
      .map(({ kind, name }) => `${kind} ${name}`);
    expect(chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(names);
  });
});

describe.each(Object.values(AgentSandboxProfile))('profile %s', (profile) => {
  test.each(Catalogue.standard().ids)(
    "%s has one controller, with and without extensions, of the release's kind",
    (id) => {
      for (const extensions of [true, false]) {
        const found = controllers(
          quietly(() => objectsOf({ version: AgentSandboxVersion.of(id), profile, extensions, crds: false })),
        );
        expect(found).toHaveLength(1);
        expect(found[0].kind).toBe(id.startsWith('v0.1.') ? 'StatefulSet' : 'Deployment');
        const { args = [] } = found[0].spec.template.spec.containers[0];
        expect(args.filter((argument: string) => argument === '--extensions')).toHaveLength(extensions ? 1 : 0);
      }
    },
  );
});

describe('in a chart with a namespace', () => {
  test.each([
    ['the newest release', {}],
    ['all that an install can make', ALL],
  ])('%s puts no namespace on what belongs to none, and its own on the rest', (_name, props) => {
    const objects = objectsOf(props, { namespace: 'elsewhere' });
    for (const { kind, metadata } of objects) {
      expect([kind, metadata.namespace]).toEqual([
        kind,
        CLUSTER_SCOPED.includes(kind) ? undefined : 'agent-sandbox-system',
      ]);
    }
    expect(objects.filter(({ kind }) => CLUSTER_SCOPED.includes(kind)).length).toBeGreaterThan(7);
  });

  test('the install is the same as in a chart without', () => {
    expect(objectsOf(ALL, { namespace: 'elsewhere' })).toEqual(objectsOf(ALL));
  });
});

describe('a patch on a child', () => {
  test('is applied last, whatever it changes', () => {
    const { chart, install } = installed({ nodeSelector: { pool: 'system' } });
    install.controller.addJsonPatch(
      JsonPatch.replace('/spec/template/spec/nodeSelector/pool', 'other'),
      JsonPatch.add('/spec/template/spec/containers/0/unknownField', { any: ['thing'] }),
      JsonPatch.remove('/spec/template/spec/containers/0/resources/limits'),
    );
    ApiObject.of(install.node.findChild('Service')).addJsonPatch(
      JsonPatch.add('/spec/ipFamilyPolicy', 'PreferDualStack'),
    );
    ApiObject.of(install.node.findChild('Namespace')).addJsonPatch(JsonPatch.add('/metadata/labels/owner', 'platform'));
    const objects = chart.toJson();
    const { nodeSelector, containers: [container] } = find(objects, 'Deployment').spec.template.spec;
    expect(nodeSelector).toEqual({ pool: 'other' });
    expect(container.unknownField).toEqual({ any: ['thing'] });
    expect(container.resources).toEqual({ requests: { cpu: '50m', memory: '64Mi' } });
    expect(find(objects, 'Service').spec.ipFamilyPolicy).toBe('PreferDualStack');
    expect(find(objects, 'Namespace').metadata.labels).toMatchObject({
      'owner': 'platform',
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  test('of a CRD changes that CRD alone, although CRDs share schemas', () => {
    const before = objectsOf({});
    const { chart, install } = installed({});
    install.crds[0].addJsonPatch(
      JsonPatch.remove(
        '/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/podTemplate/properties/spec/properties'
          + '/containers/items/properties/image',
      ),
    );
    const changed = chart.toJson().filter((object, index) => JSON.stringify(object) !== JSON.stringify(before[index]));
    expect(changed.map(({ metadata }) => metadata.name)).toEqual(['sandboxes.agents.x-k8s.io']);
    expect(objectsOf({})).toEqual(before);
  });

  test('metadata may be changed by code as well', () => {
    const { chart, install } = installed({});
    for (const crd of install.crds) { crd.metadata.addAnnotation('a', 'b'); }
    const crds = chart.toJson().filter(({ kind }) => kind === 'CustomResourceDefinition');
    expect(crds.map(({ metadata }) => metadata.annotations.a)).toEqual(['b', 'b', 'b', 'b']);
    expect(crds.map(({ metadata }) => metadata.name)).toEqual(install.crds.map(({ name }) => name));
  });
});

describe('the same input', () => {
  const directories: string[] = [];
  const { HOME } = process.env;
  afterEach(() => {
    jest.useRealTimers();
    process.env.HOME = HOME;
    for (const directory of directories.splice(0)) { rmSync(directory, { recursive: true }); }
  });

  function synthesized(): Record<string, string> {
    const outdir = mkdtempSync(join(tmpdir(), 'agent-sandbox-'));
    directories.push(outdir);
    const app = new App({ outdir });
    new AgentSandbox(new Chart(app, 'a'), 'Install', {
      ...ALL,
      version: AgentSandboxVersion.V0_5_6,
      crdChart: new Chart(app, 'crds'),
    });
    app.synth();
    return Object.fromEntries(readdirSync(outdir).map((name) => [name, readFileSync(join(outdir, name), 'utf8')]));
  }

  test('gives the same bytes, on another day in another place', () => {
    const first = synthesized();
    expect(Object.keys(first)).toEqual(['a.k8s.yaml', 'crds.k8s.yaml']);
    jest.useFakeTimers({ now: new Date('2038-01-19T03:14:07Z') });
    process.env.HOME = tmpdir();
    expect(synthesized()).toEqual(first);
  });

  test('gives the same bytes when one app is synthesized twice', () => {
    const { app } = installed(ALL);
    const first = app.synthYaml();
    expect(app.synthYaml()).toBe(first);
  });

  test('says nothing on stderr when nothing is doubtful', () => {
    expect(stderrOf(() => installed({}).app.synthYaml())).toBe('');
  });
});
