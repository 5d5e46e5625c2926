import { isMadeByClusters } from './made-by-clusters';
import { Reference, referencesOf } from './references';
import { FindingSeverity } from '../../../findings/finding';
import { CodedTrouble, Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { POD_TEMPLATES, WORKLOADS } from '../../../kubernetes/pod-templates';
import type { OtherRule } from '../other-rule';
import { NOTHING, Rule, RuleContext } from '../rule';

const CODE = 'ASB245';
const OF_OTHERS = 'ASB490';
const OURS: ReadonlySet<string> = new Set(['Sandbox', 'SandboxTemplate']);
const SEVERITY = FindingSeverity.WARNING;

/** The references of a sandbox or template to objects that may be of another namespace. */
export function namespacedReferences(object: KubeObject): Reference[] {
  return referencesOf(object).filter(({ kind, namespace, name }) => (
    namespace !== undefined && kind !== 'Service' && !isMadeByClusters(kind, name)
  ));
}

/** What is wrong with a reference to an object that only another namespace has. */
export function ofOtherNamespace(
  { kind, namespace, name, path, isHelpful }: Reference,
  elsewhere: string,
  referring = 'Sandbox',
): CodedTrouble {
  const effect = isHelpful ? 'and the kubelet pulls without it' : 'and the pod does not start without it';
  return {
    code: Object.hasOwn(POD_TEMPLATES, referring) && !OURS.has(referring) ? OF_OTHERS : CODE,
    severity: SEVERITY,
    message: `${kind} '${name}' is in namespace '${elsewhere}', and not in '${namespace}', where the pod is: `
      + `pods never use objects of another namespace, ${effect}`,
    remedy: `declare it in '${namespace}' too, or correct the name`,
    path,
  };
}

/** An object that a pod names, and that only another namespace has. */
export const otherNamespace: Rule = {
  code: CODE,
  severity: SEVERITY,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object, context) => troublesOf(namespacedReferences(object), context),
};

/** The Secrets that pods of Kubernetes' own kinds pull images with, and that only another namespace has. */
export const pullSecretElsewhere: OtherRule = {
  code: OF_OTHERS,
  severity: SEVERITY,
  kinds: ['Pod', ...Object.keys(WORKLOADS)],
  asks: true,
  check: (object, context) => troublesOf(pullSecretsOf(object), context),
};

/** The Secrets to pull with of an object with pods. */
export function pullSecretsOf(object: KubeObject): Reference[] {
  return namespacedReferences(object).filter(({ isHelpful }) => isHelpful);
}

function troublesOf(references: readonly Reference[], { declaredElsewhere }: Pick<RuleContext, 'declaredElsewhere'>) {
  if (!declaredElsewhere) { return NOTHING; }
  let troubles: Trouble[] = NOTHING;
  for (const reference of references) {
    const elsewhere = declaredElsewhere(reference.kind, reference.namespace, reference.name);
    if (elsewhere !== undefined) { troubles = [...troubles, ofOtherNamespace(reference, elsewhere)]; }
  }
  return troubles;
}
