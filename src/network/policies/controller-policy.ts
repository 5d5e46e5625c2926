import { POLICY_SUFFIX } from '../../api/controller-names';
import { ROUTER_LABELS } from '../../api/labels';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { namespaceNamed } from '../../kubernetes/well-known';
import type { Release } from '../../release/release';

/** Whom the default policy keeps pods from, besides link-local addresses of IPv6. */
const PRIVATE_V4 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'];
const PRIVATE_V6 = ['fc00::/7'];
const LINK_LOCAL_V6 = 'fe80::/10';

/** Who keeps the network policy of a template: the controller's default, the template's own rules, or others. */
export type PolicyKeeper = 'default' | 'template' | 'nobody';

/** Who says what the controller's network policy of a template lets through, if the release makes one. */
export function policyKeeper(template: KubeObject, { controller }: Release): PolicyKeeper {
  const { networkPolicy, networkPolicyManagement } = inObject(template.spec);
  if (networkPolicyManagement === 'Unmanaged') { return 'nobody'; }
  if (isGiven(networkPolicy)) {
    return controller.defaultNetworkPolicy || controller.claimNetworkPolicies ? 'template' : 'nobody';
  }
  return controller.defaultNetworkPolicy ? 'default' : 'nobody';
}

/**
 * The network policy that the controller of a release keeps for the pods of a template, as it will be in the cluster.
 *
 * Releases with policies for claims alone have one for each: one named `<claim>-network-policy` stands for all of them,
 * as if every pod were claimed. Where there are both, they add up to the same.
 *
 * @param labels by which it knows the pods of the template
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/extensions/controllers/sandboxtemplate_controller.go
 */
export function managedPolicy(
  template: KubeObject,
  release: Release,
  labels: Readonly<Record<string, string>>,
): KubeObject | undefined {
  const keeper = policyKeeper(template, release);
  if (keeper === 'nobody') {
    return undefined;
  }
  const { name, namespace } = template.metadata;
  const { ingress, egress } = keeper === 'template' ? inObject(template.spec, 'networkPolicy') : defaultRules(release);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: `${release.controller.defaultNetworkPolicy ? name : '<claim>'}${POLICY_SUFFIX}`,
      ...(namespace !== undefined && { namespace }),
    },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress', 'Egress'],
      ...(isGiven(ingress) && { ingress }),
      ...(isGiven(egress) && { egress }),
    },
  };
}

/** The router in, and public addresses out: all but the private ones that its authors thought of. */
export function defaultRules(release: Release): { ingress: unknown; egress: unknown } {
  const { routerNamespace } = release.controller;
  const router = {
    ...(routerNamespace !== undefined && { namespaceSelector: namespaceNamed(routerNamespace) }),
    podSelector: { matchLabels: ROUTER_LABELS },
  };
  return {
    ingress: [{ from: [router] }],
    egress: [{ to: defaultEgress(release).map((ipBlock) => ({ ipBlock })) }],
  };
}

/** The ranges that the default policy of a release lets pods out to. */
export function defaultEgress({
  controller: { deniesLinkLocalV6 },
}: Release): Array<{ readonly cidr: string; readonly except: readonly string[] }> {
  return [
    { cidr: '0.0.0.0/0', except: PRIVATE_V4 },
    { cidr: '::/0', except: [...PRIVATE_V6, ...(deniesLinkLocalV6 ? [LINK_LOCAL_V6] : [])] },
  ];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
