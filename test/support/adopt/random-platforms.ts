/** Random platforms as people write them: YAML of templates, pools, claims, sandboxes and what is around them. */
import type { KubeObject } from '../../../src/kubernetes/kube-object';

/** A random number from 0 to below 1, the same for a seed. */
export type Random = () => number;

export function randomOf(seed: number): Random {
  // The minimal standard generator: a product modulo a prime.
  let state = (seed * 7919 + 1) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

type Json = Record<string, unknown>;

/** All that one platform has. */
export function randomPlatform(seed: number): KubeObject[] {
  const random = randomOf(seed);
  const chance = (share: number) => random() < share;
  const pick = <T>(...all: readonly T[]): T => all[Math.floor(random() * all.length)];
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const maybe = (share: number, name: string, make: () => unknown): Json => (chance(share) ? { [name]: make() } : {});
  const isOld = chance(0.25);
  const version = isOld ? 'v1alpha1' : 'v1beta1';
  const objects: KubeObject[] = [];
  const add = (apiVersion: string, kind: string, metadata: Json, rest: Json) => {
    objects.push({ apiVersion, kind, metadata, ...rest } as unknown as KubeObject);
  };
  const metadataOf = (name: string, namespace: string | undefined): Json => ({
    name,
    ...(namespace !== undefined && { namespace }),
    ...maybe(0.3, 'labels', () => ({ 'app.kubernetes.io/name': name, 'team': pick('a', 'b') })),
    ...maybe(0.15, 'annotations', () => ({
      'example.com/note': pick('plain', 'it\'s "quoted"', 'two\nlines\nand three\n', 'ü'),
    })),
    ...maybe(0.1, 'uid', () => '5f3c'),
  });
  const amount = () => ({
    ...maybe(0.8, 'cpu', () => pick<unknown>('500m', '1', '250m', '2', '0.5', 1)),
    ...maybe(0.8, 'memory', () => pick('512Mi', '1Gi', '2048Mi', '1G', '128Mi')),
    ...maybe(0.1, 'ephemeral-storage', () => pick('1Gi', '500Mi')),
    ...maybe(0.05, 'nvidia.com/gpu', () => pick<unknown>(1, '1')),
  });
  const probe = () => ({
    ...pick<Json>(
      { httpGet: { path: '/healthz', port: pick<unknown>(8080, 'http'), ...maybe(0.2, 'scheme', () => 'HTTPS') } },
      { tcpSocket: { port: 8888 } }, { exec: { command: ['cat', '/tmp/ready'] } }, { grpc: { port: 9000 } },
    ),
    ...maybe(0.4, 'initialDelaySeconds', () => upTo(90)),
    ...maybe(0.4, 'periodSeconds', () => pick(1, 10, 60)),
    ...maybe(0.3, 'failureThreshold', () => pick(3, 6)),
  });
  const containerSecurity = () => ({
    ...maybe(0.5, 'runAsNonRoot', () => chance(0.8)),
    ...maybe(0.4, 'runAsUser', () => pick(0, 1000)),
    ...maybe(0.5, 'allowPrivilegeEscalation', () => chance(0.3)),
    ...maybe(0.5, 'readOnlyRootFilesystem', () => chance(0.6)),
    ...maybe(0.05, 'privileged', () => chance(0.5)),
    ...maybe(0.5, 'capabilities', () =>
      pick({ drop: ['ALL'] }, { add: ['NET_ADMIN'], drop: ['ALL'] }, { add: ['SYS_PTRACE'] }),
    ),
    ...maybe(0.3, 'seccompProfile', () =>
      pick<Json>({ type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'a.json' }),
    ),
  });
  const variable = (index: number): Json =>
    pick<Json>(
      { name: `PLAIN_${index}`, value: pick('x', '', '5', "a'b", 'line\nline') },
      {
        name: `SECRET_${index}`,
        valueFrom: { secretKeyRef: { name: 'keys', key: 'token', ...maybe(0.2, 'optional', () => true) } },
      },
      { name: `CONFIG_${index}`, valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } },
      { name: `FIELD_${index}`, valueFrom: { fieldRef: { fieldPath: pick('metadata.name', 'status.podIP') } } },
      {
        name: `RESOURCE_${index}`,
        valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: pick<unknown>('1', '1m') } },
      },
    );
  const container = (name: string, mounts: readonly Json[]): Json => ({
    name,
    image: pick(
      'registry.example.com/python:3.14',
      'busybox',
      'registry.example.com/tool@sha256:'.concat('0'.repeat(64)),
    ),
    ...maybe(0.3, 'command', () => ['sh', '-c', pick('sleep inf', 'set -e\necho one\necho two\n')]),
    ...maybe(0.2, 'args', () => ['--verbose', '5']),
    ...maybe(0.2, 'imagePullPolicy', () => pick('Always', 'IfNotPresent')),
    ...maybe(0.2, 'workingDir', () => '/work'),
    ...maybe(0.6, 'ports', () =>
      Array.from({ length: 1 + upTo(1) }, (_, index) => ({
        containerPort: 8080 + index,
        ...maybe(0.4, 'name', () => `p${index}`),
        ...maybe(0.5, 'protocol', () => pick('TCP', 'UDP')),
      })),
    ),
    ...maybe(0.5, 'env', () => Array.from({ length: 1 + upTo(2) }, (_, index) => variable(index))),
    ...maybe(0.1, 'envFrom', () => [
      pick<Json>({ secretRef: { name: 'keys' } }, { configMapRef: { name: 'settings' }, prefix: 'X_' }),
    ]),
    ...maybe(0.6, 'resources', () => ({ ...maybe(0.9, 'requests', amount), ...maybe(0.3, 'limits', amount) })),
    ...maybe(0.3, 'readinessProbe', probe),
    ...maybe(0.2, 'livenessProbe', probe),
    ...maybe(0.4, 'securityContext', containerSecurity),
    ...maybe(0.1, 'tty', () => true),
    ...maybe(0.1, 'lifecycle', () => ({ preStop: { exec: { command: ['sync'] } } })),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  });
  const volume = (name: string): Json => ({
    name,
    ...pick<Json>(
      { emptyDir: pick<Json>({}, { medium: 'Memory', sizeLimit: '64Mi' }, { sizeLimit: '1Gi' }) },
      { configMap: { name: 'settings', ...maybe(0.2, 'items', () => [{ key: 'mode', path: 'mode.txt' }]) } },
      { secret: { secretName: 'keys', defaultMode: 256 } }, { persistentVolumeClaim: { claimName: 'shared' } },
      { projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }] } },
    ),
  });
  const pod = (claims: readonly string[]): Json => {
    const volumes = Array.from({ length: upTo(2) }, (_, index) => volume(`v${index}`));
    const mountsOf = () => [
      ...volumes
        .filter(() => chance(0.7))
        .map(({ name }) => ({
          name,
          mountPath: `/mnt/${String(name)}`,
          ...maybe(0.2, 'readOnly', () => true),
          ...maybe(0.1, 'subPath', () => 'a'),
        })),
      ...claims.filter(() => chance(0.9)).map((name) => ({ name, mountPath: `/${name}` })),
    ];
    return {
      ...maybe(0.4, 'metadata', () => ({
        labels: { app: 'sandbox' },
        ...maybe(0.3, 'annotations', () => ({ 'example.com/a': 'b' })),
      })),
      spec: {
        containers: Array.from({ length: chance(0.2) ? 2 : 1 }, (_, index) =>
          container(pick('main', 'python', 'agent') + index, mountsOf()),
        ),
        ...maybe(0.15, 'initContainers', () => [container('setup', mountsOf())]),
        ...(volumes.length > 0 && { volumes }),
        ...maybe(0.3, 'restartPolicy', () => pick('Always', 'Never', 'OnFailure')),
        ...maybe(0.4, 'runtimeClassName', () => pick('gvisor', 'kata-qemu')),
        ...maybe(0.2, 'serviceAccountName', () => 'runner'),
        ...maybe(0.4, 'automountServiceAccountToken', () => chance(0.2)),
        ...maybe(0.2, 'terminationGracePeriodSeconds', () => pick(0, 30, 120)),
        ...maybe(0.2, 'nodeSelector', () => ({ pool: 'sandboxes' })),
        ...maybe(0.2, 'tolerations', () => [
          pick<Json>(
            { key: 'sandbox', operator: 'Exists', effect: 'NoSchedule' },
            { key: 'a', value: 'b' },
            { operator: 'Exists' },
          ),
        ]),
        ...maybe(0.2, 'imagePullSecrets', () => [{ name: 'registry' }, ...(chance(0.2) ? [{ name: 'other' }] : [])]),
        ...maybe(0.3, 'securityContext', () => ({
          ...maybe(0.6, 'runAsNonRoot', () => true),
          ...maybe(0.5, 'runAsUser', () => 1000),
          ...maybe(0.4, 'fsGroup', () => 1000),
          ...maybe(0.3, 'supplementalGroups', () => [4000]),
        })),
        ...maybe(0.15, 'dnsPolicy', () => pick('ClusterFirst', 'Default')),
        ...maybe(0.1, 'hostname', () => 'box'),
        ...maybe(0.1, 'affinity', () => ({
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }],
            },
          },
        })),
      },
    };
  };
  const claimTemplates = (names: readonly string[]) => names.map((name) => ({
    metadata: { name },
    spec: {
      ...maybe(0.8, 'accessModes', () => [pick('ReadWriteOnce', 'ReadWriteOncePod')]),
      resources: { requests: { storage: pick('1Gi', '10Gi', '500Mi', '2G') } },
      ...maybe(0.3, 'storageClassName', () => 'fast'),
    },
  }));
  const named = (kind: string, index: number) => `${pick('python', 'data', 'agent', 'x')}-${kind}${index}`;
  for (let space = 0; space <= upTo(2); space++) {
    const namespace = chance(0.15) ? undefined : `team-${space}`;
    if (namespace !== undefined && chance(0.5)) { add('v1', 'Namespace', { name: namespace }, {}); }
    if (chance(0.3)) {
      add(
        'v1',
        'ServiceAccount',
        metadataOf('runner', namespace),
        chance(0.5) ? { automountServiceAccountToken: false } : {},
      );
    }
    if (chance(0.3)) {
      add('v1', 'ConfigMap', metadataOf('settings', namespace), {
        data: { mode: 'fast', script: 'one\ntwo\nthree\n' },
      });
    }
    if (chance(0.2)) {
      add('v1', 'Service', metadataOf('web', namespace), {
        spec: { selector: { app: 'sandbox' }, ports: [{ port: 80, targetPort: 8080 }] },
      });
    }
    for (let index = 0; index < (chance(0.05) ? 12 : upTo(3)); index++) {
      const claims = isOld || chance(0.7) ? [] : ['workspace', 'cache'].slice(0, 1 + upTo(1));
      add(`extensions.agents.x-k8s.io/${version}`, 'SandboxTemplate', metadataOf(named('t', index), namespace), {
        spec: {
          podTemplate: pod(claims),
          ...(claims.length > 0 && { volumeClaimTemplates: claimTemplates(claims) }),
          ...maybe(0.2, 'networkPolicyManagement', () => pick('Managed', 'Unmanaged')),
          ...maybe(0.2, 'envVarsInjectionPolicy', () => pick('Allowed', 'Disallowed')),
          ...maybe(0.15, 'networkPolicy', () => ({
            egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 443, protocol: 'TCP' }] }],
          })),
        },
      });
    }
    const templates = objects.filter(
      ({ kind, metadata }) => kind === 'SandboxTemplate' && metadata.namespace === namespace,
    );
    const template = () => (templates.length > 0 && chance(0.9) ? pick(...templates).metadata.name : 'elsewhere');
    for (let index = 0; index < upTo(3); index++) {
      add(`extensions.agents.x-k8s.io/${version}`, 'SandboxWarmPool', metadataOf(named('p', index), namespace), {
        spec: {
          sandboxTemplateRef: { name: template() },
          ...(isOld ? { replicas: upTo(3) } : maybe(0.8, 'replicas', () => upTo(9))),
          ...maybe(0.3, 'updateStrategy', () => ({ type: pick('Recreate', 'OnReplenish') })),
        },
      });
    }
    const pools = objects.filter(
      ({ kind, metadata }) => kind === 'SandboxWarmPool' && metadata.namespace === namespace,
    );
    for (let index = 0; index < (chance(0.1) ? 15 : upTo(3)); index++) {
      const pool = pools.length > 0 && chance(0.9) ? pick(...pools).metadata.name : 'elsewhere';
      add(`extensions.agents.x-k8s.io/${version}`, 'SandboxClaim', metadataOf(named('c', index), namespace), {
        spec: {
          ...(isOld
            ? {
              sandboxTemplateRef: { name: template() },
              ...maybe(0.5, 'warmpool', () => pick('none', 'default', pool)),
            }
            : { warmPoolRef: { name: pool } }),
          ...maybe(0.4, 'lifecycle', () => ({
            ...maybe(0.5, 'shutdownTime', () => '2027-01-31T18:00:00Z'),
            ...maybe(0.5, 'shutdownPolicy', () => pick('Delete', 'Retain')),
            ...maybe(0.3, 'ttlSecondsAfterFinished', () => pick(0, 90, 3600)),
          })),
          ...maybe(isOld ? 0 : 0.3, 'env', () => [{ name: 'USER', value: `u${index}` }]),
        },
      });
    }
    for (let index = 0; index < (chance(0.1) ? 14 : upTo(3)); index++) {
      const claims = chance(0.7) ? [] : ['workspace'];
      add(`agents.x-k8s.io/${version}`, 'Sandbox', metadataOf(named('s', index), namespace), {
        spec: {
          ...(isOld
            ? maybe(0.5, 'replicas', () => upTo(1))
            : maybe(0.4, 'operatingMode', () => pick('Running', 'Suspended'))),
          podTemplate: pod(claims),
          ...(claims.length > 0 && { volumeClaimTemplates: claimTemplates(claims) }),
          ...maybe(0.2, 'shutdownTime', () => '2027-01-31T18:00:00Z'),
          ...maybe(0.1, 'shutdownPolicy', () => pick('Delete', 'Retain')),
        },
      });
    }
  }
  if (chance(0.4)) {
    add(
      'node.k8s.io/v1',
      'RuntimeClass',
      { name: 'gvisor' },
      { handler: pick('runsc', 'gvisor', 'custom'), ...maybe(0.4, 'scheduling', () => ({ nodeSelector: { a: 'b' } })) },
    );
  }
  return objects;
}
