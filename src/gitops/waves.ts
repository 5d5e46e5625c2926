import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Content } from './content';
import { Stage, stageOf } from './stage';
import { isBelow } from '../app/is-below';
import { annotationsOf } from '../app/judged-objects';
import { SYNC_WAVE } from '../kubernetes/gitops-annotations';

/** The wave of each stage, with room for waves of users between them. */
const WAVES: Readonly<Record<Stage, number>> = {
  [Stage.DEFINITIONS]: -30,
  [Stage.INSTALL]: -20,
  [Stage.GUARDRAILS]: -10,
  [Stage.WORKLOADS]: 0,
};

/** The waves of the objects that charts hold: by stage, and after what they depend on. */
export function wavesOf({ charts, objects }: Content): ReadonlyMap<ApiObject, number> {
  const targets = dependencies(charts, objects);
  const waves = new Map<ApiObject, number>();
  const open = new Set<ApiObject>();
  const wave = (object: ApiObject): number => {
    const known = waves.get(object);
    if (known !== undefined) { return known; }
    const base = givenWave(object) ?? WAVES[stageOf(object)];
    // Of a circle, cdk8s tells.
    if (open.has(object)) { return base; }
    open.add(object);
    const before = targets.size === 0 ? [] : object.node.scopes.flatMap((scope) => targets.get(scope) ?? []);
    const found = givenWave(object)
      ?? before.filter((each) => each !== object).reduce((most, each) => Math.max(most, wave(each) + 1), base);
    open.delete(object);
    waves.set(object, found);
    return found;
  };
  for (const object of objects) { wave(object); }
  return waves;
}

/** The wave that the user gave, unless it is ours of before. */
function givenWave(object: ApiObject): number | undefined {
  const text = annotationsOf(object)[SYNC_WAVE];
  return text === undefined || OURS.get(object) === text ? undefined : Number(text);
}

const OURS = new WeakMap<ApiObject, string>();

/** Has objects applied in their waves. */
export function markWaves(content: Content): void {
  for (const [object, wave] of wavesOf(content)) { markWave(object, wave); }
}

/** Has an object applied in a wave, unless the user gave it one. */
export function markWave(object: ApiObject, wave: number): void {
  const text = String(wave);
  if (givenWave(object) !== undefined || annotationsOf(object)[SYNC_WAVE] === text) { return; }
  if (wave === 0 && OURS.get(object) === undefined) { return; }
  OURS.set(object, text);
  object.metadata.addAnnotation(SYNC_WAVE, text);
}

/**
 * The objects on which each construct depends. As in cdk8s, a dependency on a construct in another chart is one of the
 * whole chart; and one of a chart on those within it, which cdk8s adds, tells nothing.
 */
function dependencies(charts: readonly Chart[], objects: readonly ApiObject[]): Map<IConstruct, ApiObject[]> {
  const found = new Map<IConstruct, Set<IConstruct>>();
  for (const source of new Set(charts.flatMap((chart) => chart.node.findAll()))) {
    for (const target of source.node.dependencies) {
      const [from, to] = [Chart.of(source), Chart.of(target)];
      const edge = from === to ? [source, target] as const : [from, to] as const;
      if (isBelow(edge[1], edge[0]) || isBelow(edge[0], edge[1])) { continue; }
      found.set(edge[0], (found.get(edge[0]) ?? new Set()).add(edge[1]));
    }
  }
  return new Map([...found].map(([source, all]) => [
    source, objects.filter((object) => [...all].some((target) => isBelow(object, target))),
  ]));
}
