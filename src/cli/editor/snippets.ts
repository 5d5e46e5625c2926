import { Kind } from '../../api/kinds';

const POD_TEMPLATE = {
  spec: { containers: [{ name: '${3:main}', image: '${4:registry.example.com/image:tag}' }] },
};

const SPECS: Readonly<Record<Kind, (apiVersion: string) => object>> = {
  Sandbox: () => ({ podTemplate: POD_TEMPLATE }),
  SandboxTemplate: () => ({ podTemplate: POD_TEMPLATE }),
  SandboxWarmPool: () => ({ replicas: 1, sandboxTemplateRef: { name: '${3:template}' } }),
  SandboxClaim: (apiVersion) => (
    apiVersion.endsWith('/v1alpha1')
      ? { sandboxTemplateRef: { name: '${3:template}' } }
      : { warmPoolRef: { name: '${3:pool}' } }
  ),
};

/** An object of a kind that editors offer in an empty file. */
export function snippet(kind: Kind, apiVersion: string): object {
  return {
    label: `${kind} (${apiVersion})`,
    description: `A ${kind} of ${apiVersion}`,
    body: {
      apiVersion,
      kind,
      metadata: { name: '${1:name}', namespace: '${2:default}' },
      spec: SPECS[kind](apiVersion),
    },
  };
}
