import { ApiObject, App, Chart, ChartProps } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Loose } from './install';
import { quietly } from './stderr';
import {
  AgentSandboxVersion, Finding, Findings, SandboxCluster, SandboxClusterProps, SandboxTemplate, SandboxTemplateProps,
  WarmPool, WarmPoolOptions,
} from '../../src';
import { KubeObject } from '../../src/kubernetes/kube-object';

/** The least that a pod needs. */
export const CONTAINER = { image: 'registry.example.com/devbox:2.4' };

/** The least that a sandbox or template needs. */
export const POD = { containers: [CONTAINER] };

/** The same for one with a workspace. */
export const POD_WITH_GROUP = { ...POD, securityContext: { fsGroup: 1000 } };

/** Options by which the container mounts a volume `home`. */
export const MOUNTS_HOME = {
  containerOptions: { main: { volumeMounts: [{ name: 'home', mountPath: '/home' }] } },
  securityContext: { fsGroup: 1000 },
};

/** A chart in an app whose cluster runs a release: the newest, unless another is given. */
export function chartOf(
  version = AgentSandboxVersion.LATEST,
  props: ChartProps & { cluster?: SandboxClusterProps } = {},
): Chart {
  const { cluster, ...chartProps } = props;
  const app = new App();
  SandboxCluster.declare(app, { version, ...cluster });
  return new Chart(app, 'research', { namespace: 'research', ...chartProps });
}

/** What a chart prints, its warnings not shown. */
export function printed(chart: Chart): KubeObject[] {
  return quietly(() => chart.toJson());
}

/** The spec of the one object that a construct makes, without its being judged. */
export function specOf(construct: Loose): Loose {
  return (ApiObject.of(construct) as Loose)._render().spec;
}

/** The pod that a Sandbox or a SandboxTemplate prints. */
export function podOf(construct: Loose): Loose {
  return specOf(construct).podTemplate.spec;
}

/** What a synthesis of the whole app says, or nothing when it succeeds; its warnings are not shown. */
export function errorsOf(scope: IConstruct): string {
  try {
    quietly(() => (scope.node.root as App).synthYaml());
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * The findings of an app, but that nothing restricts or isolates its bare sandboxes: most tests have some, and are not
 * about that.
 */
export function findingsOf(scope: IConstruct): Finding[] {
  return Findings.of(scope.node.root).list().filter(({ code }) => code !== 'ASB340' && code !== 'ASB311');
}

/** The codes of the findings of an app. */
export function codesOf(scope: IConstruct): string[] {
  return findingsOf(scope).map(({ code }) => code);
}

/** A value that the types forbid and JavaScript does not. */
export function untyped<T>(value: unknown): T {
  return value as T;
}

/** What is found in an app, as one line each. */
export function linesOf(scope: IConstruct): string[] {
  return findingsOf(scope).map(
    ({ code, severity, path, message, remedy }) =>
      `${severity} ${code} ${path}: ${message}${remedy ? `; ${remedy}` : ''}`,
  );
}

/** A template `python` with a pool `pool`, in a chart of a release. */
export function pooled(
  props: Partial<SandboxTemplateProps> = {},
  options: WarmPoolOptions = {},
  chart = chartOf(),
): Pooled {
  const template = new SandboxTemplate(chart, 'Python', { ...POD, ...props });
  return { chart, template, pool: template.addWarmPool('Pool', options) };
}

/** A pool and what it is made of. */
export interface Pooled {
  readonly chart: Chart;
  readonly template: SandboxTemplate;
  readonly pool: WarmPool;
}
