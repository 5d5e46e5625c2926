import { Json } from './merge';

/** The defaults of every Linux container, none of which exists on Windows. */
const DEFAULTS: Json = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: false,
  capabilities: { drop: ['ALL'] },
};

/**
 * A container of a Windows pod: without the defaults that only Linux has, each of which the API server would refuse.
 * Other settings that only Linux has stay, and a finding reports them.
 */
export function windowsContainer<T extends Json>(container: T): T {
  const { securityContext, ...rest } = container;
  const kept = Object.entries(securityContext ?? {}).filter(([name, value]) => !isSame(DEFAULTS[name], value));
  return { ...rest, ...(kept.length > 0 && { securityContext: Object.fromEntries(kept) }) } as T;
}

function isSame(one: unknown, other: unknown): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
