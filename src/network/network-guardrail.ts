import { ApiObjectMetadata, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { ALWAYS_BLOCKED } from './intent/addresses';
import { Cidr, overlaps, parseCidr } from './intent/cidr';
import { MetadataService } from './metadata-service';
import { guardrailSpec } from './policies/cluster-network-policy';
import { SANDBOX_LABEL } from '../api/labels';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { shown } from '../checks/forms';

const LOWEST_PRIORITY = 1000;

/** What is out of reach of all sandboxes. */
export interface NetworkGuardrailProps {
  /**
   * Metadata of the object.
   * @default - the name is made from the id
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Ranges that are out of reach besides the addresses of clouds' platforms, such as `10.0.0.0/24`. Pods and nodes in them
   * are as well.
   * @default - none
   */
  readonly blocked?: string[];

  /**
   * Services of clouds' platforms that sandboxes may reach, if policies of theirs let them.
   * @default - none
   */
  readonly allowed?: MetadataService[];

  /**
   * Its place among the policies of the Admin tier: 0 goes first, 1000 last.
   * @default 100
   */
  readonly priority?: number;
}

/**
 * A floor under the network policies of all sandboxes of the cluster: a ClusterNetworkPolicy that keeps them from the
 * addresses of clouds' platforms, whatever other policies let through. Neither a policy that a tenant adds nor a Sandbox
 * without one opens it.
 *
 * The cluster needs the CRD, and a network plugin that enforces `policy.networking.k8s.io/v1alpha2`.
 *
 * @see https://network-policy-api.sigs.k8s.io/
 */
export class NetworkGuardrail extends Construct {
  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the policy is made
   * @param props what is out of reach
   * @throws when a range is malformed or the priority is none
   */
  public constructor(scope: Construct, id: string, props: NetworkGuardrailProps = {}) {
    super(scope, id);
    const { metadata, blocked = [], allowed = [], priority = 100 } = props;
    if (!Number.isInteger(priority) || priority < 0 || priority > LOWEST_PRIORITY) {
      throw new Error(`'priority' is ${shown(priority)}; give a whole number from 0 to ${LOWEST_PRIORITY}`);
    }
    const kept = allowed.flatMap(({ _rule }) =>
      _rule.targets.flatMap((target): Cidr[] => (target.kind === 'range' ? [target.cidr] : [])),
    );
    const ranges = [
      ...ALWAYS_BLOCKED.filter((cidr) => !kept.some((each) => overlaps(each, cidr))),
      ...blocked.map(parseCidr),
    ];
    const name = objectName(this, metadata?.name);
    new ScopedApiObject(this, 'Resource', {
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      metadata: { ...metadata, ...(name !== undefined && { name }) },
      spec: guardrailSpec(SANDBOX_LABEL, ranges, priority),
    } as ApiObjectProps);
  }
}
