import { App, Chart, ChartProps } from 'cdk8s';
import { dump } from 'js-yaml';
import { AgentSandbox, AgentSandboxProps, AgentSandboxVersion } from '../../src';
import { KubeObject } from '../../src/kubernetes/kube-object';

/** An install alone in the chart `platform` of an app. */
export interface Installed {
  readonly app: App;
  readonly chart: Chart;
  readonly install: AgentSandbox;
}

/** An install of the newest release, unless the props say otherwise. */
export function installed(props: Partial<AgentSandboxProps> = {}, chartProps?: ChartProps): Installed {
  const app = new App();
  const chart = new Chart(app, 'platform', chartProps);
  return {
    app,
    chart,
    install: new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.LATEST, ...props }),
  };
}

/** The objects of such an install, as the chart prints them. */
export function objectsOf(props: Partial<AgentSandboxProps> = {}, chartProps?: ChartProps): KubeObject[] {
  return installed(props, chartProps).chart.toJson();
}

/** An object, with what tests look at anywhere in it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;

/** The one object of a kind; of several, the one with the name. */
export function find(objects: readonly KubeObject[], kind: string, name?: string): Loose {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1) {
    throw new Error(
      `${found.length} objects are ${kind} ${name ?? ''}: ` +
        objects.map((object) => `${object.kind} ${object.metadata.name}`).join(', '),
    );
  }
  return found[0];
}

/** The controllers among objects: an install has one. */
export function controllers(objects: readonly KubeObject[]): Loose[] {
  return objects.filter(({ kind }) => ['DaemonSet', 'Deployment', 'StatefulSet'].includes(kind));
}

/** The container of the controller, in an install with the props. */
export function containerOf(props: Partial<AgentSandboxProps> = {}): Loose {
  return controllers(objectsOf(props))[0].spec.template.spec.containers[0];
}

/** YAML to read in a review: the schemas of CRDs, which other tests compare with upstream's, are left out. */
export function readable(objects: readonly KubeObject[]): string {
  return objects.map((object) => inlined(dump(elided(object), { lineWidth: 160, noRefs: true }))).join('---\n');
}

/** Lists of words on one line: `verbs: [get, list]`. */
function inlined(yaml: string): string {
  return yaml.replace(/^([- ]*\w+:)\n((?: +- [^\n:{[]+\n)+)/gm, (_, key: string, items: string) => {
    return `${key} [${items.trim().split(/\n *- /).map((item) => item.replace(/^- /, '')).join(', ')}]\n`;
  });
}

function elided(object: Loose): object {
  if (object.kind !== 'CustomResourceDefinition') { return object; }
  const { conversion, versions } = object.spec;
  return {
    ...object,
    spec: {
      ...(conversion && { conversion }),
      versions: versions.map(({ name }: { name: string }) => name).join(', '),
    },
  };
}
