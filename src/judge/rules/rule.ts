import type { ReferredKind } from './references/references';
import type { ImageMirror } from '../../air-gap/image-mirror';
import type { Kind } from '../../api/kinds';
import { FindingSeverity } from '../../findings/finding';
import { CodedTrouble, Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import type { ClusterDns } from '../../kubernetes/well-known';
import type { Release } from '../../release/release';
import type { PodRuntime } from '../../runtime/facts';

/** The kinds of classes that pods name. */
export type ClassKind = 'RuntimeClass' | 'PriorityClass';

/** Everything that a rule may ask besides its object. */
export interface RuleContext {
  /** The release that reads the object. */
  readonly release: Release;
  /** The Kubernetes minor of the cluster, if it is known. */
  readonly kubernetes?: string;
  /** Domains of the labels that claims may give to pods. */
  readonly allowedLabelDomains: readonly string[];
  /** Who answers lookups in the cluster, where it is declared. */
  readonly dns?: ClusterDns;
  /** The registry that holds copies of all images, if there is one. */
  readonly mirror?: ImageMirror;
  /** An object of one of our kinds in a namespace, if it is known. */
  find(kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined;
  /** Whether there is no such object, where all objects are known; without it, what is not known may exist. */
  isAbsent?(kind: Kind, namespace: string | undefined, name: string): boolean;
  /** The object as it was before it was changed, where that is known. */
  old?(object: KubeObject): KubeObject | undefined;
  /** The autoscaler of an object, such as `HorizontalPodAutoscaler research/scaling`, if one is known. */
  scalerOf?(kind: Kind, namespace: string | undefined, name: string): string | undefined;
  /** The access modes of a PersistentVolumeClaim, if it is known. */
  claimModes?(namespace: string | undefined, name: string): readonly string[] | undefined;
  /** Whether nobody declares a class of a name; without it, what is not known may be declared. */
  isUndeclared?(kind: ClassKind, name: string): boolean;
  /** A namespace that has an object which the one of a pod lacks, if that is known. */
  declaredElsewhere?(kind: ReferredKind, namespace: string | undefined, name: string): string | undefined;
  /** The cluster of the app that has a class of a name, if the own one is not known to have it. */
  clusterWith?(kind: ClassKind, name: string): string | undefined;
  /** The runtime of a RuntimeClass, as far as more than its name is known. */
  runtime?(runtimeClassName: string): PodRuntime | undefined;
  /** The pools that catalogues of size classes in a namespace list; undefined where no catalogue is known. */
  cataloguedIn?(namespace: string | undefined): readonly string[] | undefined;
  /** Why the admission policies that hold where an object goes would refuse it. */
  refusedByPolicies?(object: KubeObject): readonly CodedTrouble[];
}

/** A rule about what the controller makes of objects. The first page that a code has is `docs/findings/<code>.md`. */
export interface Rule {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly kinds: readonly Kind[];
  readonly check: (object: KubeObject, context: RuleContext) => Trouble[];
}

/** Nothing wrong: shared, as most checks of most objects end so. */
export const NOTHING: Trouble[] = [];
