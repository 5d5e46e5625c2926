/** The record of a release, read from its assets and the release before it. */
import { isDeepStrictEqual } from 'node:util';
import { apiChanges } from './api-changes';
import { Assets, crdsOf, installOf, rulesIn } from './observed';
import { CONTROLLER } from '../../src/api/controller-names';
import { Permission, PolicyRule, RoleChange, Verb } from '../../src/release/permissions';
import { InstallFacts, ReleaseRecord } from '../../src/release/record';
import { Release } from '../../src/release/release';

/**
 * The record. Flags, facts of the controller's behaviour and known faults are not in the assets, and so not in it.
 *
 * @throws when the assets have what a record cannot express
 */
export function readRecord(id: string, assets: Assets, before: Release, date?: string): ReleaseRecord {
  const install = differing(before.install, installOf(assets));
  const api = apiChanges(before.api, crdsOf(assets));
  const roles = {
    controller: roleChange(before.roles.controller, rulesIn(assets, 'ClusterRole', CONTROLLER)),
    extensions: roleChange(before.roles.extensions, rulesIn(assets, 'ClusterRole', `${CONTROLLER}-extensions`)),
    namespaced: roleChange(before.roles.namespaced, rulesIn(assets, 'Role', CONTROLLER)),
  };
  const changedRoles = Object.fromEntries(Object.entries(roles).filter(([, change]) => Object.keys(change).length > 0));
  return {
    id,
    ...(date && { date }),
    ...(Object.keys(install).length > 0 && { install }),
    ...(api.length > 0 && { api }),
    ...(Object.keys(changedRoles).length > 0 && { roles: changedRoles }),
  };
}

function differing(before: InstallFacts, now: Partial<InstallFacts>): Partial<InstallFacts> {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) =>
    !isDeepStrictEqual(value, before[key as keyof InstallFacts])));
}

/** The verbs that each resource gained and lost. */
function roleChange(before: readonly Permission[], rules: readonly PolicyRule[]): RoleChange {
  const was = byKey(before);
  const now = byKey(rules.flatMap(({ apiGroups, resources, resourceNames, verbs }) =>
    apiGroups.flatMap((group) => resources.map((resource) => ({
      resource: named(resource, group),
      verbs: verbs as Verb[],
      ...(resourceNames && { names: resourceNames }),
    })))));
  const grant = missing(now, was);
  const revoke = missing(was, now);
  return { ...(grant.length > 0 && { grant }), ...(revoke.length > 0 && { revoke }) };
}

/** `sandboxes/status` of a group is `sandboxes.group/status`. */
function named(resource: string, group: string): string {
  const [name, ...sub] = resource.split('/');
  return [group ? `${name}.${group}` : name, ...sub].join('/');
}

function byKey(permissions: readonly Permission[]): Map<string, Permission> {
  const all = new Map<string, Permission>();
  for (const permission of permissions) {
    const key = JSON.stringify([permission.resource, [...permission.names ?? []].sort()]);
    const verbs = new Set([...all.get(key)?.verbs ?? [], ...permission.verbs]);
    all.set(key, { ...permission, verbs: [...verbs].sort() });
  }
  return all;
}

/** The permissions of the one that the other does not have. */
function missing(of: ReadonlyMap<string, Permission>, other: ReadonlyMap<string, Permission>): Permission[] {
  return [...of].flatMap(([key, permission]) => {
    const verbs = permission.verbs.filter((verb) => !other.get(key)?.verbs.includes(verb));
    return verbs.length > 0 ? [{ ...permission, verbs }] : [];
  });
}
