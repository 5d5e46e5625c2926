import { CloudIdentity } from './cloud-identity';
import type { CloudIdentityProps } from './cloud-identity-props';
import { shown } from '../checks/forms';
import { EgressDestination } from '../network/egress-destination';
import { formatCidr, parseCidr } from '../network/intent/cidr';
import type { NetworkRule, Port, Target } from '../network/intent/intent';
import type { LabelSelectorJson } from '../network/intent/peer-json';

/** An identity as JSON has it: the factory of `CloudIdentity`, and its props. */
export type IdentityJson = CloudIdentityProps & {
  readonly type: string;
  readonly tokenService?: RuleJson;
  readonly [prop: string]: unknown;
};

/** A rule of networks, with ranges as text. */
export interface RuleJson {
  readonly targets: readonly TargetJson[];
  readonly ports: readonly Port[];
}

interface TargetJson {
  readonly cidr?: string;
  readonly except?: readonly string[];
  readonly isNamed?: boolean;
  readonly isOptional?: boolean;
  readonly title?: string;
  readonly domain?: string;
  readonly podSelector?: LabelSelectorJson;
  readonly namespaceSelector?: LabelSelectorJson;
}

/** The factories, each of which checks its props: those of a file are known no better than those of a program. */
const FACTORIES: Readonly<Record<string, (props: never) => CloudIdentity>> = {
  irsa: (props) => CloudIdentity.irsa(props),
  podIdentity: (props) => CloudIdentity.podIdentity(props),
  workloadIdentity: (props) => CloudIdentity.workloadIdentity(props),
  azure: (props) => CloudIdentity.azure(props),
};

/** Their names. */
export const IDENTITY_TYPES = Object.keys(FACTORIES);

/** An identity as JSON. */
export function identityJson(identity: CloudIdentity): IdentityJson {
  const { type, props: { tokenService, ...props } } = identity._declared;
  return {
    type,
    ...props,
    serviceAccountName: identity.serviceAccountName,
    ...(tokenService && { tokenService: ruleJson(tokenService._rule()) }),
  };
}

/**
 * The identity of such JSON.
 *
 * @throws when it is of no known type, or a prop is missing, unknown or malformed
 */
export function identityOfJson({ type, tokenService, ...props }: IdentityJson): CloudIdentity {
  if (!Object.hasOwn(FACTORIES, type)) {
    throw new Error(`'type' is ${shown(type)}; known: ${IDENTITY_TYPES.join(', ')}`);
  }
  return FACTORIES[type]({
    ...props, ...(tokenService && { tokenService: EgressDestination._of(ruleOfJson(tokenService)) }),
  } as never);
}

function ruleJson({ targets, ports }: NetworkRule): RuleJson {
  return {
    targets: targets.map((target) => {
      if (target.kind === 'domain') { return { domain: target.name }; }
      const { kind: _, ...rest } = target;
      if (!('cidr' in rest)) { return rest; }
      const { cidr, except, ...others } = rest;
      return { cidr: formatCidr(cidr), ...(except && { except: except.map(formatCidr) }), ...others };
    }),
    ports,
  };
}

function ruleOfJson({ targets, ports }: RuleJson): NetworkRule {
  return {
    targets: targets.map(({ cidr, except, domain, podSelector, namespaceSelector, ...rest }): Target => {
      if (cidr !== undefined) {
        return { kind: 'range', cidr: parseCidr(cidr), ...(except && { except: except.map(parseCidr) }), ...rest };
      }
      if (domain !== undefined) { return { kind: 'domain', name: domain }; }
      return { kind: 'pods', podSelector: podSelector ?? {}, ...(namespaceSelector && { namespaceSelector }) };
    }),
    ports,
  };
}
