/** Valid values for the fields of a pod. A random choice of them makes a rich pod. */
import { Entry } from './entries';

const MAIN = 'spec.containers.0';
const INIT = 'spec.initContainers.0';

function volume(name: string, source: object): Entry {
  return ['spec.volumes.+', { name, ...source }];
}

const SELECTOR = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['a', 'b'] },
    { key: 'example.com/x', operator: 'Exists' },
    { key: 'track', operator: 'NotIn', values: ['canary'] },
    { key: 'old', operator: 'DoesNotExist' },
  ],
};

const POD_TERM = {
  labelSelector: SELECTOR,
  topologyKey: 'kubernetes.io/hostname',
  namespaces: ['research', 'product'],
  namespaceSelector: { matchLabels: { team: 'a' } },
  matchLabelKeys: ['pod-template-hash'],
  mismatchLabelKeys: ['tenant'],
};

const NODE_TERM = {
  matchExpressions: [
    { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
    { key: 'cpus', operator: 'Gt', values: ['4'] },
    { key: 'gpu', operator: 'Exists' },
  ],
  matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }],
};

const CLAIM = {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '10Gi' } },
  storageClassName: 'fast',
  volumeMode: 'Filesystem',
};

export const VOLUMES: readonly Entry[] = [
  volume('scratch', { emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } }),
  volume('plain', {}),
  volume('host', { hostPath: { path: '/var/lib/x', type: 'Directory' } }),
  volume('git', { gitRepo: { repository: 'https://git.example.com/x', directory: 'a/b' } }),
  volume('gce', { gcePersistentDisk: { pdName: 'disk', partition: 1, fsType: 'ext4' } }),
  volume('aws', { awsElasticBlockStore: { volumeID: 'vol-1', partition: 2 } }),
  volume('secret', {
    secret: { secretName: 's', defaultMode: 0o400, items: [{ key: 'k', path: 'a/k', mode: 0o440 }] },
  }),
  volume('config', { configMap: { name: 'c', defaultMode: 0o644, items: [{ key: 'k', path: 'k' }] } }),
  volume('nfs', { nfs: { server: 'nfs.example.com', path: '/export' } }),
  volume('iscsi', {
    iscsi: {
      targetPortal: '10.0.0.1:3260',
      iqn: 'iqn.2015-02.example.com:test',
      lun: 1,
      chapAuthSession: true,
      secretRef: { name: 's' },
      initiatorName: 'iqn.2015-02.example.com:init',
    },
  }),
  volume('gluster', { glusterfs: { endpoints: 'e', path: 'p' } }),
  volume('flocker', { flocker: { datasetName: 'd' } }),
  volume('claim', { persistentVolumeClaim: { claimName: 'data' } }),
  volume('rbd', { rbd: { monitors: ['10.0.0.1:6789'], image: 'i' } }),
  volume('cinder', { cinder: { volumeID: 'v', secretRef: { name: 's' } } }),
  volume('ceph', { cephfs: { monitors: ['10.0.0.1'] } }),
  volume('quobyte', { quobyte: { registry: 'registry:7861,other:7861', volume: 'v', tenant: 't' } }),
  volume('downward', {
    downwardAPI: {
      defaultMode: 420,
      items: [
        { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
        { path: 'one', fieldRef: { apiVersion: 'v1', fieldPath: "metadata.annotations['example.com/a']" }, mode: 256 },
        { path: 'cpu', resourceFieldRef: { containerName: 'main', resource: 'limits.cpu', divisor: '1m' } },
        { path: 'memory', resourceFieldRef: { containerName: 'main', resource: 'requests.memory', divisor: '1Mi' } },
      ],
    },
  }),
  volume('fc', { fc: { targetWWNs: ['500a0982991b8dc5'], lun: 2 } }),
  volume('fcw', { fc: { wwids: ['3600508b400105e210000900000490000'] } }),
  volume('flex', { flexVolume: { driver: 'example.com/flex', options: { 'example.com/a': 'b', 'plain': 'c' } } }),
  volume('azurefile', { azureFile: { secretName: 's', shareName: 'sh' } }),
  volume('vsphere', { vsphereVolume: { volumePath: '[ds] a.vmdk' } }),
  volume('photon', { photonPersistentDisk: { pdID: 'p' } }),
  volume('portworx', { portworxVolume: { volumeID: 'p' } }),
  volume('azuredisk', {
    azureDisk: {
      diskName: 'd', diskURI: '/subscriptions/x/disks/d', kind: 'Managed', cachingMode: 'ReadOnly',
    },
  }),
  volume('azureblob', { azureDisk: { diskName: 'd', diskURI: 'https://x.example.com/d.vhd' } }),
  volume('storageos', { storageos: { volumeName: 'v', volumeNamespace: 'n', secretRef: { name: 's' } } }),
  volume('scaleio', { scaleIO: { gateway: 'g', system: 's', volumeName: 'v', secretRef: { name: 's' } } }),
  volume('csi', { csi: { driver: 'csi.example.com', nodePublishSecretRef: { name: 's' } } }),
  volume('ephemeral', {
    ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' }, annotations: { 'A/b': 'c' } }, spec: CLAIM } },
  }),
  volume('restored', {
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          ...CLAIM,
          selector: SELECTOR,
          dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' },
          volumeAttributesClassName: 'gold',
        },
      },
    },
  }),
  volume('cloned', {
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          ...CLAIM, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'other', namespace: 'research' },
        },
      },
    },
  }),
  volume('image', { image: { reference: 'registry.example.com/data:1', pullPolicy: 'IfNotPresent' } }),
  volume('projected', {
    projected: {
      defaultMode: 420,
      sources: [
        { secret: { name: 's', items: [{ key: 'a', path: 'a' }] } },
        { configMap: { name: 'c', items: [{ key: 'b', path: 'b' }] } },
        { downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }] } },
        { serviceAccountToken: { path: 'token', expirationSeconds: 3600, audience: 'x' } },
      ],
    },
  }),
  volume('bundle', { projected: { sources: [{ clusterTrustBundle: { name: 'example.com:x:b', path: 'ca.pem' } }] } }),
];

