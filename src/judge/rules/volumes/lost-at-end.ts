import { FindingSeverity } from '../../../findings/finding';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { claimTemplateNames, templateOf } from '../claim-resolution';
import { NOTHING, Rule, RuleContext } from '../rule';

/** An end at which volumes are deleted, though another one would keep them or the policy sounds as if it did. */
export const lostAtEnd: Rule = {
  code: 'ASB236',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxClaim'],
  check: (object, context) => (object.kind === 'Sandbox' ? ofSandbox(object) : ofClaim(object, context)),
};

function ofSandbox(sandbox: KubeObject) {
  const { shutdownPolicy, shutdownTime } = inObject(sandbox.spec);
  if (shutdownPolicy !== 'Delete' || shutdownTime === undefined) { return NOTHING; }
  const volumes = claimTemplateNames(sandbox);
  return volumes.length === 0
    ? NOTHING
    : [
      {
        message: `the sandbox is deleted at its end, and its volumes with it: ${shown(volumes)}`,
        remedy:
            "set 'shutdownPolicy' to RETAIN, which deletes the pod and keeps the volumes, " +
            'or acknowledge that the data may go',
        remedyInFile: "set 'shutdownPolicy' to 'Retain', which deletes the pod and keeps the volumes",
        path: ['spec', 'shutdownPolicy'],
      },
    ];
}

function ofClaim(claim: KubeObject, context: RuleContext) {
  const { shutdownPolicy = 'Retain', shutdownTime, ttlSecondsAfterFinished } = inObject(claim.spec, 'lifecycle');
  if (shutdownPolicy !== 'Retain' || (shutdownTime ?? ttlSecondsAfterFinished) === undefined) { return NOTHING; }
  const template = templateOf(claim, context);
  const volumes = [...new Set([...template ? claimTemplateNames(template) : [], ...claimTemplateNames(claim)])];
  return volumes.length === 0
    ? NOTHING
    : [
      {
        message:
            "at its end the claim stays ('shutdownPolicy' Retain), " +
            `but its sandbox is deleted, and the volumes with it: ${shown(volumes)}`,
        remedy:
            "set 'shutdownPolicy' to Delete if the data may go; " +
            'to keep it, give the claim no end and suspend its sandbox',
        path: [
          'spec',
          'lifecycle',
          ...(shutdownPolicy === inObject(claim.spec, 'lifecycle').shutdownPolicy
            ? ['shutdownPolicy']
            : [shutdownTime === undefined ? 'ttlSecondsAfterFinished' : 'shutdownTime']),
        ],
      },
    ];
}

function shown(volumes: readonly string[]): string {
  return volumes.map((name) => `'${name}'`).join(', ');
}
