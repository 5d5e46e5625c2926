/**
 * What Kubernetes' validation refuses of a pod: values, and how they stand to each other. The schema, which judges
 * types and required fields, has accepted it.
 *
 * The tables stand in the order of Kubernetes' own validation, which `test/oracle/pod-values.test.ts` compares with it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 */
import { claimSpec } from './claim-spec';
import { droppedFromClaim, droppedFromPod, without } from './dropped-fields';
import { environment } from './environment';
import { annotations } from './metadata';
import { pod as judgePod } from './pod';
import { labels } from './selectors';
import { ValueShape, shapesOf } from './value-shape';
import { NO_POD, PlacedContainer, PodValueProblem, PodVisit, text } from './visit';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

export { droppedFromClaim, droppedFromPod } from './dropped-fields';
export type { DroppedField } from './dropped-fields';
export type { ValueShape } from './value-shape';
export type { PodValueProblem } from './visit';

/** What every pod, and every spec of a PersistentVolumeClaim, that is accepted looks like. */
export const POD_SHAPES: readonly ValueShape[] = shapesOf(judgePod);
export const CLAIM_SHAPES: readonly ValueShape[] = shapesOf(claimSpec);

/** What is known of a pod besides its own JSON. */
export interface PodOrigin {
  /** The name that the pod gets. */
  readonly name?: string;
  /** The minor of Kubernetes 1 that makes the pod; by default the newest that is known. */
  readonly minor?: number;
  /** The volumes that the pod gets, by default those of its spec. */
  readonly volumes?: readonly Loose[];
  /** Whether somebody else may add volumes that are not known. */
  readonly mayGetVolumes?: boolean;
  /** Whether fields of another system than `os` are judged elsewhere. */
  readonly isSystemJudged?: boolean;
}

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'];

function containersOf(spec: Loose): PlacedContainer[] {
  const placed: PlacedContainer[] = [];
  for (const list of LISTS) {
    inList(spec, list).forEach((container, index) => placed.push({ list, index, container }));
  }
  return placed;
}

const NEWEST_MINOR = 36;

/** Judges a pod, or a template of pods: an object with `metadata` and `spec`, without the fields that are dropped. */
export function judgePodValues(pod: Loose, origin: PodOrigin = {}): PodValueProblem[] {
  const { name, minor = NEWEST_MINOR, mayGetVolumes = false, isSystemJudged = false } = origin;
  const given = without(pod, droppedFromPod(pod, minor));
  const spec = inObject(given.spec);
  const volumeList = origin.volumes
    ? given === pod ? origin.volumes : keptVolumes(origin.volumes, minor)
    : inList(spec, 'volumes');
  const visit = new PodVisit({
    name,
    minor,
    annotations: inObject(given.metadata, 'annotations'),
    spec,
    volumeList,
    volumes: new Map(volumeList.map((volume) => [text(volume.name), volume])),
    hasAllVolumes: !mayGetVolumes,
    isSystemJudged,
    containers: containersOf(spec),
    claims: new Set(inList(spec, 'resourceClaims').map((claim) => text(claim.name)).filter(Boolean)),
  });
  judgePod(given, visit);
  return visit.problems;
}

/** Volumes without the fields that are dropped of them. */
function keptVolumes(volumes: readonly Loose[], minor: number): readonly Loose[] {
  const holder: Loose = { spec: { volumes } };
  return inList(without(holder, droppedFromPod(holder, minor)), 'spec', 'volumes');
}

/** Judges variables that are given to a container by somebody else. */
export function judgeEnvironment(variables: unknown): PodValueProblem[] {
  const visit = new PodVisit(NO_POD);
  if (Array.isArray(variables)) { environment(variables, visit); }
  return visit.problems;
}

/** Judges labels and annotations that the controller gives to what it makes. */
export function judgeLabels(metadata: unknown): PodValueProblem[] {
  const visit = new PodVisit(NO_POD);
  const { labels: ofLabels, annotations: ofAnnotations } = inObject(metadata);
  if (ofLabels) { visit.enter('labels', ofLabels, labels); }
  if (ofAnnotations) { visit.enter('annotations', ofAnnotations, annotations); }
  return visit.problems;
}

/** Judges what is asked of a PersistentVolumeClaim, of which the minor of the cluster may drop fields. */
export function judgeClaimSpec(spec: unknown, minor = NEWEST_MINOR): PodValueProblem[] {
  const visit = new PodVisit(NO_POD);
  const given = inObject(spec);
  claimSpec(without(given, droppedFromClaim(given, minor)), visit);
  return visit.problems;
}
