import type { RuleContext } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import type { ContainerDefaults } from '../capacity/pod-needs';

/** Everything that a rule about another kind may ask besides its object. */
export interface OtherContext extends
  Pick<RuleContext, 'release' | 'old' | 'mirror' | 'declaredElsewhere'>, Partial<Pick<RuleContext, 'find'>> {
  /** All autoscalers of an object that are known, such as `HorizontalPodAutoscaler research/scaling`, in order. */
  scalersOf?(kind: string, namespace: string | undefined, name: string): readonly string[];
  /** Whether there is no such object among those that are given; without it, what is not known may exist. */
  isMissing?(kind: 'SandboxWarmPool', namespace: string | undefined, name: string): boolean;
  /** The names of the pools of a namespace that are known. */
  poolsIn?(namespace: string | undefined): readonly string[];
  /** The amounts that LimitRanges of a namespace give to containers. */
  defaultsIn?(namespace: string | undefined): ContainerDefaults;
}

/** A rule about objects of a kind that is not ours. */
export interface OtherRule {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly kinds: readonly string[];
  /** Whether it asks for other objects, so that it waits until all are read. */
  readonly asks?: boolean;
  readonly check: (object: KubeObject, context: OtherContext) => Trouble[];
}
