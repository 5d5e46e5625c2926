/** The four kinds of Agent Sandbox. Group, scope and names never changed from v0.1.0 on. */
export const KINDS = {
  Sandbox: { group: 'agents.x-k8s.io', plural: 'sandboxes', shortName: 'sandbox' },
  SandboxClaim: { group: 'extensions.agents.x-k8s.io', plural: 'sandboxclaims', shortName: 'sandboxclaim' },
  SandboxTemplate: { group: 'extensions.agents.x-k8s.io', plural: 'sandboxtemplates', shortName: 'sandboxtemplate' },
  SandboxWarmPool: { group: 'extensions.agents.x-k8s.io', plural: 'sandboxwarmpools', shortName: 'swp' },
} as const;

export type Kind = keyof typeof KINDS;

/** The kinds in the order that upstream lists them. */
export const KIND_NAMES = Object.keys(KINDS) as Kind[];

/** The kinds that only a controller started with `--extensions` serves. */
export const EXTENSION_KINDS = KIND_NAMES.filter((kind) => KINDS[kind].group.startsWith('extensions.'));

/** The name of a kind's CustomResourceDefinition. */
export function crdName(kind: Kind): string {
  return `${KINDS[kind].plural}.${KINDS[kind].group}`;
}

/** The versions in which a kind was ever served. */
export type ApiVersion = 'v1alpha1' | 'v1beta1';
