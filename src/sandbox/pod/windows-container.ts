import { Json } from './merge';

/** What cdk8s-plus and we say of every container of Linux. Windows has none of it, so it goes without saying there. */
const DEFAULTS: Json = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: false,
  capabilities: { drop: ['ALL'] },
};

/**
 * A container of a Windows pod: without the defaults that only Linux has, each of which the API server would refuse.
 * What was asked for beyond them stays, for a finding to tell.
 */
export function windowsContainer<T extends Json>(container: T): T {
  const { securityContext, ...rest } = container;
  const kept = Object.entries(securityContext ?? {}).filter(([name, value]) => !isSame(DEFAULTS[name], value));
  return { ...rest, ...(kept.length > 0 && { securityContext: Object.fromEntries(kept) }) } as T;
}

function isSame(one: unknown, other: unknown): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
