/** A platform in four charts, as teams divide it: kinds, controller, a tenant's guardrails with workloads, a team. */
import { App, AppProps, Chart, Size, YamlOutputType } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, IsolatedRuntime, OperatingMode, Sandbox, SandboxApp, SandboxTemplate,
  SandboxTenant, TenantQuota,
} from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { quietly } from '../support/stderr';

export const SOURCE = { repoUrl: 'https://git.example.com/platform.git', path: 'dist' };

const CONTAINER = { image: 'registry.example.com/python:3.14' };

export interface Platform {
  readonly app: App;
  readonly crds: Chart;
  readonly platform: Chart;
  readonly research: Chart;
  readonly team: Chart;
  readonly gitops: Chart;
}

export const FOLDERS: AppProps = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };

export function platformOf(version = AgentSandboxVersion.LATEST, props: AppProps = {}, plain = false): Platform {
  const app = plain ? new App(props) : new SandboxApp(props);
  const crds = new Chart(app, 'crds');
  const platform = new Chart(app, 'platform');
  const runtime = IsolatedRuntime.gvisor(platform, 'Gvisor');
  new AgentSandbox(platform, 'AgentSandbox', { version, crdChart: crds });
  const research = new SandboxTenant(app, 'research', { runtimes: [runtime], quota: TenantQuota.none() });
  const isolated = { runtime, containers: [CONTAINER] };
  new Sandbox(research, 'Dev', { ...isolated, operatingMode: OperatingMode.EXTERNAL })
    .addWorkspace('Home', '/home/dev', { size: Size.gibibytes(5) });
  new Sandbox(research, 'Scratch', isolated);
  const pool = new SandboxTemplate(research, 'Python', isolated).addWarmPool('Pool', {
    scaledExternally: true, ...(version.id.startsWith('v0.4.') && { replicas: 2 }),
  });
  pool.addClaim('Nightly');
  const team = new Chart(app, 'team', { namespace: 'research' });
  new SandboxTemplate(team, 'Node', isolated).addWarmPool('NodePool', { replicas: 1 });
  return { app, crds, platform, research, team, gitops: new Chart(app, 'gitops') };
}

/** A tenant whose guardrails are in a chart, and whose team has an app of its own. */
export function apartIn(app: App): { readonly guardrails: Chart; readonly tenant: SandboxTenant } {
  const guardrails = new Chart(app, 'guardrails');
  const runtime = IsolatedRuntime.fromRuntimeClassName(guardrails, 'Kata', 'kata');
  const tenant = new SandboxTenant(app, 'product', {
    guardrailChart: guardrails,
    runtimes: [runtime],
    quota: TenantQuota.none(),
    deployedKinds: [{ apiGroup: 'keda.sh', kind: 'ScaledObject', resource: 'scaledobjects' }],
  });
  return { guardrails, tenant };
}

/** What a chart prints, its warnings not shown. */
export function objectsIn(chart: Chart): KubeObject[] {
  return quietly(() => chart.toJson());
}

/** The annotation of each object, by kind and name. */
export function annotated(chart: Chart, key: string): Record<string, string | undefined> {
  return Object.fromEntries(objectsIn(chart).map(({ kind, metadata: { name, annotations } }) => [
    `${kind} ${name}`, annotations?.[key],
  ]));
}
