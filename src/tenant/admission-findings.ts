import { Chart } from 'cdk8s';
import type { SandboxTenantProps } from './sandbox-tenant-props';
import { ValidationAction } from '../admission/sandbox-admission-policy-props';
import type { Membership } from '../admission/shared/shared-admission';
import { ADMISSION_LABEL } from '../api/labels';
import { Finding, FindingSeverity } from '../findings/finding';

/** What the admission of a tenant does not do, or only once its namespace has a label. */
export function admissionFindings(
  tenant: Chart,
  { validationActions = [ValidationAction.DENY], createNamespace }: SandboxTenantProps,
  shared?: Membership,
): Finding[] {
  const warn = (code: string, text: Pick<Finding, 'message' | 'remedy'>): Finding => (
    { code, severity: FindingSeverity.WARNING, ...text, path: tenant.node.path }
  );
  return [
    ...(validationActions.includes(ValidationAction.DENY) ? [] : [warn('ASB395', {
      message: `admission policies refuse nothing in namespace '${tenant.namespace}': 'validationActions' is `
        + validationActions.join(', '),
      remedy: "remove 'validationActions' once nothing is told any more; acknowledge the finding until then",
    })]),
    ...(shared && createNamespace === false ? [warn('ASB396', {
      message: `namespace '${tenant.namespace}' is not created here, and until it has the label `
        + `'${ADMISSION_LABEL}: ${shared.label}' ${validationActions.includes(ValidationAction.DENY)
          ? 'the API server refuses what is created in it' : 'no admission policy is about what is created in it'}`,
      remedy: 'set the label where the namespace is made, and acknowledge the finding; or let the tenant create it',
    })] : []),
  ];
}