const PORT = { name: 'http', containerPort: 8080, hostPort: 18080, protocol: 'TCP' };
const PROBE = {
  httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP', httpHeaders: [{ name: 'X-A', value: 'b' }] },
  periodSeconds: 5,
};

function container(at: string): Entry[] {
  return [
    [`${at}.ports.+`, PORT],
    [`${at}.ports.+`, { name: 'dns', containerPort: 53, protocol: 'UDP' }],
    [`${at}.env.+`, { name: 'A', value: 'b' }],
    [`${at}.env.+`, { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
    [`${at}.env.+`, { name: 'LABEL', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }],
    [`${at}.env.+`, { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1' } } }],
    [
      `${at}.env.+`,
      { name: 'HUGE', valueFrom: { resourceFieldRef: { resource: 'limits.hugepages-2Mi', divisor: '1Mi' } } },
    ],
    [`${at}.env.+`, { name: 'S', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
    [`${at}.env.+`, { name: 'C', valueFrom: { configMapKeyRef: { name: 'c', key: 'k.v' } } }],
    [`${at}.env.+`, { name: 'F', valueFrom: { fileKeyRef: { volumeName: 'scratch', path: 'a.env', key: 'K' } } }],
    [`${at}.envFrom.+`, { prefix: 'P_', configMapRef: { name: 'c' } }],
    [`${at}.envFrom.+`, { secretRef: { name: 's' } }],
    [`${at}.volumeMounts.+`, { name: 'scratch', mountPath: '/scratch', subPath: 'a' }],
    [`${at}.volumeMounts.+`, { name: 'config', mountPath: '/config', readOnly: true, recursiveReadOnly: 'Enabled' }],
    [
      `${at}.volumeMounts.+`,
      { name: 'host', mountPath: '/host', mountPropagation: 'HostToContainer', subPathExpr: '$(A)' },
    ],
    [`${at}.volumeDevices.+`, { name: 'claim', devicePath: '/dev/x' }],
    [`${at}.imagePullPolicy`, 'Always'],
    [`${at}.terminationMessagePolicy`, 'FallbackToLogsOnError'],
    [`${at}.resources.limits`, { 'cpu': '2', 'memory': '2Gi', 'nvidia.com/gpu': 1, 'ephemeral-storage': '1Gi' }],
    [`${at}.resources.requests`, { cpu: '500m', memory: '1Gi' }],
    [`${at}.resources.limits.hugepages-2Mi`, '4Mi'],
    [`${at}.resources.requests.example.com~1dongle`, '2'],
    [`${at}.resources.claims.+`, { name: 'gpu' }],
    [`${at}.resources.claims.+`, { name: 'gpu', request: 'one' }],
    [`${at}.resizePolicy.+`, { resourceName: 'cpu', restartPolicy: 'NotRequired' }],
    [
      `${at}.securityContext`,
      {
        runAsUser: 1000,
        runAsGroup: 1000,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] },
        seccompProfile: { type: 'RuntimeDefault' },
        procMount: 'Default',
      },
    ],
    [`${at}.securityContext.seccompProfile`, { type: 'Localhost', localhostProfile: 'profiles/a.json' }],
    [`${at}.securityContext.appArmorProfile`, { type: 'Localhost', localhostProfile: 'a' }],
    [
      `${at}.securityContext.windowsOptions`,
      { runAsUserName: 'NT AUTHORITY\\SYSTEM', gmsaCredentialSpecName: 'g', hostProcess: false },
    ],
    [`${at}.securityContext.privileged`, true],
    [`${at}.lifecycle`, { preStop: { exec: { command: ['sleep', '5'] } }, postStart: { tcpSocket: { port: 80 } } }],
    [`${at}.lifecycle.preStop`, { sleep: { seconds: 5 } }],
    [`${at}.lifecycle.stopSignal`, 'SIGUSR1'],
    [`${at}.livenessProbe`, { ...PROBE, failureThreshold: 3, successThreshold: 1, terminationGracePeriodSeconds: 10 }],
    [`${at}.readinessProbe`, { exec: { command: ['true'] }, successThreshold: 2, timeoutSeconds: 3 }],
    [`${at}.startupProbe`, { grpc: { port: 9000, service: 's' }, initialDelaySeconds: 1 }],
    [`${at}.restartPolicy`, 'Always'],
    [`${at}.restartPolicyRules.+`, { action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
  ];
}

export const ENTRIES: readonly Entry[] = [
  ...container(MAIN),
  ...container(INIT),
  ['spec.containers.+', { name: 'second', image: 'registry.example.com/b:2', ports: [{ containerPort: 9090 }] }],
  ['spec.resourceClaims.+', { name: 'gpu', resourceClaimTemplateName: 'gpus' }],
  ['spec.resources', { limits: { cpu: '4', memory: '4Gi' }, requests: { cpu: '2', memory: '3Gi' } }],
  ['spec.hostNetwork', true],
  ['spec.hostPID', true],
  ['spec.hostIPC', true],
  ['spec.hostUsers', false],
  ['spec.shareProcessNamespace', true],
  ['spec.restartPolicy', 'Never'],
  ['spec.dnsPolicy', 'ClusterFirst'],
  ['spec.dnsPolicy', 'None'],
  ['spec.dnsConfig', {
    nameservers: ['10.0.0.10'],
    searches: ['a.example.com', '_x.example.com.', '.'],
    options: [{ name: 'ndots', value: '2' }],
  }],
  ['spec.nodeSelector', { 'kubernetes.io/os': 'linux', 'pool': 'gpu' }],
  ['spec.securityContext', {
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 2000,
    supplementalGroups: [1, 2],
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
    sysctls: [{ name: 'kernel.shm_rmid_forced', value: '0' }, { name: 'net.core.somaxconn', value: '1' }],
    supplementalGroupsPolicy: 'Strict',
    seLinuxChangePolicy: 'Recursive',
  }],
  ['spec.securityContext.appArmorProfile', { type: 'RuntimeDefault' }],
  ['spec.securityContext.windowsOptions', { gmsaCredentialSpec: '{}', runAsUserName: 'user', hostProcess: true }],
  ['spec.affinity.nodeAffinity', {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [NODE_TERM] },
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: NODE_TERM }],
  }],
  ['spec.affinity.podAffinity', {
    requiredDuringSchedulingIgnoredDuringExecution: [POD_TERM],
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: POD_TERM }],
  }],
  ['spec.affinity.podAntiAffinity', { requiredDuringSchedulingIgnoredDuringExecution: [POD_TERM] }],
  ['spec.readinessGates.+', { conditionType: 'example.com/ready' }],
  ['spec.schedulingGates.+', { name: 'example.com/gate' }],
  ['spec.topologySpreadConstraints.+', {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: SELECTOR,
    minDomains: 2,
    nodeAffinityPolicy: 'Honor',
    nodeTaintsPolicy: 'Ignore',
    matchLabelKeys: ['rev'],
  }],
  ['spec.topologySpreadConstraints.+', { maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
  ['spec.serviceAccountName', 'runner'],
  ['spec.nodeName', 'node-1'],
  ['spec.activeDeadlineSeconds', 3600],
  ['spec.terminationGracePeriodSeconds', 60],
  ['spec.hostname', 'web'],
  ['spec.hostnameOverride', 'web.example.com'],
  ['spec.setHostnameAsFQDN', true],
  ['spec.subdomain', 'sub'],
  ['spec.tolerations.+', { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
  ['spec.tolerations.+', { key: 'a', value: 'b', effect: 'NoExecute', tolerationSeconds: 60 }],
  ['spec.tolerations.+', { operator: 'Exists' }],
  ['spec.hostAliases.+', { ip: '10.0.0.7', hostnames: ['git.example.com'] }],
  ['spec.hostAliases.+', { ip: '2001:db8::1', hostnames: ['six'] }],
  ['spec.priorityClassName', 'high'],
  ['spec.runtimeClassName', 'gvisor'],
  ['spec.preemptionPolicy', 'Never'],
  ['spec.overhead', { cpu: '250m', memory: '64Mi' }],
  ['spec.os', { name: 'linux' }],
  ['spec.os', { name: 'windows' }],
  ['spec.imagePullSecrets.+', { name: 's' }],
  ['metadata.labels', { 'app': 'web', 'example.com/team': 'a' }],
  ['metadata.annotations', {
    'Example.com/Note': 'any text',
    'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  }],
  ['metadata.annotations.controller.kubernetes.io~1pod-deletion-cost', '-10'],
  ['metadata.annotations.seccomp.security.alpha.kubernetes.io~1pod', 'runtime/default'],
  ['metadata.annotations.container.apparmor.security.beta.kubernetes.io~1main', 'localhost/a'],
  ['metadata.finalizers.+', 'example.com/keep'],
  ['metadata.ownerReferences.+', { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'u' }],
];
