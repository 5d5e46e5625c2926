import { IConstruct } from 'constructs';
import { Finding, FindingSeverity } from './findings/finding';
import { Findings } from './findings/findings';
import { perApp } from './private/per-app';
import { Catalogue } from './release/catalogue';
import { SandboxCluster } from './sandbox-cluster';

/** Notes that pods are selected by the hash of a template, which those of some releases do not bear. */
export function selectsByTemplateHash(template: IConstruct): void {
  perApp(template, 'selectedTemplates', (root) => {
    const selected = new Set<IConstruct>();
    Findings._ask(root, { list: () => [...selected].flatMap(judge) });
    return selected;
  }).add(template);
}

function judge(template: IConstruct): Finding[] {
  const release = SandboxCluster.of(template).version?._release;
  if (!release || release.controller.podsBearTemplateHash) { return []; }
  const { ids } = Catalogue.standard();
  const next = ids.slice(ids.indexOf(release.assumedFrom ?? release.id)).find((id) => Catalogue.standard().get(id).controller.podsBearTemplateHash);
  return [{
    code: 'ASB506',
    severity: FindingSeverity.ERROR,
    message: `pods are selected by their template, and those of ${release.id} bear no label for it: the selector would match none`,
    remedy: `use ${next ?? 'an older release'}${next ? ' or newer' : ''}, or select them by a label of your own in 'podLabels'`,
    path: template.node.path,
  }];
}
