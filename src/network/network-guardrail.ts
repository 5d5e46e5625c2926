import { ApiObjectMetadata, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { ALWAYS_BLOCKED } from './intent/addresses';
import { Cidr, overlaps, parseCidr } from './intent/cidr';
import { MetadataService } from './metadata-service';
import { guardrailSpec } from './policies/cluster-network-policy';
import { OLD_POOL_LABEL, SANDBOX_LABEL } from '../api/labels';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { shown } from '../checks/forms';
import { checkMembers } from '../checks/members';
import { checkShapes } from '../checks/shapes';

const LAST_PRIORITY = 1000;

/** A guardrail for all sandboxes. */
export interface NetworkGuardrailProps {
  /**
   * Metadata of the object.
   * @default - the name is made from the id
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Blocked ranges besides the addresses of clouds' platforms, such as `10.0.0.0/24`. Pods and nodes in them are
   * blocked as well.
   * @default - none
   */
  readonly blocked?: string[];

  /**
   * Services of clouds' platforms that sandboxes may reach where their own policies allow it.
   * @default - none
   */
  readonly allowed?: MetadataService[];

  /**
   * The order among the policies of the Admin tier, from 0, which goes first, to 1000.
   * @default 100
   */
  readonly priority?: number;
}

/**
 * A ClusterNetworkPolicy that keeps all sandboxes of the cluster from the addresses of clouds' platforms, whatever
 * other policies allow. Neither a policy that a tenant adds nor a Sandbox without a policy opens it.
 *
 * The cluster needs the CRD, and a network plugin that enforces `policy.networking.k8s.io/v1alpha2`. For releases up to
 * v0.2.1 it is two policies, as pods of pools lack the label of the first.
 *
 * @see https://network-policy-api.sigs.k8s.io/
 *
 * @example
 * new NetworkGuardrail(platform, 'Guardrail');
 */
export class NetworkGuardrail extends Construct {
  /** Name of the ClusterNetworkPolicy. */
  public readonly name: string;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the policy is made
   * @param props blocked ranges, exceptions and priority
   * @throws when a range is malformed, or the priority is not from 0 to 1000
   */
  public constructor(scope: Construct, id: string, props: NetworkGuardrailProps = {}) {
    super(scope, id);
    const { metadata } = props ?? {};
    const { ranges, priority } = atConstruct(this, () => resolveProps(props));
    const policy = new ScopedApiObject(this, 'Resource', {
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      metadata: { ...metadata, name: objectName(this, metadata?.name) },
      spec: guardrailSpec(SANDBOX_LABEL, ranges, priority),
    } as ApiObjectProps);
    this.name = policy.name;
    const isOfPools = Cluster.of(this).hasUnnamedPools;
    if (isOfPools) {
      new ScopedApiObject(this, 'Pools', {
        apiVersion: 'policy.networking.k8s.io/v1alpha2',
        kind: 'ClusterNetworkPolicy',
        metadata: { ...metadata, name: `${this.name}-pools` },
        spec: guardrailSpec(OLD_POOL_LABEL, ranges, priority),
      } as ApiObjectProps);
    }
    this.node.addValidation({
      validate: () => (Cluster.of(this).hasUnnamedPools === isOfPools ? [] : [
        'the guardrail was made for another release than that of its cluster; declare the cluster before its guardrail',
      ]),
    });
  }
}

function addressesOf(service: MetadataService): Cidr[] {
  if (!service?._rule) {
    throw new Error(`'allowed' has ${shown(service)}; give a MetadataService such as MetadataService.EKS_POD_IDENTITY`);
  }
  return service._rule.targets.flatMap((target) => (target.kind === 'range' ? [target.cidr] : []));
}

function resolveProps(props: NetworkGuardrailProps): { readonly ranges: readonly Cidr[]; readonly priority: number } {
  checkShapes('the props', props, { metadata: 'object', blocked: 'list', allowed: 'list' });
  checkMembers('the props', props, ['metadata', 'blocked', 'allowed', 'priority']);
  const { blocked = [], allowed = [], priority = 100 } = props;
  if (!Number.isInteger(priority) || priority < 0 || priority > LAST_PRIORITY) {
    throw new Error(`'priority' is ${shown(priority)}; give a whole number from 0 to ${LAST_PRIORITY}`);
  }
  const reachable = allowed.flatMap(addressesOf);
  const ranges = [
    ...ALWAYS_BLOCKED.filter((cidr) => !reachable.some((each) => overlaps(each, cidr))),
    ...blocked.map(parseCidr),
  ];
  return { ranges, priority };
}
