import { ROUTER_LABELS } from '../../../api/labels';
import { FindingSeverity } from '../../../findings/finding';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { NAMESPACE_NAME } from '../../../kubernetes/well-known';
import { OtherRule } from '../other-rule';
import { NOTHING } from '../rule';

/** The ports of API servers. */
const API_SERVER_PORTS: readonly unknown[] = [443, 6443, 'https'];

/** The namespaces in which people look for the API server: that of its Service, and that of its pods. */
const NAMESPACES: readonly unknown[] = ['default', 'kube-system'];

/** A policy that means to let a router reach the API server by a selector, which matches no API server. */
export const selectedApiServer: OtherRule = {
  code: 'ASB258',
  severity: FindingSeverity.WARNING,
  kinds: ['NetworkPolicy'],
  check: (object) => {
    if (!object.apiVersion.startsWith('networking.k8s.io/') || !isOfRouter(object)) { return NOTHING; }
    const egress = inList(object.spec, 'egress');
    const index = egress.findIndex(meansApiServer);
    if (index < 0 || egress.some(letsByAddress)) { return NOTHING; }
    return [
      {
        message:
          'the policy lets the router reach the API server by a selector, which matches none: an API server is '
            + 'no pod of the cluster, or has the address of its node',
        remedy:
          'name its addresses by ipBlock: those of kubectl get endpointslices -n default -l '
            + 'kubernetes.io/service-name=kubernetes',
        path: ['spec', 'egress', index, 'to'],
      },
    ];
  },
};

function isOfRouter({ spec }: KubeObject): boolean {
  const labels = inObject(spec, 'podSelector', 'matchLabels');
  return labels.app === ROUTER_LABELS.app || labels['app.kubernetes.io/name'] === ROUTER_LABELS.app;
}

function meansApiServer(rule: Loose): boolean {
  const to = inList(rule, 'to');
  return hasApiServerPort(rule) && to.length > 0 && to.every((peer) => (
    NAMESPACES.includes(inObject(peer, 'namespaceSelector', 'matchLabels')[NAMESPACE_NAME])
  ));
}

/** Whether a rule lets out to addresses, or to everywhere, at such a port. */
function letsByAddress(rule: Loose): boolean {
  const to = inList(rule, 'to');
  return (to.length === 0 || to.some(({ ipBlock }) => ipBlock !== undefined))
    && (inList(rule, 'ports').length === 0 || hasApiServerPort(rule));
}

function hasApiServerPort(rule: Loose): boolean {
  return inList(rule, 'ports').some(({ port }) => API_SERVER_PORTS.includes(port));
}
