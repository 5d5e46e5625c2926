/** What GitOps tools never delete, wherever the tools are configured. */
import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { annotated, apartIn, SOURCE } from './platform';
import {
  AgentSandbox, AgentSandboxVersion, AppProject, ArgoApplication, FluxKustomization, FluxSource, GitOpsTool, Sandbox,
  SandboxApp, SandboxCluster, SandboxClaim, SandboxTemplate, SandboxTenant, TenantFacts, WarmPool,
} from '../../src';
import { untyped } from '../support/workloads';

const OPTIONS = 'argocd.argoproj.io/sync-options';
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
const KEPT = { [OPTIONS]: 'Delete=false,Prune=false', [PRUNE]: 'disabled' };
const CONTAINERS = [{ image: 'registry.example.com/python:3.14' }];

/** What a chart has with which data goes, or not. */
function workloads(chart: Chart, runtime?: SandboxTenant['runtimes'][number]): void {
  const isolated = { containers: CONTAINERS, ...(runtime && { runtime }) };
  new Sandbox(chart, 'Dev', isolated).addWorkspace('Home', '/home', { size: Size.gibibytes(5) });
  new Sandbox(chart, 'Scratch', isolated);
  const withHome = new SandboxTemplate(chart, 'WithHome', isolated);
  withHome.addWorkspace('Home', '/home', { size: Size.gibibytes(5) });
  withHome.addWarmPool('Homes', { replicas: 1 }).addClaim('Own');
  new SandboxTemplate(chart, 'Plain', isolated).addWarmPool('Plains', { replicas: 1 }).addClaim('Passing');
  new SandboxClaim(chart, 'Foreign', { warmPool: WarmPool.fromWarmPoolName(chart, 'Elsewhere', 'elsewhere') });
}

const DATA = ['Sandbox dev', 'SandboxClaim foreign', 'SandboxClaim own'];

/** The objects with an annotation, and their values of it. */
function keptBy(chart: Chart, key: string): string[] {
  const found = Object.entries(annotated(chart, key)).filter(([, value]) => value !== undefined);
  expect(new Set(found.map(([, value]) => value))).toEqual(new Set(found.length > 0 ? [(KEPT as any)[key]] : []));
  return found.map(([name]) => name).sort();
}

describe('the facts of a tenant tell what applies the objects of its team', () => {
  /** The facts that a platform writes. */
  function factsOf(apply: (gitops: Chart, tenant: SandboxTenant) => void, appliedBy?: GitOpsTool[]): TenantFacts {
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, ...(appliedBy && { appliedBy }) });
    const { tenant } = apartIn(app);
    apply(new Chart(app, 'gitops'), tenant);
    return tenant.facts;
  }

  const toolsIn = (facts: TenantFacts) => JSON.parse(facts.toJson()).appliedBy;

  const anApplication = (gitops: Chart, tenant: SandboxTenant) => {
    new ArgoApplication(gitops, 'Team', { ...SOURCE, tenant });
  };
  const byApplication = () => factsOf(anApplication);
  const byKustomization = () => factsOf((gitops, tenant) => {
    new FluxKustomization(gitops, 'Team', { path: 'dist', source: FluxSource.gitRepository('team'), tenant });
  });

  test.each<[string, () => TenantFacts, GitOpsTool[] | undefined]>([
    ['an Application', byApplication, [GitOpsTool.ARGO_CD]],
    ['a project', () => factsOf((gitops, tenant) => {
      new AppProject(gitops, 'Team', { tenants: [tenant], sourceRepos: ['https://git.example.com/team.git'] });
    }), [GitOpsTool.ARGO_CD]],
    ['a Kustomization', byKustomization, [GitOpsTool.FLUX]],
    ['the cluster', () => factsOf(() => {}, [GitOpsTool.FLUX]), [GitOpsTool.FLUX]],
    ['both', () => factsOf(anApplication, [GitOpsTool.FLUX, GitOpsTool.ARGO_CD]), [
      GitOpsTool.ARGO_CD, GitOpsTool.FLUX,
    ]],
    ['nothing', () => factsOf(() => {}), undefined],
  ])('as %s says', (_, facts, tools) => { expect(toolsIn(facts())).toEqual(tools); });

  test.each<[string, () => TenantFacts, string[], string[]]>([
    ['Argo CD', byApplication, DATA, []],
    ['Flux', byKustomization, [], DATA],
    ['what is not known', () => factsOf(() => {}), [], []],
  ])('the app of the team has its data kept by %s', (_, facts, byArgo, byFlux) => {
    const app = new SandboxApp();
    const tenant = SandboxTenant.fromTenantFacts(app, 'product', facts());
    workloads(tenant, tenant.runtimes[0]);
    expect([keptBy(tenant, OPTIONS), keptBy(tenant, PRUNE)]).toEqual([byArgo, byFlux]);
  });

  test('each of two stages has its own tool', () => {
    const app = new SandboxApp();
    const stages = { staging: byApplication(), production: byKustomization() };
    const [staging, production] = Object.entries(stages).map(([id, facts]) => {
      const tenant = SandboxTenant.fromTenantFacts(app, id, facts);
      workloads(tenant, tenant.runtimes[0]);
      return tenant;
    });
    expect([keptBy(staging, OPTIONS), keptBy(staging, PRUNE)]).toEqual([DATA, []]);
    expect([keptBy(production, OPTIONS), keptBy(production, PRUNE)]).toEqual([[], DATA]);
  });

  test('also where the app declares the cluster itself', () => {
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const tenant = SandboxTenant.fromTenantFacts(app, 'product', byApplication());
    const chart = new Chart(app, 'more', { namespace: 'product' });
    workloads(chart, tenant.runtimes[0]);
    expect(keptBy(chart, OPTIONS)).toEqual(DATA);
  });

  test('files of before are read, and a tool that is not known is refused', () => {
    expect(toolsIn(TenantFacts.fromJson(factsOf(() => {}).toJson()))).toBeUndefined();
    const spinnaker = byApplication().toJson().replace('"argo-cd"', '"spinnaker"');
    expect(() => TenantFacts.fromJson(spinnaker)).toThrow('appliedBy');
  });
});

