import { IConstruct } from 'constructs';
import { Cluster } from '../app/cluster';
import { Findings } from '../app/findings';
import { perApp } from '../app/per-app';
import { Finding, FindingSeverity } from '../findings/finding';
import { Catalogue } from '../release/catalogue';

/** The parts of the findings about a release whose pods have no label with the hash of their template. */
const FINDINGS = {
  selector: {
    code: 'ASB506',
    cause: 'pods are selected by their template',
    effect: 'the selector would match none',
    alternative: "select them by a label of your own in 'podLabels'",
  },
  policy: {
    code: 'ASB320',
    cause: 'a network policy holds for the pods of a template by a label with its hash',
    effect: 'that of this template would hold for none',
    alternative: "write a NetworkPolicy that selects a label of your own in 'podLabels'",
  },
};

/** Notes that pods are selected by the hash of a template: in some releases they have no label with it. */
export function selectsByTemplateHash(template: IConstruct): void {
  note(template, 'selector');
}

/** The same of a network policy that the template itself brings. */
export function protectsByTemplateHash(template: IConstruct): void {
  note(template, 'policy');
}

function note(template: IConstruct, purpose: keyof typeof FINDINGS): void {
  perApp(template, `selectedTemplates.${purpose}`, (root) => {
    const noted = new Set<IConstruct>();
    Findings._ask(root, { list: () => [...noted].flatMap((each) => judge(each, purpose)) });
    return noted;
  }).add(template);
}

function judge(template: IConstruct, purpose: keyof typeof FINDINGS): Finding[] {
  const release = Cluster.of(template).version?._release;
  if (!release || release.controller.podsBearTemplateHash) { return []; }
  const { ids } = Catalogue.standard();
  const next = ids
    .slice(ids.indexOf(release.assumedFrom ?? release.id))
    .find((id) => Catalogue.standard().get(id).controller.podsBearTemplateHash);
  const { code, cause, effect, alternative } = FINDINGS[purpose];
  return [{
    code,
    severity: FindingSeverity.ERROR,
    message: `${cause}, and those of ${release.id} bear no label for it: ${effect}`,
    remedy: `use ${next ?? 'an older release'}${next ? ' or newer' : ''}, or ${alternative}`,
    path: template.node.path,
  }];
}
