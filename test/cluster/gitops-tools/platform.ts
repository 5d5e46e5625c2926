/** The platform that both tools apply, with all kinds of fields that others own. */
import { ApiObject, Chart, Size, YamlOutputType } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, ArgoApplication, ArgoHealthChecks, FluxKustomization, FluxSource, OperatingMode,
  Sandbox, SandboxApp, SandboxSchedule, SandboxTemplate,
} from '../../../src';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { quietly } from '../../support/stderr';
import { NAMESPACE } from '../controlled';

const POD = { containers: [{ image: 'registry.example.com/python:3.14', portNumber: 8888 }] };

const isOld = (release: string) => release.startsWith('v0.4.');

interface Entry {
  readonly kind: string;
  readonly name: string;
  readonly jsonPointers: readonly string[];
}

export interface Composed {
  readonly app: SandboxApp;
  /** The charts, each in the order in which its tool applies it. */
  readonly charts: {
    readonly argo: readonly Chart[];
    readonly flux: readonly Chart[];
    readonly install: readonly Chart[];
  };
  readonly application: KubeObject;
  /** The data of `argocd-cm`. */
  readonly checks: Readonly<Record<string, string>>;
  readonly ignoreDifferences: readonly Entry[];
  readonly ignore: ReadonlyArray<{ readonly paths: readonly string[]; readonly target: object }>;
}

export function composed(release: string): Composed {
  const app = new SandboxApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const crds = new Chart(app, 'crds');
  const platform = new Chart(app, 'platform');
  new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.of(release), crdChart: crds });
  const guards = new Chart(app, 'guards');
  new ApiObject(guards, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  new ApiObject(guards, 'Quota', {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'pods', namespace: NAMESPACE },
    spec: { hard: { pods: '50' } },
  });
  const agents = new Chart(app, 'agents', { namespace: NAMESPACE });
  addWorkloads(agents, release);
  const gitops = new Chart(app, 'gitops');
  const argo = [agents, guards, platform, crds];
  const application = new ArgoApplication(gitops, 'All', {
    charts: argo, repoUrl: 'https://git.example.com/platform.git', path: 'dist',
  });
  const { data: checks } = new ArgoHealthChecks(gitops, 'Health');
  const made = argo.map((chart) => new FluxKustomization(gitops, chart.node.id, {
    chart, source: FluxSource.gitRepository('platform'), path: 'dist',
  }));
  quietly(() => app.synthYaml());
  const specOf = ({ resource }: { resource: ApiObject }) => resource.toJson().spec;
  return {
    app,
    charts: { argo, install: [platform, crds], flux: inOrder(made).map((each) => argo[made.indexOf(each)]) },
    application: application.resource.toJson(),
    checks,
    ignoreDifferences: specOf(application).ignoreDifferences ?? [],
    ignore: made.flatMap((each) => specOf(each).ignore ?? []),
  };
}

/** Each after those that it depends on. */
function inOrder(all: readonly FluxKustomization[]): FluxKustomization[] {
  const done: FluxKustomization[] = [];
  while (done.length < all.length) {
    const next = all.find((each) => !done.includes(each) && each.dependencies.every((before) => done.includes(before)));
    if (!next) { throw new Error('Kustomizations wait for each other'); }
    done.push(next);
  }
  return done;
}

function addWorkloads(chart: Chart, release: string): void {
  new Sandbox(chart, 'Idle', { ...POD, operatingMode: OperatingMode.EXTERNAL });
  new Sandbox(chart, 'Dev', POD).addWorkspace('Home', '/home', { size: Size.gibibytes(1) });
  const template = new SandboxTemplate(chart, 'Python', POD);
  template.addWarmPool('Scaled', { scaledExternally: true, ...(isOld(release) && { replicas: 1 }) });
  template.addWarmPool('Fixed', { replicas: 1 }).addClaim('Nightly');
  // Stated although a schedule owns it.
  new Sandbox(chart, 'Hours', { ...POD, metadata: { labels: { by: 'hours' } } });
  new SandboxSchedule(chart, 'Schedule', {
    image: 'registry.example.com/kubectl:1.36', start: '08:00', stop: '19:00', timeZone: 'Europe/Berlin',
  }).addSandboxes({ namespaces: [NAMESPACE], labels: { by: 'hours' } });
  // Stated although an autoscaler owns it.
  new ApiObject(chart, 'Web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1' }] },
      },
    },
  });
  new ApiObject(chart, 'Scaling', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 9 },
  });
}

/** The fields that the manifests of a release state and something else owns. */
export const IGNORED = (release: string): string[] => [
  'Deployment web /spec/replicas',
  `Sandbox hours /spec/${isOld(release) ? 'replicas' : 'operatingMode'}`,
  ...(isOld(release) ? ['SandboxWarmPool scaled /spec/replicas'] : []),
];
