import type { GatedField } from '../../src/kubernetes/feature-gates';

/** What stands in a gated field, and what else the pod then needs, by the end of the path of the field. */
const VALUES: ReadonlyArray<readonly [end: string, value: unknown, beside?: object]> = [
  [
    'topologySpreadConstraints[].matchLabelKeys',
    ['pod-template-hash'],
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'a' } },
    },
  ],
  ['matchLabelKeys', ['a'], { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'a' } } }],
  ['mismatchLabelKeys', ['a'], { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'a' } } }],
  ['schedulingGates', [{ name: 'example.com/gate' }]],
  ['initContainers[].restartPolicy', 'Always'],
  ['restartPolicy', 'OnFailure'],
  [
    'restartPolicyRules',
    [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }],
    { restartPolicy: 'Never' },
  ],
  ['sleep', { seconds: 1 }],
  ['appArmorProfile', { type: 'RuntimeDefault' }],
  ['recursiveReadOnly', 'IfPossible', { name: 'scratch', mountPath: '/scratch', readOnly: true }],
  ['hostUsers', false],
  ['procMount', 'Unmasked'],
  ['supplementalGroupsPolicy', 'Strict'],
  ['seLinuxChangePolicy', 'Recursive'],
  ['resizePolicy', [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
  ['spec.resources', { limits: { cpu: '1' } }],
  ['resourceClaims', [{ name: 'gpu', resourceClaimName: 'gpu' }]],
  ['resources.claims', [{ name: 'gpu' }]],
  ['image', { reference: 'registry.example.com/data:1' }, { name: 'data' }],
  ['hostnameOverride', 'dev.example.com'],
  ['fileKeyRef', { volumeName: 'scratch', path: 'env', key: 'A' }],
  ['clusterTrustBundle', { name: 'bundle', path: 'ca.pem' }],
  ['podCertificate', { signerName: 'example.com/signer', keyType: 'ED25519', credentialBundlePath: 'a.pem' }],
  ['stopSignal', 'SIGTERM'],
  ['schedulingGroup', { podGroupName: 'a' }],
  ['workloadRef', { name: 'a', podGroup: 'b' }],
];

const VOLUMES = [{ name: 'scratch', emptyDir: {} }];

/** A Pod with fields of its spec and of its container. */
export function podOf(spec: object = {}, container: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'dev', namespace: 'research' },
    spec: { volumes: VOLUMES, containers: [{ name: 'main', image: 'a', ...container }], ...spec },
  };
}

/** Pods that have each field of a row once; none for a field that no known minor reads. */
export function gatedPods({ fields, isFree }: GatedField): Array<{ readonly field: string; readonly pod: object }> {
  return fields.flatMap((given) => {
    const [, value, beside] = VALUES.find(([end]) => given.endsWith(end)) ?? [];
    if (value === undefined) { return []; }
    const shown = isFree?.(value) ? 'OnFailure' : value;
    return (given.includes('*') ? ['containers', 'initContainers'] : ['']).map((list) => {
      const field = given.replace('*', list);
      return { field, pod: withField(podOf(), field.split('.'), shown, beside) as object };
    });
  });
}

function withField(holder: any, [first, ...rest]: readonly string[], value: unknown, beside: object = {}): unknown {
  if (first === undefined) { return value; }
  const isList = first.endsWith('[]');
  const name = isList ? first.slice(0, -2) : first;
  const own = rest.length === 0 ? beside : {};
  const inner = holder?.[name] ?? (isList ? [INITIAL[name] ?? {}] : {});
  const made = isList
    ? [withField(inner[0], rest, value, beside), ...(name === 'volumes' ? inner : inner.slice(1))]
    : withField(inner, rest, value, beside);
  return { ...holder, ...own, [name]: made };
}

/** Items of lists that the pod does not have yet. */
const INITIAL: Readonly<Record<string, object>> = {
  initContainers: { name: 'init', image: 'a', restartPolicy: 'Always' },
  env: { name: 'A' },
};
