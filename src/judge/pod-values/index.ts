/**
 * What Kubernetes' validation refuses of a pod: values, and how they stand to each other. The schema, which judges types and
 * required fields, has accepted it.
 *
 * The tables stand in the order of Kubernetes' own validation, which `test/oracle/pod-values.test.ts` compares with it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 */
import { pod } from './pod';
import { PodFacts, PodValueProblem, PodVisit, text } from './visit';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

export type { PodValueProblem } from './visit';

/** What is known of a pod besides its own JSON. */
export interface PodOrigin {
  /** The name that the pod gets. */
  readonly name?: string;
  /** The minor of Kubernetes 1 that makes the pod; by default the newest that is known. */
  readonly minor?: number;
  /** Volumes that are added to its own, by name; they take the place of those of the same name. */
  readonly addedVolumes?: readonly Loose[];
  /** Whether somebody else may add volumes that are not known. */
  readonly mayGetVolumes?: boolean;
}

const NEWEST_MINOR = 36;

/** Judges a pod, or a template of pods: an object with `metadata` and `spec`. */
export function judgePodValues(given: Loose, origin: PodOrigin = {}): PodValueProblem[] {
  const { name, minor = NEWEST_MINOR, addedVolumes = [], mayGetVolumes = false } = origin;
  const spec = inObject(given.spec);
  const volumes = [...inList(spec, 'volumes'), ...addedVolumes];
  const facts: PodFacts = {
    name,
    minor,
    annotations: inObject(given.metadata, 'annotations'),
    spec,
    volumes: new Map(volumes.map((volume) => [text(volume.name), volume])),
    hasAllVolumes: !mayGetVolumes,
    claims: new Set(inList(spec, 'resourceClaims').map((claim) => text(claim.name)).filter(Boolean)),
  };
  const visit = new PodVisit(facts);
  pod(given, visit);
  return visit.problems;
}
