import { FindingSeverity } from '../../findings/finding';
import type { CodedTrouble } from '../../findings/trouble';
import { apiGroupOf } from '../../kubernetes/api-group';
import { isWithheld } from '../deployed-kinds';
import type { FactsDocument } from './facts-document';

/** The name, kind and place of an object. */
export interface TeamObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
}

/** Why the pipeline of a team may not apply an object, whatever is in it. */
export function teamTroubles(
  { apiVersion, kind, namespace }: TeamObject, tenants: readonly FactsDocument[],
): CodedTrouble[] {
  const own = tenants.map((each) => each.namespace);
  const tenant = tenants.find((each) => each.namespace === namespace) ?? tenants[0];
  const group = apiGroupOf(apiVersion);
  const isDeployed = tenant.deploys.some((each) => each.kind === kind && (each.apiGroup ?? '') === group);
  if (!isDeployed) { return [ofKind(kind, group, tenant)]; }
  return namespace !== undefined && own.includes(namespace) ? [] : [elsewhere(namespace, own)];
}

function ofKind(kind: string, group: string, { namespace, deploys }: FactsDocument): CodedTrouble {
  const isGuardrail = isWithheld(kind) || kind === 'NetworkPolicy';
  const others = deploys.map((each) => each.kind).join(', ');
  return {
    code: 'ASB418',
    severity: FindingSeverity.ERROR,
    message: `${kind}${group === '' ? '' : ` of ${group}`} is no kind that the team of tenant '${namespace}' may apply`
      + (isGuardrail ? ': it would change what separates the tenant from others' : ''),
    remedy: isGuardrail
      ? 'leave it to the app of the platform, whose tenant has the namespace, quota, roles, accounts and policies'
      : `remove it, or ask the platform for it in 'deployedKinds' of the tenant; known: ${others}`,
    path: ['kind'],
  };
}

function elsewhere(namespace: string | undefined, own: readonly string[]): CodedTrouble {
  const names = own.map((each) => `'${each}'`).join(' or ');
  return {
    code: 'ASB417',
    severity: FindingSeverity.ERROR,
    message: namespace === undefined
      ? `it names no namespace, so that it goes where the pipeline applies it, unjudged by tenant ${names}`
      : `it is of namespace '${namespace}', and the team of tenant ${names} may apply nothing there`,
    remedy: 'create it in the tenant, the chart that SandboxTenant.fromTenantFacts returns',
    remedyInFile: `set 'metadata.namespace' to ${names}`,
    path: ['metadata', 'namespace'],
  };
}
