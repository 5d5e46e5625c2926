import type { Cron, Duration, Size } from 'cdk8s';
import { checkForm, shown } from '../checks/forms';
import type { Cpu } from '../kubernetes/kplus';
import type { Toleration } from '../kubernetes/toleration';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';

/** How the cloud sells the nodes. */
export enum NodeCapacity {
  /** Nodes that stay until they are given back. */
  ON_DEMAND = 'on-demand',
  /** Nodes that the cloud takes back when it needs them, with a notice of two minutes or less. */
  SPOT = 'spot',
  /** Spot nodes where there are any, else others. */
  SPOT_OR_ON_DEMAND = 'spot-or-on-demand',
}

/** The most that the nodes of a pool have together, such as a CapacityReport asks for. */
export interface NodePoolLimits {
  /**
   * CPU of all nodes.
   * @default - unlimited
   */
  readonly cpu?: Cpu;

  /**
   * Memory of all nodes.
   * @default - unlimited
   */
  readonly memory?: Size;

  /**
   * The number of nodes.
   * @default - unlimited
   */
  readonly nodes?: number;
}

/** What all node pools have. */
export interface NodePoolOptions {
  /** The runtime of the pods, whose labels and taints the nodes get. */
  readonly runtime: IIsolatedRuntime;

  /**
   * Name of the object.
   * @default - from the id of the construct, in kebab-case
   */
  readonly nodePoolName?: string;

  /**
   * How the cloud sells the nodes. Sandboxes with `Disruption.never()` do not go with spot nodes (ASB433).
   * @default NodeCapacity.ON_DEMAND
   */
  readonly capacity?: NodeCapacity;

  /**
   * How long a node stays after its last pod ended; whole minutes. Sandboxes that are resumed meanwhile find it.
   * @default Duration.minutes(10)
   */
  readonly emptyAfter?: Duration;

  /**
   * Whether pods are moved to other nodes to save some. A sandbox does not move: its pod ends, and another starts.
   * @default false: only nodes without pods are given back, such as those of suspended sandboxes
   */
  readonly consolidateUnderutilized?: boolean;
}

/** A time in which the nodes of a pool stay as they are, unless they are empty. */
export interface NodeQuietTime {
  /** When it begins, in UTC: Karpenter knows no time zones. */
  readonly schedule: Cron;

  /** How long it is; whole minutes. */
  readonly duration: Duration;
}

/** A condition on the nodes that Karpenter may choose. */
export interface NodeRequirement {
  /** The label, such as `karpenter.k8s.aws/instance-family`. */
  readonly key: string;

  /**
   * `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`.
   * @default In
   */
  readonly operator?: string;

  /**
   * Its values.
   * @default - none, for `Exists` and `DoesNotExist`
   */
  readonly values?: string[];
}

/** A NodePool of Karpenter. */
export interface KarpenterNodePoolProps extends NodePoolOptions {
  /** What the cloud needs to know of the nodes: image, network, disks. Its object is yours. */
  readonly nodeClass: KarpenterNodeClass;

  /**
   * The most that the nodes have together.
   * @default - unlimited
   */
  readonly limits?: NodePoolLimits;

  /**
   * Further conditions on the nodes.
   * @default - any node of the capacity
   */
  readonly requirements?: NodeRequirement[];

  /**
   * Taints that a program of the node removes when the node is ready, such as what installs the runtime. Pods need not
   * tolerate them.
   * @default - none
   */
  readonly startupTaints?: Toleration[];

  /**
   * How old a node gets before another takes its place. Sandboxes that are never disrupted delay it until they end.
   * @default Duration.days(30)
   */
  readonly expireAfter?: Duration;

  /**
   * How long the drain of a node waits for its pods at most. After it, pods end that budgets and `do-not-disrupt` keep.
   * @default - for ever
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Times without drift and consolidation, such as working hours.
   * @default - none
   */
  readonly quietTimes?: NodeQuietTime[];

  /**
   * The part of the nodes that Karpenter may disrupt at once: percent, 0 to 100.
   * @default 10
   */
  readonly disruptedAtOnce?: number;

  /**
   * Which of several pools is taken first: that with the highest weight, 1 to 100.
   * @default - none
   */
  readonly weight?: number;
}

/** A ComputeClass of GKE. */
export interface GkeComputeClassProps extends NodePoolOptions {
  /**
   * The family of machines, such as `n2`.
   * @default - that which GKE chooses
   */
  readonly machineFamily?: string;

  /**
   * The fewest cores of a machine.
   * @default - any
   */
  readonly minCores?: number;

  /**
   * The least memory of a machine.
   * @default - any
   */
  readonly minMemory?: Size;

  /**
   * Names of node pools that exist, in the order in which they are filled, instead of those that GKE makes. A runtime
   * of GKE Sandbox is that of such a pool.
   * @default - GKE makes node pools
   */
  readonly nodePools?: string[];

  /**
   * Whether GKE takes any machine where it has none of these, in place of letting pods wait.
   * @default false
   */
  readonly takesAnyMachine?: boolean;
}

/**
 * The object of a cloud that Karpenter reads of its nodes.
 *
 * @see https://karpenter.sh/docs/concepts/nodeclasses/
 */
export class KarpenterNodeClass {
  /**
   * An EC2NodeClass, of AWS.
   *
   * @param name of the object
   */
  public static ec2(name: string): KarpenterNodeClass {
    return new KarpenterNodeClass('karpenter.k8s.aws', 'EC2NodeClass', name);
  }

  /**
   * An AKSNodeClass, of Azure.
   *
   * @param name of the object
   */
  public static aks(name: string): KarpenterNodeClass {
    return new KarpenterNodeClass('karpenter.azure.com', 'AKSNodeClass', name);
  }

  /**
   * Any other kind.
   *
   * @param group of its API, without a version
   * @param kind of the object
   * @param name of the object
   * @throws when a part is malformed
   */
  public static of(group: string, kind: string, name: string): KarpenterNodeClass {
    return new KarpenterNodeClass(group, kind, name);
  }

  /** Group of its API, without a version. */
  public readonly group: string;

  /** Kind of the object. */
  public readonly kind: string;

  /** Name of the object. */
  public readonly name: string;

  private constructor(group: string, kind: string, name: string) {
    checkForm('group of a node class', group, 'DNS subdomain');
    if (typeof kind !== 'string' || !/^[A-Z][A-Za-z0-9]*$/.test(kind)) {
      throw new Error(`kind of a node class is ${shown(kind)}; give a kind such as EC2NodeClass`);
    }
    checkForm('name of a node class', name, 'DNS subdomain');
    this.group = group;
    this.kind = kind;
    this.name = name;
  }
}
