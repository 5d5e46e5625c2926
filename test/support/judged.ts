import type { Kind } from '../../src/api/kinds';
import { judgeInPlace, RuleContext } from '../../src/judge/rules';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Catalogue } from '../../src/release/catalogue';

/** The context of one release with these objects of our kinds, all in one namespace. */
export function contextOf(
  release = 'v1.0.5',
  there: readonly KubeObject[] = [],
  more: Partial<RuleContext> = {},
): RuleContext {
  return {
    release: Catalogue.standard().get(release),
    allowedLabelDomains: [],
    find: (kind: Kind, _, name) => there.find((each) => each.kind === kind && each.metadata.name === name),
    ...more,
  };
}

/** What is said of an object, as `code: message`. */
export function said(object: KubeObject, context = contextOf()): string[] {
  return judgeInPlace(object, context).map(({ finding: { code, message } }) => `${code}: ${message}`);
}

const GROUPS: Readonly<Record<Kind, string>> = {
  Sandbox: 'agents.x-k8s.io',
  SandboxClaim: 'extensions.agents.x-k8s.io',
  SandboxTemplate: 'extensions.agents.x-k8s.io',
  SandboxWarmPool: 'extensions.agents.x-k8s.io',
};

/** An object of one of our kinds in namespace `research`. */
export function objectOf(kind: Kind, name: string, spec: object, version = 'v1beta1'): KubeObject {
  return { apiVersion: `${GROUPS[kind]}/${version}`, kind, metadata: { name, namespace: 'research' }, spec };
}

/** The spec of a pod with one container, and more. */
export function podWith(more: object = {}, container: object = {}): { podTemplate: object } {
  return {
    podTemplate: {
      spec: { containers: [{ name: 'main', image: 'registry.example.com/devbox:2.4', ...container }], ...more },
    },
  };
}
