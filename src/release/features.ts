import { Release } from './release';
import { ApiVersion, Kind } from '../api/kinds';
import { hasField } from '../api/model';

const known = new WeakMap<Release, Map<string, boolean>>();

/** The API version in which objects are written for a release: the one that it stores. */
export function writtenVersion(release: Release): ApiVersion {
  return release.api.versions[0].name;
}

/** Whether a field, such as `Sandbox.spec.service`, can be written for a release. */
export function has(release: Release, path: `${Kind}.${string}`): boolean {
  let answers = known.get(release);
  if (!answers) { known.set(release, answers = new Map()); }
  let answer = answers.get(path);
  if (answer === undefined) { answers.set(path, answer = hasField(release.api, path, writtenVersion(release))); }
  return answer;
}

/**
 * What is written into a field of a spec: what is given, which a release that lacks the field is then refused for;
 * else the default where the release has the field, so that reviewers read it.
 */
export function written(
  release: Release,
  path: `${Kind}.spec.${string}`,
  given: unknown,
  byDefault?: unknown,
): unknown {
  return given ?? (byDefault !== undefined && has(release, path) ? byDefault : undefined);
}

/** The same as a member to spread. */
export function member(
  release: Release,
  path: `${Kind}.spec.${string}`,
  given: unknown,
  byDefault?: unknown,
): Record<string, unknown> {
  const value = written(release, path, given, byDefault);
  return value === undefined ? {} : { [path.slice(path.lastIndexOf('.') + 1)]: value };
}

/** Releases without the field make a Service for every sandbox: asking for one is met by saying nothing. */
export function writtenService(
  release: Release,
  kind: 'Sandbox' | 'SandboxTemplate',
  service: boolean | undefined,
): unknown {
  return service && !has(release, `${kind}.spec.service`) ? undefined : (service ?? undefined);
}
