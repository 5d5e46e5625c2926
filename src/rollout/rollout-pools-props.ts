import type { RolloutStep } from './rollout-step';
import type { JobHook } from '../kubernetes/job-hook';
import type { ISandboxTemplate } from '../sandbox/references';

/** A Job that waits until the conditions of a step are true, and fails if they do not become so in time. */
export interface RolloutCheckOptions {
  /** An image with `kubectl` on its path, such as `registry.example.com/kubectl:1.36`. This library names none. */
  readonly image: string;

  /**
   * Names of Secrets to pull the image with, in the namespace of the pools.
   * @default - those of the SandboxCluster
   */
  readonly imagePullSecrets?: string[];

  /**
   * What starts the Job.
   * @default JobHook.NONE
   */
  readonly hook?: JobHook;
}

/** The pools of a rollout in one of its steps. */
export interface RolloutPoolsProps {
  /** The step. */
  readonly step: RolloutStep;

  /** The template before the rollout. */
  readonly fromTemplate: ISandboxTemplate;

  /** The template after it. */
  readonly toTemplate: ISandboxTemplate;

  /**
   * Name of a ConfigMap for programs that make claims. Its keys are `pool` and `template`, those that all new claims
   * name but a part; and `nextPool`, `nextTemplate` and `nextPercent`, what that part names, and how many of a hundred
   * it is: those of the second pool.
   * @default - none: the programs are told otherwise
   */
  readonly claimsConfigMap?: string;

  /**
   * A Job that waits until the conditions of the step are true, with a role for these two pools alone. A namespace
   * that denies egress needs a policy that lets it reach the API server.
   * @default - none
   */
  readonly check?: RolloutCheckOptions;
}
