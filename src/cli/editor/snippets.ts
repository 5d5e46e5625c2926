import { ApiVersion, Kind } from '../../api/kinds';

/** An object that editors offer in an empty file, by the fields of its spec. */
interface Snippet {
  /** Words after the kind. */
  readonly about?: string;
  readonly spec: object;
}

const CONTAINER = { name: '${3:main}', image: '${4:registry.example.com/image:tag}' };
const POD_TEMPLATE = { spec: { containers: [CONTAINER] } };
const WITH_WORKSPACE = {
  podTemplate: {
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 },
      containers: [{ ...CONTAINER, volumeMounts: [{ name: 'workspace', mountPath: '${5:/workspace}' }] }],
    },
  },
  volumeClaimTemplates: [{
    metadata: { name: 'workspace' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '${6:10Gi}' } } },
  }],
};
const DNS = { namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } };
const DNS_PORTS = [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];

const TEMPLATE_REF = { sandboxTemplateRef: { name: '${3:template}' } };
const POOL_REF = { warmPoolRef: { name: '${3:pool}' } };
const ENV = [{ name: '${4:NAME}', value: '${5:value}' }];

const SNIPPETS: Readonly<Record<Kind, (version: ApiVersion) => readonly Snippet[]>> = {
  Sandbox: () => [
    { spec: { podTemplate: POD_TEMPLATE } },
    { about: 'with a workspace', spec: WITH_WORKSPACE },
    {
      about: 'that ends',
      spec: { shutdownTime: '${5:2030-01-01T00:00:00Z}', shutdownPolicy: 'Delete', podTemplate: POD_TEMPLATE },
    },
  ],
  SandboxTemplate: () => [
    { spec: { podTemplate: POD_TEMPLATE } },
    { about: 'with a workspace', spec: WITH_WORKSPACE },
    { about: 'whose claims give variables', spec: { envVarsInjectionPolicy: 'Allowed', podTemplate: POD_TEMPLATE } },
    {
      about: 'that reaches DNS alone',
      spec: {
        networkPolicyManagement: 'Managed',
        networkPolicy: { egress: [{ to: [DNS], ports: DNS_PORTS }] },
        podTemplate: POD_TEMPLATE,
      },
    },
  ],
  SandboxWarmPool: () => [
    { spec: { replicas: 1, ...TEMPLATE_REF } },
    {
      about: 'that replaces old sandboxes',
      spec: { replicas: 1, updateStrategy: { type: 'Recreate' }, ...TEMPLATE_REF },
    },
  ],
  SandboxClaim: (version) => {
    const reference = version === 'v1alpha1' ? TEMPLATE_REF : POOL_REF;
    // Old releases make no sandbox with variables for a claim on a pool.
    const alone = version === 'v1alpha1' ? { ...TEMPLATE_REF, warmpool: 'none' } : POOL_REF;
    return [
      { spec: reference },
      { about: 'with variables', spec: { ...alone, env: ENV } },
      {
        about: 'that ends',
        spec: { ...reference, lifecycle: { shutdownTime: '${4:2030-01-01T00:00:00Z}', shutdownPolicy: 'Delete' } },
      },
    ];
  },
};

/** The objects of a kind that editors offer in an empty file, of those whose fields a release has. */
export function snippets(
  { kind, version, apiVersion }: { kind: Kind; version: ApiVersion; apiVersion: string },
  hasField: (name: string) => boolean,
): object[] {
  return SNIPPETS[kind](version)
    .filter(({ spec }) => Object.keys(spec).every(hasField))
    .map(({ about, spec }) => {
      const called = about === undefined ? kind : `${kind} ${about}`;
      return {
        label: `${called} (${version})`,
        description: `A ${called} of ${apiVersion}`,
        body: { apiVersion, kind, metadata: { name: '${1:name}', namespace: '${2:default}' }, spec },
      };
    });
}
