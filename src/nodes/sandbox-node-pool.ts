import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { computeClassSpec } from './compute-class-spec';
import { karpenterSpec } from './karpenter-spec';
import {
  GkeComputeClassProps, KarpenterNodeClass, KarpenterNodePoolProps, NodeCapacity, NodePoolOptions,
} from './node-pool-props';
import { atConstruct } from '../app/construct-errors';
import { nameOfId } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkForm, shown } from '../checks/forms';
import { checkShapes, listOf, oneOf, Shapes, structOf, TOLERATION } from '../checks/shapes';
import { AppJudge } from '../judge/app/app-judge';

const SHAPES: Shapes = {
  runtime: 'runtime',
  nodePoolName: 'string',
  capacity: oneOf(NodeCapacity),
  emptyAfter: 'duration',
  consolidateUnderutilized: 'boolean',
};

const KARPENTER: Shapes = {
  ...SHAPES,
  limits: structOf({ cpu: 'cpu', memory: 'size', nodes: 'number' }),
  requirements: listOf(structOf({ key: 'string', operator: 'string', values: listOf('string') })),
  startupTaints: listOf(TOLERATION),
  expireAfter: 'duration',
  terminationGracePeriod: 'duration',
  quietTimes: listOf(structOf({ duration: 'duration' })),
  weight: 'number',
  disruptedAtOnce: 'number',
};

const GKE: Shapes = {
  ...SHAPES,
  machineFamily: 'string',
  minCores: 'number',
  minMemory: 'size',
  nodePools: listOf('string'),
  takesAnyMachine: 'boolean',
};

/** The label by which pods of GKE choose a ComputeClass. */
const COMPUTE_CLASS = 'cloud.google.com/compute-class';

/**
 * Nodes for sandboxes that come and go with them: they have the labels and taints of a runtime, so that its pods go
 * there and nobody else's do. The object is the child `Resource`. No cluster of ours has seen it.
 *
 * @example
 * const kata = IsolatedRuntime.kataQemu(platform, 'Kata', {
 *   nodeSelector: { 'example.com/runtime': 'kata' },
 *   tolerations: [{ key: 'example.com/runtime', value: 'kata', effect: TaintEffect.NO_SCHEDULE }],
 * });
 * SandboxNodePool.karpenter(platform, 'KataNodes', { runtime: kata, nodeClass: KarpenterNodeClass.ec2('metal') });
 */
export class SandboxNodePool extends Construct {
  /**
   * A NodePool of Karpenter, `karpenter.sh/v1`.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the NodePool is made
   * @param props runtime, capacity, limits, and when nodes go
   * @throws when a prop is malformed, or the runtime selects a label that Karpenter gives to no node
   * @see https://karpenter.sh/docs/concepts/nodepools/
   */
  public static karpenter(scope: Construct, id: string, props: KarpenterNodePoolProps): SandboxNodePool {
    return new SandboxNodePool(scope, id, props, () => {
      checkShapes('the props', props, KARPENTER, 'runtime');
      if (!(props.nodeClass instanceof KarpenterNodeClass)) {
        throw new Error(`'nodeClass' is ${shown(props.nodeClass)}; give a KarpenterNodeClass, such as `
          + "KarpenterNodeClass.ec2('default')");
      }
      return { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', spec: karpenterSpec(props), podNodeSelector: {} };
    });
  }

  /**
   * A ComputeClass of GKE, `cloud.google.com/v1`. Pods choose it by `podNodeSelector`: give that to the runtime's pods.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the ComputeClass is made
   * @param props runtime, machines, and when nodes go
   * @throws when a prop is malformed
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/about-custom-compute-classes
   */
  public static gkeComputeClass(scope: Construct, id: string, props: GkeComputeClassProps): SandboxNodePool {
    return new SandboxNodePool(scope, id, props, (name) => {
      checkShapes('the props', props, GKE, 'runtime');
      return {
        apiVersion: 'cloud.google.com/v1',
        kind: 'ComputeClass',
        spec: computeClassSpec(props),
        podNodeSelector: { [COMPUTE_CLASS]: name },
      };
    });
  }

  /** Name of the object. */
  public readonly nodePoolName: string;

  /** Labels that pods select besides those of their runtime; empty for Karpenter, which goes by the runtime. */
  public readonly podNodeSelector: { [key: string]: string };

  /** The object that is printed. */
  public readonly resource: ApiObject;

  private constructor(
    scope: Construct,
    id: string,
    props: NodePoolOptions,
    make: (name: string) => { apiVersion: string; kind: string; spec: object; podNodeSelector: Record<string, string> },
  ) {
    super(scope, id);
    const { apiVersion, kind, spec, podNodeSelector } = atConstruct(this, () => {
      const name = props?.nodePoolName ?? nameOfId(id);
      const made = make(name);
      checkForm("'nodePoolName'", name, 'DNS label');
      return made;
    });
    this.nodePoolName = props.nodePoolName ?? nameOfId(id);
    this.podNodeSelector = podNodeSelector;
    AppJudge.of(this);
    const metadata = { name: this.nodePoolName };
    this.resource = new ScopedApiObject(this, 'Resource', { apiVersion, kind, metadata, spec });
  }
}
