/** The record of a release, read from its assets and the release before it. */
import { isDeepStrictEqual } from 'node:util';
import { apiChanges } from './api-changes';
import { UNDESCRIBED } from './fields';
import { Assets, crdsOf, installOf, rulesIn } from './observed';
import { CONTROLLER } from '../../api/controller-names';
import { inObjectAt } from '../../kubernetes/read-json';
import { DNS_LABEL, Flag, flag, PORT } from '../flags';
import { Permission, PolicyRule, RoleChange, Verb } from '../permissions';
import { InstallFacts, ReleaseRecord } from '../record';
import { Release } from '../release';

/** A record, and what it cannot express. */
export interface Reading {
  readonly record: ReleaseRecord;
  /** Fields of the CRDs that are left out. */
  readonly unknownFields: readonly string[];
}

/**
 * The record. Other flags, facts of the controller's behaviour and known faults are not in the assets, and so not in
 * it.
 *
 * @throws when the assets are not those of a whole release
 */
export function readRecord(id: string, assets: Assets, before: Release, date?: string): Reading {
  const install = differing(before.install, installOf(assets));
  const { changes: api, unknownFields } = apiChanges(before.api, crdsOf(assets));
  const roles = {
    controller: roleChange(before.roles.controller, rulesIn(assets, 'ClusterRole', CONTROLLER)),
    extensions: roleChange(before.roles.extensions, rulesIn(assets, 'ClusterRole', `${CONTROLLER}-extensions`)),
    namespaced: roleChange(before.roles.namespaced, rulesIn(assets, 'Role', CONTROLLER)),
  };
  const changedRoles = Object.fromEntries(Object.entries(roles).filter(([, change]) => Object.keys(change).length > 0));
  const flags = webhookFlags(before, assets);
  const record: ReleaseRecord = {
    id,
    ...(date && { date }),
    ...(Object.keys(install).length > 0 && { install }),
    ...(api.length > 0 && { api }),
    ...(flags.length > 0 && { flags: { add: flags } }),
    ...(Object.keys(changedRoles).length > 0 && { roles: changedRoles }),
  };
  return { record, unknownFields };
}

/** Flags that the files show: where the API server reaches a webhook that the release before did not have. */
function webhookFlags(before: Release, assets: Assets): Flag[] {
  const [crd] = crdsOf(assets).values();
  const { name, namespace } = inObjectAt(crd, ['spec', 'conversion', 'webhook', 'clientConfig', 'service']);
  const port = installOf(assets).ports?.find((each) => each.name === 'webhook')?.containerPort;
  if (before.flags.has('webhook-port') || port === undefined) { return []; }
  return [
    flag('webhook-port', 'int', port, UNDESCRIBED, PORT),
    flag('webhook-service-name', 'string', String(name), UNDESCRIBED, DNS_LABEL),
    flag('webhook-namespace', 'string', String(namespace), UNDESCRIBED),
  ];
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
