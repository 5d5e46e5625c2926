/** Who may reach whom in an app, as a table and as pictures. */
import { ApiObject, App, Chart } from 'cdk8s';
import { AgentSandboxVersion, NetworkReport, SandboxCluster } from 'cdk8s-agent-sandbox';
import { parseAllDocuments } from 'yaml';
import { Network } from './protocol';

/** A report that draws itself, as newer ones do. */
interface Drawing {
  toSvg?(): string;
}

export function networkOf(app: App): Network {
  const report = NetworkReport.of(app);
  const svg = (report as NetworkReport & Drawing).toSvg?.();
  return { matrix: report.toMarkdown(), mermaid: report.toMermaid(), ...(svg !== undefined && { svg }) };
}

/** The network of manifests, taken as one cluster of a release. */
export function networkOfManifests(text: string, release: string): Network {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'manifests', { disableResourceNameHashes: true });
  for (const [index, object] of objectsIn(text).entries()) {
    new ApiObject(chart, String(index), object as ConstructorParameters<typeof ApiObject>[2]);
  }
  return networkOf(app);
}

function objectsIn(text: string): object[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as { kind?: string; items?: object[] } | null)
    .flatMap((each) => (each?.kind?.endsWith('List') ? each.items ?? [] : each ? [each] : []));
}
