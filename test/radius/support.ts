import type { KubeObject } from '../../src/kubernetes/kube-object';
import { parseCidr } from '../../src/network/intent/cidr';
import { ClusterRadius } from '../../src/radius/reach/cluster-radius';
import { itemsOf } from '../../src/radius/reach/items';
import type { Radius } from '../../src/radius/reach/reached';
import { Catalogue } from '../../src/release/catalogue';

/** A pod that reaches nothing but what is given: isolated, without a token. */
export const QUIET = { runtimeClassName: 'gvisor', automountServiceAccountToken: false };

export const container = (more: object = {}) => ({ name: 'main', image: 'registry.example.com/python:3.14', ...more });

export function object(
  apiVersion: string, kind: string, name: string, more: object = {}, namespace?: string,
): KubeObject {
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) }, ...more };
}

/** A template that lets nothing out, with a pod. */
export function template(pod: object = {}, spec: object = {}, name = 'python', namespace = 'research'): KubeObject {
  const podTemplate = { metadata: {}, spec: { containers: [container()], ...QUIET, ...pod } };
  return object('extensions.agents.x-k8s.io/v1beta1', 'SandboxTemplate', name, {
    spec: { podTemplate, networkPolicy: { ingress: [], egress: [] }, ...spec },
  }, namespace);
}

/** A Sandbox, with a pod. */
export function sandbox(pod: object = {}, name = 'dev', namespace = 'research', labels: object = {}): KubeObject {
  return object('agents.x-k8s.io/v1beta1', 'Sandbox', name, {
    spec: { podTemplate: { metadata: { labels }, spec: { containers: [container()], ...QUIET, ...pod } } },
  }, namespace);
}

export function networkPolicy(spec: object, namespace = 'research', name = 'p'): KubeObject {
  return object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector: {}, ...spec } }, namespace);
}

/** A role with rules of `verbs on resources`, and its binding to an account. */
export function granted(rule: object, account = 'default', isOfNamespace = true): KubeObject[] {
  const kind = isOfNamespace ? 'Role' : 'ClusterRole';
  const namespace = isOfNamespace ? 'research' : undefined;
  return [
    object('rbac.authorization.k8s.io/v1', kind, 'r', { rules: [rule] }, namespace),
    object('rbac.authorization.k8s.io/v1', `${kind}Binding`, 'b', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'r' },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace: 'research' }],
    }, namespace),
  ];
}

/** What the pods of the first object reach among all of them. */
export function radius(objects: readonly KubeObject[], podCidrs?: readonly string[], release = 'v1.0.5'): Radius {
  const cluster = { release: Catalogue.standard().get(release), allowedLabelDomains: [] };
  return new ClusterRadius(objects, cluster, podCidrs?.map(parseCidr)).of(objects[0])!;
}

/** The same as `area: text`, with a question mark where it is not certain. */
export function texts(of: Radius): string[] {
  return itemsOf(of).map(({ area, text, isCertain }) => `${area}: ${text}${isCertain ? '' : ' ?'}`);
}
