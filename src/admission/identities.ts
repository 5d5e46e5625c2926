import { IConstruct } from 'constructs';
import { AdmissionScope, isInScope } from './admission-scope';
import type { AdmissionSettings } from './admission-settings';
import { SANDBOX_LABEL } from '../api/labels';
import { clusterScopeOf } from '../app/cluster-scope';
import { Findings } from '../app/findings';
import { perApp } from '../app/per-app';
import { Finding, FindingSeverity } from '../findings/finding';
import { identityUses } from '../identity/accounts';

/** A policy that denies. */
interface Denying {
  readonly policy: IConstruct;
  readonly scope: AdmissionScope;
  readonly settings: AdmissionSettings;
}

/** Has the identities of an app compared with what a policy lets pods have. */
export function compareIdentities(denying: Denying): void {
  perApp(denying.policy, 'policiesOfIdentities', (root): Denying[] => {
    const all: Denying[] = [];
    Findings._ask(root, { list: () => refused(root, all) });
    return all;
  }).push(denying);
}

/** ASB427: a policy refuses the token that a webhook adds to the pods of an identity. */
function refused(root: IConstruct, policies: readonly Denying[]): Finding[] {
  return identityUses(root).flatMap(({ identity, namespace, construct }) => {
    const { audience, title } = identity._facts;
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'pod', ...(namespace && { namespace }), labels: { [SANDBOX_LABEL]: '' } },
    };
    const denying = policies.find(({ policy, scope, settings }) =>
      audience !== undefined && !settings.allowServiceAccountTokens
      && !settings.tokenAudiences?.includes(audience)
      && clusterScopeOf(policy) === clusterScopeOf(construct) && isInScope(pod, scope));
    return denying ? [{
      code: 'ASB427',
      severity: FindingSeverity.ERROR,
      message: `the admission policy '${denying.policy.node.path}' refuses pods with tokens, and the webhook of `
        + `${title} adds one for '${audience}' to these`,
      remedy: "give the identity to 'identities' of the policy, or of the tenant",
      path: construct.node.path,
    }] : [];
  });
}
