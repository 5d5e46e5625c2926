import { ApiObject, App, Chart } from 'cdk8s';
import { AgentSandboxVersion, Findings, Judge, SandboxCluster, SandboxClusterProps } from '../../src';
import { split } from '../../src/documents';
import { ManifestJudge, ManifestJudgeOptions } from '../../src/judge/manifests';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Catalogue } from '../../src/release/catalogue';

/** What is found in objects by either way of judging, as lines without remedies. */
export interface BothWays {
  /** As plain objects of an app: severity, code, the construct's path (the name of the object) and the message. */
  readonly synth: string[];
  /** As a file: severity, code, the path in the object and the message. */
  readonly files: string[];
}

/** Codes that objects of tests have for want of what they are not about. */
const IDLE: ReadonlySet<string> = new Set(['ASB215', 'ASB311', 'ASB340', 'ASB505']);

/** Judges objects at synth and in `validate`. */
export function bothWays(
  objects: readonly KubeObject[],
  options: { cluster?: Partial<SandboxClusterProps>; files?: Partial<ManifestJudgeOptions> } = {},
): BothWays {
  return { synth: atSynth(objects, options.cluster), files: inFiles({ 'a.yaml': objects }, options.files) };
}

/** What is found in objects that are plain objects of an app. */
export function atSynth(objects: readonly KubeObject[], cluster: Partial<SandboxClusterProps> = {}): string[] {
  const app = new App();
  const priorityClasses = ['high', 'low', 'sandbox', 'sandbox-low'];
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, priorityClasses, ...cluster });
  const chart = new Chart(app, 'app');
  Judge.of(chart);
  objects.forEach((object, index) => new ApiObject(chart, `${object.metadata.name}-${index}`, object));
  return Findings.of(app)
    .list()
    .filter(({ code }) => !IDLE.has(code))
    .map(
      ({ severity, code, path, message }) => `${severity} ${code} ${/^app\/(.*)-\d+$/.exec(path!)?.[1]}: ${message}`,
    );
}

/** What is found in files of objects. */
export function inFiles(
  files: Readonly<Record<string, readonly KubeObject[]>>,
  options: Partial<ManifestJudgeOptions> = {},
): string[] {
  const manifests = new ManifestJudge({
    release: Catalogue.standard().get('v1.0.5'),
    closedWorld: false,
    keepObjects: false,
    ...options,
  });
  for (const [name, objects] of Object.entries(files)) {
    for (const chunk of split([objects.map((object) => JSON.stringify(object)).join('\n---\n')])) {
      manifests.read({ name, isStrict: true }, chunk);
    }
  }
  return manifests.finish().findings
    .filter(({ finding: { code } }) => !IDLE.has(code))
    .map(({ path, finding: { code, severity, message } }) => `${severity} ${code} ${path}: ${message}`);
}
