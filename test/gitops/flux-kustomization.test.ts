import { Chart, Duration } from 'cdk8s';
import { annotated, apartIn, FOLDERS, objectsIn, platformOf } from './platform';
import { AgentSandboxVersion, FluxKustomization, FluxSource, SandboxTenant } from '../../src';
import type { Loose } from '../support/install';
import { expectValid } from '../support/other-kinds';
import { errorsOf } from '../support/workloads';

const SOURCE = { source: FluxSource.gitRepository('platform'), path: 'dist' };
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

const specIn = (chart: Chart, name: string): Loose => (
  objectsIn(chart).find((each) => each.kind === 'Kustomization' && each.metadata.name === name) as Loose
).spec;

describe('Kustomizations of all charts', () => {
  const { crds, platform, research, team, gitops } = platformOf(undefined, FOLDERS);
  for (const [id, chart] of Object.entries({ team, research, crds, platform })) {
    new FluxKustomization(gitops, id, { ...SOURCE, chart });
  }

  test('pass their validator', () => { expectValid(...objectsIn(gitops)); });

  test('wait for what they need', () => {
    const needs = Object.fromEntries(['crds', 'platform', 'research', 'team'].map((name) => [
      name, (specIn(gitops, name).dependsOn ?? []).map((each: Loose) => each.name),
    ]));
    expect(needs).toEqual({
      crds: [], platform: ['crds'], research: ['crds', 'platform'], team: ['research', 'crds', 'platform'],
    });
  });

  test('read the folders of their charts', () => {
    expect(specIn(gitops, 'team').path).toBe('./dist/team');
  });

  test('never prune kinds, namespaces, and sandboxes with a workspace', () => {
    const kept = [crds, platform, research, team].flatMap((chart) => Object.entries(annotated(chart, PRUNE)))
      .filter(([, prune]) => prune !== undefined);
    expect(kept.map(([name]) => name.split(' ')[0])).toEqual([
      ...Array<string>(4).fill('CustomResourceDefinition'), 'Namespace', 'Namespace', 'Sandbox',
    ]);
  });

  test('ask for the health of exactly the kinds that they apply', () => {
    expect(specIn(gitops, 'platform').healthCheckExprs).toBeUndefined();
    expect(specIn(gitops, 'team').healthCheckExprs.map(({ kind }: Loose) => kind)).toEqual([
      'SandboxTemplate', 'SandboxWarmPool',
    ]);
  });
});

describe('a Kustomization of a tenant', () => {
  test('applies the source of its team, after the guardrails, and asks for the health of all four kinds', () => {
    const { app, crds, platform, gitops } = platformOf(AgentSandboxVersion.V0_4_6, FOLDERS);
    const { guardrails, tenant } = apartIn(app);
    for (const [id, chart] of Object.entries({ crds, platform, guardrails })) {
      new FluxKustomization(gitops, id, { ...SOURCE, chart });
    }
    new FluxKustomization(gitops, 'Team', {
      tenant, source: FluxSource.gitRepository('product'), path: 'dist/product', serviceAccountName: 'product-deployer',
    });
    expectValid(...objectsIn(gitops));
    const spec = specIn(gitops, 'team');
    expect(spec.path).toBe('./dist/product');
    expect(spec.sourceRef.name).toBe('product');
    expect(spec.dependsOn.map(({ name }: Loose) => name)).toContain('guardrails');
    expect(spec.healthCheckExprs.map(({ apiVersion, kind }: Loose) => `${apiVersion} ${kind}`)).toEqual([
      'agents.x-k8s.io/v1alpha1 Sandbox', 'extensions.agents.x-k8s.io/v1alpha1 SandboxClaim',
      'extensions.agents.x-k8s.io/v1alpha1 SandboxTemplate', 'extensions.agents.x-k8s.io/v1alpha1 SandboxWarmPool',
    ]);
  });

  test('is refused where the tenant has objects in its own chart', () => {
    const { app, research, gitops } = platformOf(undefined, FOLDERS);
    new FluxKustomization(gitops, 'Team', { ...SOURCE, tenant: research as SandboxTenant });
    expect(() => app.synth()).toThrow("tenant 'research' has Namespace 'research' in its own chart");
  });
});

test('a field that a manifest states and something else owns is ignored', () => {
  const { research, gitops } = platformOf(AgentSandboxVersion.V0_4_6, FOLDERS);
  new FluxKustomization(gitops, 'Research', { ...SOURCE, chart: research });
  expect(specIn(gitops, 'research').ignore).toEqual([{
    paths: ['/spec/replicas'],
    target: { group: 'extensions.agents.x-k8s.io', kind: 'SandboxWarmPool', name: 'pool', namespace: 'research' },
  }]);
  expectValid(...objectsIn(gitops));
});

describe('an older Flux', () => {
  const said = (fluxVersion: string, version?: AgentSandboxVersion) => {
    const { research, gitops } = platformOf(version, FOLDERS);
    new FluxKustomization(gitops, 'Research', { ...SOURCE, chart: research, fluxVersion });
    return specIn(gitops, 'research');
  };

  test.each(['2.8', '2.4'])('fails if a field would have to be ignored by %s', (version) => {
    expect(() => said(version, AgentSandboxVersion.V0_4_6)).toThrow(
      `SandboxWarmPool 'pool' states /spec/replicas, which something else owns, and Flux ${version} sets it back`,
    );
  });

  test('has what it knows', () => {
    expect(said('2.9', AgentSandboxVersion.V0_4_6).ignore).toHaveLength(1);
    expect(said('2.10', AgentSandboxVersion.V0_4_6).ignore).toHaveLength(1);
    expect(said('2.8').healthCheckExprs).toHaveLength(4);
    expect(said('2.4').healthCheckExprs).toBeUndefined();
  });

  test.each(['2', 'v2.9', '1.9', '2.9.1'])('fails if its version is %s', (version) => {
    expect(() => said(version)).toThrow(`'fluxVersion' is '${version}'; give a minor of Flux 2, such as '2.9'`);
  });
});

test('all options are printed', () => {
  const { team, gitops } = platformOf(undefined, FOLDERS);
  new FluxKustomization(gitops, 'Team', {
    metadata: { name: 'own', namespace: 'teams' },
    chart: team,
    source: FluxSource.ociRepository('manifests', { namespace: 'flux-system' }),
    path: './deploy/',
    interval: Duration.seconds(90),
    timeout: Duration.minutes(20),
    retryInterval: Duration.hours(1),
    prune: false,
    wait: false,
    serviceAccountName: 'team',
    kubeConfigSecretName: 'production',
    dependsOn: ['platform'],
  });
  const [object] = objectsIn(gitops) as Loose[];
  expectValid(object);
  expect([object.metadata.name, object.metadata.namespace]).toEqual(['own', 'teams']);
  expect(object.spec).toEqual({
    interval: '90s',
    timeout: '20m',
    retryInterval: '60m',
    sourceRef: { kind: 'OCIRepository', name: 'manifests', namespace: 'flux-system' },
    path: './deploy/team',
    prune: false,
    wait: false,
    serviceAccountName: 'team',
    kubeConfig: { secretRef: { name: 'production' } },
    dependsOn: [{ name: 'platform' }],
  });
});

test('fails if the files of other charts are beside those of its own', () => {
  const { team, gitops } = platformOf();
  new FluxKustomization(gitops, 'Team', { ...SOURCE, chart: team });
  expect(errorsOf(gitops)).toContain('would apply chart');
});
