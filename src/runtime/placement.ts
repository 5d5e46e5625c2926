import { OperatingSystem } from './enums';
import { RuntimeFacts, TolerationFacts } from './facts';
import { Toleration } from '../kubernetes/toleration';

/** Labels of nodes that the kubelet sets. @see https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const OS_LABEL = 'kubernetes.io/os';
export const WINDOWS_BUILD_LABEL = 'node.kubernetes.io/windows-build';

type Labels = Readonly<Record<string, string>>;

/** The placement options that a user gave for a class. */
export interface Placement {
  readonly nodeSelector?: Labels;
  readonly tolerations?: readonly TolerationFacts[];
  /** Whether pods repeat the placement of the class. */
  readonly isOnPods: boolean;
}

/** The placement of the pods of a runtime, by the class and by the pods themselves. */
export interface ResolvedPlacement {
  /** The labels that the class selects: admission refuses pods that select other values. */
  readonly classNodeSelector: Labels;
  /** All labels and taints of its nodes. */
  readonly nodeSelector: Labels;
  readonly tolerations: readonly TolerationFacts[];
  /** The labels and taints that pods state themselves. */
  readonly podNodeSelector: Labels;
  readonly podTolerations: readonly TolerationFacts[];
}

/**
 * The placement of a class that is made here: what is given stands in place of the usual nodes. The operating system
 * stays, as a pod on another one never starts.
 */
export function placeCreated({ nodeSelector, tolerations, os }: RuntimeFacts, given: Placement): ResolvedPlacement {
  const all = { ...osLabel(os), ...(given.nodeSelector ?? nodeSelector) };
  const tolerated = given.tolerations ?? tolerations ?? [];
  return {
    classNodeSelector: all,
    nodeSelector: all,
    tolerations: tolerated,
    podNodeSelector: given.isOnPods ? all : {},
    podTolerations: given.isOnPods ? tolerated : [],
  };
}

/**
 * The placement of a class that others make: what is given is not in the class, so it goes to the pods.
 *
 * @throws when it contradicts the class: admission would refuse every pod
 */
export function placeReferenced(
  { className, owner = 'its owner', nodeSelector = {}, tolerations = [], os }: RuntimeFacts,
  given: Placement,
): ResolvedPlacement {
  const { nodeSelector: onPods = {}, tolerations: tolerated = [] } = given;
  const byClass: Labels = { ...osLabel(os), ...nodeSelector };
  for (const [key, value] of Object.entries(onPods)) {
    if (byClass[key] !== undefined && byClass[key] !== value) {
      throw new Error(
        `'nodeSelector' has '${key}': '${value}', but RuntimeClass '${className}' of ${owner} selects `
          + `'${byClass[key]}', and Kubernetes refuses ` +
          'pods that contradict their class; remove the label',
      );
    }
  }
  const all = { ...byClass, ...onPods };
  const allTolerated = [...tolerations, ...tolerated];
  return {
    classNodeSelector: byClass,
    nodeSelector: all,
    tolerations: allTolerated,
    podNodeSelector: given.isOnPods ? all : onPods,
    podTolerations: given.isOnPods ? allTolerated : tolerated,
  };
}

function osLabel(os: OperatingSystem | undefined): Labels {
  return os === undefined ? {} : { [OS_LABEL]: os };
}

/** Tolerations in the type of the public API: the values of the enums are the same. */
export function tolerationsOf(facts: readonly TolerationFacts[]): Toleration[] {
  return facts.map((each) => ({ ...each }) as Toleration);
}

/** The value, or undefined if it is empty. */
export function filled<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
