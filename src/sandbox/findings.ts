/** Findings about a construct that its object does not show. */
import { Finding, FindingSeverity } from '../findings/finding';
import { countOwnedBy } from '../judge/rules/pool-replicas';
import type { Release } from '../release/release';

/** A container that the user built and attached: it has the defaults of cdk8s-plus. */
export function attachedContainer(name: string): Finding {
  return {
    code: 'ASB207',
    severity: FindingSeverity.WARNING,
    message: `container '${name}' was built elsewhere and attached, so it has the defaults of cdk8s-plus: `
      + 'it requests and limits CPU and memory, pulls its image at each start, and keeps its capabilities',
    remedy: 'use addContainer, or acknowledge that it is meant so',
  };
}

/** A pod without a container. */
export function withoutContainer(): Finding {
  return {
    code: 'ASB209',
    severity: FindingSeverity.ERROR,
    message: 'the pod has no container',
    remedy: "set 'containers' or call addContainer",
  };
}

/** A workspace of another pod: the claim of a workspace serves its own pod only. */
export function foreignWorkspace(container: string, workspace: string, owner: string): Finding {
  return {
    code: 'ASB209',
    severity: FindingSeverity.ERROR,
    message: `container '${container}' mounts workspace '${workspace}' of '${owner}', which another pod does not have`,
    remedy: 'call addWorkspace of its own sandbox or template',
  };
}

/** Options for a container that the pod does not have. */
export function strayContainerOptions(name: string, names: readonly string[]): Finding {
  return {
    code: 'ASB209',
    severity: FindingSeverity.ERROR,
    message: `'containerOptions' has options for a container '${name}', which the pod does not have`,
    remedy: `name one of ${names.map((each) => `'${each}'`).join(', ')}`,
  };
}

/** A count that the release requires in the manifest although something else owns it. */
export function countOwnedElsewhere(owner: string, release: Release): Finding {
  return { code: 'ASB210', severity: FindingSeverity.WARNING, ...countOwnedBy(owner, release) };
}

/** A count that the release requires in the manifest and that is not given. */
export function countWanted(release: Release): Finding {
  return {
    code: 'ASB505',
    severity: FindingSeverity.ERROR,
    message: `the pool is 'scaledExternally', but ${release.id} wants a count in every pool`,
    remedy: "give one to start with in 'replicas', or use v0.5.1 or newer",
  };
}

/** A template that the release requires in claims and that is not known. */
export function templateWanted(pool: string, release: Release): Finding {
  return {
    code: 'ASB505',
    severity: FindingSeverity.ERROR,
    message: `${release.id} wants the template in claims, and that of pool '${pool}' is not known`,
    remedy: 'give it: WarmPool.fromWarmPoolName(scope, id, name, { template })',
  };
}
