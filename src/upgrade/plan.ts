import type { LeftoverObject as ObjectName } from '../install/leftover-clean-up';
import type { KubeObject } from '../kubernetes/kube-object';
import type { KnownBad } from '../release/record';

/** Something that is done in the cluster. Resources are named as for kubectl: `sandboxes.v1beta1.agents.x-k8s.io`. */
export type Action =
  /** Writes all objects of the resources to a file. */
  | { readonly do: 'backup'; readonly resources: readonly string[]; readonly file: string }
  /** Applies a file of the command `release`, as the owner of all its fields, if the server takes all of it. */
  | { readonly do: 'apply'; readonly file: string }
  /** Applies the user's own manifests, written for a release. */
  | { readonly do: 'apply-manifests'; readonly release: string }
  /** Deletes an object, if it is there, and waits until it is gone with all that belongs to it. */
  | { readonly do: 'delete'; readonly object: ObjectName }
  /** Scales a workload to 0 and waits until its pods are gone: those that the selector matches. */
  | { readonly do: 'stop'; readonly object: ObjectName; readonly selector: string }
  | {
    readonly do: 'patch';
    readonly object: ObjectName;
    readonly type: 'json' | 'merge';
    readonly patch: unknown;
    readonly subresource?: 'status';
  }
  /** Makes a pool without sandboxes for each template that claims refer to. */
  | { readonly do: 'make-shadow-pools'; readonly claims: string; readonly apiVersion: string }
  /** Deletes those of these pools that no claim refers to. */
  | { readonly do: 'delete-shadow-pools'; readonly claims: string; readonly pools: string }
  /** Writes each object, so that it is stored in the version of the resource that is the stored one. */
  | { readonly do: 'store'; readonly resource: string }
  /** Removes the entries of an API version from the managed fields of each object. */
  | { readonly do: 'drop-managed-fields'; readonly resource: string; readonly apiVersion: string }
  | { readonly do: 'drop-annotations'; readonly resource: string; readonly annotations: readonly string[] }
  | { readonly do: 'wait'; readonly object: ObjectName; readonly for: 'established' | 'rollout' }
  /** Waits until objects can be read: with a conversion, its webhook must answer. */
  | { readonly do: 'wait-for-reads'; readonly resource: string };

/** Something that must be true. */
export type Expectation =
  /** Each object of before is still there, with its UID. Sandboxes that wait in a pool do not count. */
  | { readonly is: 'kept'; readonly resources: readonly string[] }
  /** The controller runs the image of the release. */
  | { readonly is: 'controller'; readonly object: ObjectName; readonly release: string }
  | { readonly is: 'stored-versions'; readonly object: ObjectName; readonly versions: readonly string[] }
  | { readonly is: 'absent'; readonly object: ObjectName }
  | { readonly is: 'no-managed-fields'; readonly resource: string; readonly apiVersion: string };

/** The way back from a step. */
export interface Back {
  /** Until when it is open, or why there is nothing to undo. */
  readonly until: string;
  readonly actions: readonly Action[];
  readonly checks: readonly Expectation[];
}

/** What another release does otherwise. */
export interface Differences {
  readonly flags: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly defaults: ReadonlyArray<{ readonly flag: string; readonly before: string; readonly after: string }>;
  };
  /** What becomes of objects that stay as they are written. */
  readonly behaviour: readonly string[];
}

/** One step of a plan. After each, the cluster works, and one may stay there. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** The release that runs after the step. */
  readonly release: string;
  /** What must be true before anything is done. */
  readonly requires: readonly Expectation[];
  readonly actions: readonly Action[];
  /** What must be true afterwards. */
  readonly checks: readonly Expectation[];
  readonly removed: readonly ObjectName[];
  readonly back: Back;
  /** Of a step that installs a release. */
  readonly differences?: Differences;
}

/** An object of the user's manifests that must be changed, and how. */
export interface UserObject {
  readonly file: string;
  readonly line: number;
  readonly object: ObjectName;
  /** The release before whose installation it must be changed. */
  readonly before: string;
  readonly change: string;
}

/** The way from one release to another, in the order to go. */
export interface UpgradePlan {
  readonly from: string;
  readonly to: string;
  /** The releases that run one after another. */
  readonly releases: readonly string[];
  /** Releases on the way that must not be installed. */
  readonly avoided: ReadonlyArray<{ readonly release: string; readonly defects: readonly KnownBad[] }>;
  /** How the files are made that the plan applies. */
  readonly files: readonly string[];
  readonly objects: readonly UserObject[];
  /** Pools that claims among the user's manifests need, as they name none. */
  readonly shadowPools: readonly KubeObject[];
  readonly steps: readonly Step[];
}
