import type { GivenObjects } from './context-objects';
import type { Foreseen } from './foreseen';
import type { TenantJudge } from './tenants';
import type { ImageMirror } from '../../air-gap/image-mirror';
import type { Cloud } from '../../cloud/cloud';
import type { Release } from '../../release/release';

/** How manifests are judged. */
export interface ManifestJudgeOptions {
  readonly release: Release;
  /** The Kubernetes minor of the cluster, if it is known. */
  readonly kubernetes?: string;
  /**
   * Domains of the labels that claims may give to pods.
   * @default - those that an install among the manifests sets, else the controller's own
   */
  readonly allowedLabelDomains?: readonly string[];
  /**
   * The registry that holds copies of all images.
   * @default - images may come from anywhere
   */
  readonly mirror?: ImageMirror;
  /** What runs the cluster. @default - not known */
  readonly cloud?: Cloud;
  /** Whether the engine of network policies there is another than that of the cloud. @default false */
  readonly hasOwnEngine?: boolean;
  /** Whether objects that are not among the manifests do not exist. */
  readonly closedWorld: boolean;
  /**
   * The namespace that manifests are applied to: that of those that name none. Others must name the same.
   * @default - in a closed world 'default', without the demand on others; else unknown
   */
  readonly namespace?: string;
  /** What the manifests may have for all that is known before they are read. @default - anything */
  readonly foreseen?: Foreseen;
  /** Whether the network is judged: who reaches whom by the policies among the manifests. @default false */
  readonly judgesNetwork?: boolean;
  /** Whether the outcome lists the judged objects. */
  readonly keepObjects: boolean;
  /** Whether findings have the lines that they are about. @default false */
  readonly quoteLines?: boolean;
  /** Admission policies to judge by, with their bindings, parameters and Namespaces. @default - none */
  readonly policies?: GivenObjects;
  /** Tenants of the teams whose manifests they are. @default - none */
  readonly tenants?: TenantJudge;
  /** Objects as they were before the manifests change them. @default - all are created */
  readonly old?: GivenObjects;
}
