import { changeFlags, Flag } from './flags';
import { changeMetrics, Metric } from './metrics';
import { changeRole, Permission } from './permissions';
import { ControllerFacts, InstallFacts, KnownBad, ReleaseRecord } from './record';
import { ReleaseFiles } from './release-files';
import { evolve } from '../api/evolve';
import { ApiModel, hasField, NO_API } from '../api/model';
import { Image } from '../checks/image';

/** All that is known of one release, with the records of its predecessors worked in. */
export interface Release {
  /** The tag, such as `v1.0.5`: also the tag of the controller's image. */
  readonly id: string;
  readonly date?: string;
  readonly install: InstallFacts;
  readonly controller: ControllerFacts;
  readonly api: ApiModel;
  readonly flags: ReadonlyMap<string, Flag>;
  /** By name. */
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly roles: {
    readonly controller: readonly Permission[];
    readonly extensions: readonly Permission[];
    readonly namespaced: readonly Permission[];
  };
  readonly knownBad: readonly KnownBad[];
  /**
   * The release whose facts are taken for this one, when it is not of the catalogue; of one that was read from files,
   * the facts that no file shows: flags, and what the controller does.
   */
  readonly assumedFrom?: string;
  /** The files it was read from. */
  readonly files?: ReleaseFiles;
  /** The image of the controller, where files name it. */
  readonly image?: Image;
}

const BEFORE_ALL: Release = {
  id: '',
  install: {} as InstallFacts,
  controller: {} as ControllerFacts,
  api: NO_API,
  flags: new Map(),
  metrics: new Map(),
  roles: { controller: [], extensions: [], namespaced: [] },
  knownBad: [],
};

/** The release that a record makes of its predecessor. */
export function succeed(before: Release | undefined, record: ReleaseRecord): Release {
  const { install, controller, api, flags, metrics, roles } = before ?? BEFORE_ALL;
  try {
    return {
      id: record.id,
      ...(record.date && { date: record.date }),
      install: { ...install, ...record.install },
      controller: { ...controller, ...record.controller },
      api: evolve(api, record.api ?? []),
      flags: changeFlags(flags, record.flags ?? {}),
      metrics: changeMetrics(metrics, record.metrics ?? {}),
      roles: {
        controller: changeRole(roles.controller, record.roles?.controller ?? {}),
        extensions: changeRole(roles.extensions, record.roles?.extensions ?? {}),
        namespaced: changeRole(roles.namespaced, record.roles?.namespaced ?? {}),
      },
      knownBad: record.knownBad ?? [],
    };
  } catch (error) {
    throw new Error(`record of ${record.id}: ${(error as Error).message}`);
  }
}

/**
 * Whether a release has a feature: a flag (`--api-connections`), a field (`Sandbox.spec.service`, also inside core
 * types) or an API version (`v1beta1`).
 */
export function supports(release: Release, feature: string): boolean {
  if (feature.startsWith('--')) { return release.flags.has(feature.slice(2)); }
  if (/^v\d+((alpha|beta)\d+)?$/.test(feature)) { return release.api.versions.some(({ name }) => name === feature); }
  return hasField(release.api, feature);
}
