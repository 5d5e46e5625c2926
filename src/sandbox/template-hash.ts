import { IConstruct } from 'constructs';
import { Cluster } from '../app/cluster';
import { Findings } from '../app/findings';
import { perApp } from '../app/per-app';
import { Finding, FindingSeverity } from '../findings/finding';
import { Catalogue } from '../release/catalogue';

/** What is said where the pods of a template are selected by its hash, and bear none. */
const TROUBLES = {
  selector: {
    code: 'ASB506',
    says: 'pods are selected by their template',
    so: 'the selector would match none',
    or: "select them by a label of your own in 'podLabels'",
  },
  policy: {
    code: 'ASB320',
    says: 'a network policy holds for the pods of a template by a label with its hash',
    so: 'that of this template would hold for none',
    or: "write a NetworkPolicy that selects a label of your own in 'podLabels'",
  },
};

/** Notes that pods are selected by the hash of a template, which those of some releases do not bear. */
export function selectsByTemplateHash(template: IConstruct): void {
  note(template, 'selector');
}

/** The same of a network policy that the template itself brings. */
export function protectsByTemplateHash(template: IConstruct): void {
  note(template, 'policy');
}

function note(template: IConstruct, purpose: keyof typeof TROUBLES): void {
  perApp(template, `selectedTemplates.${purpose}`, (root) => {
    const noted = new Set<IConstruct>();
    Findings._ask(root, { list: () => [...noted].flatMap((each) => judge(each, purpose)) });
    return noted;
  }).add(template);
}

function judge(template: IConstruct, purpose: keyof typeof TROUBLES): Finding[] {
  const release = Cluster.of(template).version?._release;
  if (!release || release.controller.podsBearTemplateHash) { return []; }
  const { ids } = Catalogue.standard();
  const next = ids
    .slice(ids.indexOf(release.assumedFrom ?? release.id))
    .find((id) => Catalogue.standard().get(id).controller.podsBearTemplateHash);
  const { code, says, so, or } = TROUBLES[purpose];
  return [{
    code,
    severity: FindingSeverity.ERROR,
    message: `${says}, and those of ${release.id} bear no label for it: ${so}`,
    remedy: `use ${next ?? 'an older release'}${next ? ' or newer' : ''}, or ${or}`,
    path: template.node.path,
  }];
}
