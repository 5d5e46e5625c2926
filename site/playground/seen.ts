/** What is shown of an app besides its files: who may reach whom, and its objects as a picture. */
import { ApiObject, App, Chart } from 'cdk8s';
import { AgentSandboxVersion, NetworkReport, SandboxCluster, StackPicture } from 'cdk8s-agent-sandbox';
import { parseAllDocuments } from 'yaml';
import { Seen } from './protocol';

/** The network and the picture of an app, or why there is neither. */
export function seen(app: () => App): Seen {
  try {
    const made = app();
    const report = NetworkReport.of(made);
    return {
      network: { matrix: report.toMarkdown(), svg: report.toSvg() },
      picture: StackPicture.of(made).toSvg(),
    };
  } catch (error) {
    return { notSeen: error instanceof Error ? error.message : String(error) };
  }
}

/** An app of manifests, taken as one cluster of a release. */
export function appOfManifests(text: string, release: string): App {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'manifests', { disableResourceNameHashes: true });
  for (const [index, object] of objectsIn(text).entries()) {
    new ApiObject(chart, String(index), object as ConstructorParameters<typeof ApiObject>[2]);
  }
  return app;
}

function objectsIn(text: string): object[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as { kind?: string; items?: object[] } | null)
    .flatMap((each) => (each?.kind?.endsWith('List') ? each.items ?? [] : each ? [each] : []));
}
