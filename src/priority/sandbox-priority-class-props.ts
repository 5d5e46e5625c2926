import type { IConstruct } from 'constructs';

/** A PriorityClass, made here or elsewhere. */
export interface ISandboxPriorityClass extends IConstruct {
  /** Name of the PriorityClass, for `priorityClassName` of pods. */
  readonly priorityClassName: string;
}

/** A PriorityClass. */
export interface SandboxPriorityClassProps {
  /**
   * The priority: pods of higher ones are scheduled first, and end those of lower ones where there is no room. From
   * -2147483648 to 1000000000; pods without a class have 0. It never changes: for another value delete the class.
   */
  readonly value: number;

  /**
   * Name of the PriorityClass. Names that begin with `system-` are those of Kubernetes.
   * @default - from the id of the construct, in kebab-case
   */
  readonly priorityClassName?: string;

  /**
   * Whether its pods end pods of lower priority to get their room. If not, they only wait before them.
   * @default true
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#non-preempting-priority-class
   */
  readonly preempts?: boolean;

  /**
   * Whether pods that name no class have it. One class of a cluster may be this one.
   * @default false
   */
  readonly globalDefault?: boolean;

  /**
   * Who should use it, in a sentence.
   * @default - none
   */
  readonly description?: string;
}
