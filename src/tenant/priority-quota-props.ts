import type { Size } from 'cdk8s';
import type { Cpu } from '../kubernetes/kplus';
import type { ISandboxPriorityClass } from '../priority/sandbox-priority-class-props';

/** What the pods of one priority class of a tenant may use at once. Amounts that are left out are unlimited. */
export interface PriorityQuota {
  /** The class. */
  readonly priorityClass: ISandboxPriorityClass;

  /**
   * The number of pods.
   * @default - unlimited
   */
  readonly pods?: number;

  /**
   * The sum of their CPU limits.
   * @default - unlimited
   */
  readonly cpu?: Cpu;

  /**
   * The sum of their memory limits.
   * @default - unlimited
   */
  readonly memory?: Size;

  /**
   * The sum of their CPU requests, with the overhead of their runtimes.
   * @default - unlimited
   */
  readonly requestedCpu?: Cpu;

  /**
   * The sum of their memory requests, with the overhead of their runtimes.
   * @default - unlimited
   */
  readonly requestedMemory?: Size;
}