describe('an app that something applies which is configured elsewhere', () => {
  function appliedBy(tools: GitOpsTool[]) {
    const app = new SandboxApp();
    const chart = new Chart(app, 'all', { namespace: 'research' });
    SandboxCluster.declare(app, { appliedBy: tools });
    new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.LATEST });
    new kplus.Namespace(chart, 'Research', { metadata: { name: 'research' } });
    new kplus.PersistentVolumeClaim(chart, 'Shared', {
      metadata: { name: 'shared' },
      storage: Size.gibibytes(1),
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
    });
    workloads(chart);
    return chart;
  }

  test.each([[GitOpsTool.ARGO_CD], [GitOpsTool.FLUX], [GitOpsTool.ARGO_CD, GitOpsTool.FLUX]])(
    'has its definitions and its data kept by %s %s', (...tools: GitOpsTool[]) => {
      const chart = appliedBy(tools);
      for (const [tool, key] of [[GitOpsTool.ARGO_CD, OPTIONS], [GitOpsTool.FLUX, PRUNE]] as const) {
        const kept = keptBy(chart, key);
        expect(kept.filter((name) => !name.startsWith('CustomResourceDefinition '))).toEqual(tools.includes(tool)
          ? ['Namespace agent-sandbox-system', 'Namespace research', 'PersistentVolumeClaim shared', ...DATA]
          : []);
        expect(kept.filter((name) => name.startsWith('CustomResourceDefinition '))).toHaveLength(
          tools.includes(tool) ? 4 : 0,
        );
      }
    },
  );

  test('of two clusters only that of the scope has', () => {
    const app = new SandboxApp();
    const [one, other] = ['one', 'other'].map((id) => new Chart(app, id, { namespace: 'research' }));
    const version = AgentSandboxVersion.LATEST;
    SandboxCluster.declare(one, { version, appliedBy: [GitOpsTool.ARGO_CD] });
    SandboxCluster.declare(other, { version });
    workloads(one);
    workloads(other);
    expect([keptBy(one, OPTIONS), keptBy(other, OPTIONS)]).toEqual([DATA, []]);
    expect(SandboxCluster.of(one).appliedBy).toEqual([GitOpsTool.ARGO_CD]);
  });

  test('keeps the options that an object has', () => {
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, appliedBy: [GitOpsTool.ARGO_CD] });
    const chart = new Chart(app, 'all', { namespace: 'research' });
    new Sandbox(chart, 'Dev', { metadata: { annotations: { [OPTIONS]: 'Prune=true' } }, containers: CONTAINERS })
      .addWorkspace('Home', '/home', { size: Size.gibibytes(5) });
    expect(annotated(chart, OPTIONS)).toEqual({ 'Sandbox dev': 'Prune=true,Delete=false' });
  });

  test.each([['spinnaker'], ['argo-cd'], [null]])('fails if the tools are %p', (appliedByGiven) => {
    const given = appliedByGiven === 'spinnaker' ? ['spinnaker'] : appliedByGiven;
    expect(() => SandboxCluster.declare(new SandboxApp(), untyped({ appliedBy: given })))
      .toThrow(/appliedBy/);
  });
});
