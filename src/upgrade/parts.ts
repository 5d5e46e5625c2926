import type { Action, Expectation } from './plan';
import { CONTROLLER, NAMESPACE } from '../api/controller-names';
import { ApiVersion, crdName, EXTENSION_KINDS, Kind, KINDS } from '../api/kinds';
import type { LeftoverObject as ObjectName } from '../install/leftover-clean-up';
import type { Release } from '../release/release';

/** The install that a plan is for. */
export interface PlanSettings {
  /** @default true */
  readonly extensions: boolean;
  /** The profile of the command `release`. */
  readonly profile: string;
}

/** The kinds that the install serves. */
export function kindsOf({ extensions }: PlanSettings): Kind[] {
  return ['Sandbox', ...(extensions ? EXTENSION_KINDS : [])];
}

/** A resource as kubectl names it, in an API version or in that which the server prefers. */
export function resourceOf(kind: Kind, version?: string): string {
  return version === undefined ? crdName(kind) : `${KINDS[kind].plural}.${version}.${KINDS[kind].group}`;
}

export function apiVersionOf(kind: Kind, version: string): string {
  return `${KINDS[kind].group}/${version}`;
}

export function crdOf(kind: Kind): ObjectName {
  return { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name: crdName(kind) };
}

export function workloadOf({ install }: Release): ObjectName {
  return { apiVersion: 'apps/v1', kind: install.workload, namespace: NAMESPACE, name: CONTROLLER };
}

export function storedVersion({ api }: Release): ApiVersion {
  return api.versions[0].name;
}

export function servedVersions({ api }: Release): ApiVersion[] {
  return api.versions.map(({ name }) => name);
}

/** The file of the command `release` that has everything. */
export function fileOf({ id }: Release, { extensions }: PlanSettings): string {
  return `${id}/${extensions ? 'sandbox-with-extensions.yaml' : 'manifest.yaml'}`;
}

/** Applies a release and waits until it works. */
export function installActions(release: Release, settings: PlanSettings): Action[] {
  const kinds = kindsOf(settings);
  return [
    { do: 'apply', file: fileOf(release, settings) },
    ...kinds.map((kind): Action => ({ do: 'wait', object: crdOf(kind), for: 'established' })),
    { do: 'wait', object: workloadOf(release), for: 'rollout' },
    ...kinds.flatMap((kind) => servedVersions(release).map((version): Action => (
      { do: 'wait-for-reads', resource: resourceOf(kind, version) }
    ))),
  ];
}

export function controllerIs(release: Release): Expectation {
  return { is: 'controller', object: workloadOf(release), release: release.id };
}

/** @param version in which they are read, where a conversion may not answer */
export function kept(settings: PlanSettings, version?: ApiVersion): Expectation {
  return { is: 'kept', resources: kindsOf(settings).map((kind) => resourceOf(kind, version)) };
}

export function storedAs(versions: readonly ApiVersion[], settings: PlanSettings): Expectation[] {
  return kindsOf(settings).map((kind) => ({ is: 'stored-versions', object: crdOf(kind), versions }));
}

/** Stores all objects in one version and forgets the others. */
export function storeActions(version: ApiVersion, settings: PlanSettings): Action[] {
  const kinds = kindsOf(settings);
  return [
    ...kinds.map((kind): Action => ({ do: 'store', resource: resourceOf(kind, version) })),
    ...kinds.map((kind): Action => (
      {
        do: 'patch',
        object: crdOf(kind),
        subresource: 'status',
        type: 'merge',
        patch: { status: { storedVersions: [version] } },
      }
    )),
  ];
}

/** Removes the managed fields of a version: server-side apply converts them, which fails once the version is gone. */
export function managedFields(
  dropped: ApiVersion,
  stored: ApiVersion,
  settings: PlanSettings,
): { actions: Action[]; checks: Expectation[] } {
  const of = kindsOf(settings).map((kind) => (
    { resource: resourceOf(kind, stored), apiVersion: apiVersionOf(kind, dropped) }
  ));
  return {
    actions: of.map((each) => ({ do: 'drop-managed-fields', ...each })),
    checks: of.map((each) => ({ is: 'no-managed-fields', ...each })),
  };
}

/**
 * Takes the conversion out of the CRDs. The controller has written its certificate there, and as it owns that field, an
 * apply of CRDs without a conversion would leave half of one, which the API server refuses.
 */
export function noConversion(settings: PlanSettings): Action[] {
  return kindsOf(settings).map((kind) => ({
    do: 'patch',
    object: crdOf(kind),
    type: 'merge',
    patch: { spec: { conversion: { strategy: 'None', webhook: null } } },
  }));
}
