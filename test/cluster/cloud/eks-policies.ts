/**
 * The definition of the ApplicationNetworkPolicy of EKS Auto Mode, as far as it refuses objects.
 *
 * @see https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/api/v1alpha1/applicationnetworkpolicy_types.go
 */
import type { KubeObject } from '../../../src/kubernetes/kube-object';

const list = (items: object, rest: object = {}) => ({ type: 'array', items, ...rest });
const struct = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const TEXT = { type: 'string' };

const SELECTOR = struct({
  matchLabels: { type: 'object', additionalProperties: TEXT },
  matchExpressions: list(struct({ key: TEXT, operator: TEXT, values: list(TEXT) }, { required: ['key', 'operator'] })),
});
const PEER = {
  podSelector: SELECTOR,
  namespaceSelector: SELECTOR,
  ipBlock: struct({ cidr: TEXT, except: list(TEXT) }, { required: ['cidr'] }),
};
const PORTS = list(struct({
  protocol: TEXT,
  port: { 'anyOf': [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
  endPort: { type: 'integer', format: 'int32' },
}));
const DOMAIN_NAMES = list({
  type: 'string',
  pattern: '^(\\*\\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?$',
}, { 'minItems': 1, 'x-kubernetes-list-type': 'set' });

const SPEC = struct({
  podSelector: SELECTOR,
  policyTypes: list(TEXT),
  ingress: list(struct({ from: list(struct(PEER)), ports: PORTS })),
  egress: list(struct({
    to: list(struct({ ...PEER, domainNames: DOMAIN_NAMES }, {
      'x-kubernetes-validations': Object.keys(PEER).map((each) => (
        { rule: `!(has(self.${each}) && has(self.domainNames))`, message: `${each} and domainNames: mutually exclusive` }
      )),
    })),
    ports: PORTS,
  })),
}, { required: ['podSelector'] });

export const EKS_POLICIES: readonly KubeObject[] = [{
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'applicationnetworkpolicies.networking.k8s.aws' },
  spec: {
    group: 'networking.k8s.aws',
    scope: 'Namespaced',
    names: {
      kind: 'ApplicationNetworkPolicy',
      listKind: 'ApplicationNetworkPolicyList',
      plural: 'applicationnetworkpolicies',
      singular: 'applicationnetworkpolicy',
      shortNames: ['anp'],
    },
    versions: [{
      name: 'v1alpha1', served: true, storage: true, schema: { openAPIV3Schema: struct({ spec: SPEC }) },
    }],
  },
} as unknown as KubeObject];
