import type { PlanSettings } from './parts';
import type { UpgradePlan } from './plan';
import { firstStep, hopSteps } from './steps';
import { shadowPools, userObjects } from './user-objects';
import type { GivenObject } from '../judge/manifests/context-objects';
import type { Catalogue } from '../release/catalogue';
import type { Release } from '../release/release';
import { compareReleases } from '../release/release-id';
import { NoPath, upgradePath } from '../release/upgrade-path';

export interface PlanOptions extends Partial<PlanSettings> {
  readonly from: Release;
  readonly to: Release;
  readonly catalogue: Catalogue;
  /** The user's manifests. */
  readonly objects?: readonly GivenObject[];
}

/** The plan from one release to another, or why there is none. */
export function planUpgrade({
  from, to, catalogue, objects = [], extensions = true, profile = 'hardened',
}: PlanOptions): UpgradePlan | NoPath {
  const path = upgradePath(from, to, catalogue);
  if ('reason' in path) { return path; }
  const { releases } = path;
  const settings = { extensions, profile };
  const hops = releases.slice(1).map((release, index) => (
    { from: releases[index], to: release, settings, catalogue }
  ));
  return {
    from: from.id,
    to: to.id,
    releases: releases.map(({ id }) => id),
    avoided: catalogue.all()
      .filter(({ id, knownBad }) => (
        knownBad.length > 0 && compareReleases(id, from.id) > 0 && compareReleases(id, to.id) < 0
      ))
      .map(({ id, knownBad }) => ({ release: id, defects: knownBad })),
    files: [
      releases.filter(({ files }) => !files).map(({ id }) => id).join(' '),
      ...releases.flatMap(({ files }) => (files ? `--assets ${files.directory}` : [])),
    ].map((what) => `cdk8s-agent-sandbox release ${what}${profile === 'hardened' ? '' : ` --profile ${profile}`}`),
    objects: userObjects(objects, hops),
    shadowPools: shadowPools(objects, hops),
    steps: [firstStep(from, settings), ...hops.flatMap(hopSteps)],
  };
}
