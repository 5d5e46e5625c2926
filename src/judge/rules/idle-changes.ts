import { comparedClaimTemplates, templateOf } from './claim-resolution';
import { NOTHING, Rule, RuleContext } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../kubernetes/pod-templates';
import { inObject, Loose } from '../../kubernetes/read-json';
import { canonicalJson } from '../../kubernetes/types/canonical-json';

/** A change that is accepted and does nothing to what runs already. */
export const idleChanges: Rule = {
  code: 'ASB220',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxWarmPool', 'SandboxClaim'],
  check: (object, context) => {
    const old = context.old?.(object);
    return old || object.kind === 'SandboxWarmPool' ? CHECKS[object.kind](object, old, context) : NOTHING;
  },
};

/** Fields that name the source of the sandbox of a claim, and those that the claim brings along. */
const REFERENCES = ['sandboxTemplateRef', 'warmpool', 'warmPoolRef'];
const BROUGHT = ['env', 'volumeClaimTemplates'];

const CHECKS: Record<string, (object: KubeObject, old: KubeObject | undefined, context: RuleContext) => Trouble[]> = {
  Sandbox(object, old) {
    if (isSuspended(object) || isSuspended(old!) || !differ(sandboxPod(object), sandboxPod(old))) { return NOTHING; }
    return [{
      message: 'the pod of the sandbox changes, but the one that runs stays as it is until another is made',
      remedy: "suspend the sandbox and let it run again ('operatingMode'), or delete its pod",
      path: SANDBOX_POD,
    }];
  },

  SandboxClaim(claim, old) {
    // API versions name the pool in fields of their own.
    const fields = claim.apiVersion === old!.apiVersion ? [...REFERENCES, ...BROUGHT] : BROUGHT;
    return fields
      .filter((field) => differ(inObject(claim.spec)[field], inObject(old!.spec)[field]))
      .map((field) => ({
        message:
          `'${field}' of the claim changes, which is read when its sandbox is made: ` +
          'one that has its sandbox keeps it as it is',
        remedy: 'delete the claim and create it anew, or create another',
        path: ['spec', field],
      }));
  },

  SandboxWarmPool(pool, old, context) {
    const { replicas, updateStrategy } = inObject(pool.spec);
    if (replicas === 0 || inObject(updateStrategy).type === 'Recreate') { return NOTHING; }
    const template = templateOf(pool, context);
    const before = template && context.old?.(template);
    const isOther =
      old !== undefined && differ(inObject(old.spec).sandboxTemplateRef, inObject(pool.spec).sandboxTemplateRef);
    if (!isOther && !(before && differ(blueprint(before), blueprint(template)))) { return NOTHING; }
    return [
      {
        message:
          `${isOther ? 'the pool gets another template' : `template '${template!.metadata.name}' changes`}, ` +
          'but sandboxes that wait in the pool stay as they are, and are handed out so',
        remedy: "set 'updateStrategy' to 'Recreate', or delete the sandboxes that wait",
        path: isOther ? ['spec', 'sandboxTemplateRef', 'name'] : ['spec', 'updateStrategy'],
      },
    ];
  },
};

/** The part of a template that makes a waiting sandbox outdated; labels and annotations do not. */
function blueprint(template: KubeObject): unknown {
  return [sandboxPod(template), comparedClaimTemplates(template), inObject(template.spec).service];
}

function isSuspended({ spec }: KubeObject): boolean {
  const { operatingMode, replicas }: Loose = inObject(spec);
  return operatingMode === 'Suspended' || replicas === 0;
}

function differ(a: unknown, b: unknown): boolean {
  return canonicalJson(a) !== canonicalJson(b);
}
