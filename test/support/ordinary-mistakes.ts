/** Ordinary mistakes in pods as users make them, with the codes and paths of what is found in them. */
export interface OrdinaryMistake {
  readonly name: string;
  /** Fields of the pod's spec; with `containers`, where the mistake is there. */
  readonly pod?: object;
  /** Fields of its container. */
  readonly container?: object;
  /** Errors, as `code path` below the spec of the pod; none where Kubernetes accepts the pod. */
  readonly found: readonly string[];
}

const REQUIRED = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';

export const ORDINARY_MISTAKES: readonly OrdinaryMistake[] = [
  {
    name: 'emptyDir medium typo',
    pod: { volumes: [{ name: 'a', emptyDir: { medium: 'memory' } }] },
    found: [],
  },
  {
    name: 'emptyDir sizeLimit unit',
    pod: { volumes: [{ name: 'a', emptyDir: { sizeLimit: '1GB' } }] },
    found: ['ASB102 volumes[0].emptyDir.sizeLimit'],
  },
  {
    name: 'hostPath type typo',
    pod: { volumes: [{ name: 'a', hostPath: { path: '/x', type: 'directory' } }] },
    found: ['ASB209 volumes[0].hostPath.type'],
  },
  {
    name: 'configMap items without path',
    pod: { volumes: [{ name: 'a', configMap: { name: 'c', items: [{ key: 'k' }] } }] },
    found: ['ASB102 volumes[0].configMap.items[0].path'],
  },
  {
    name: 'configMap defaultMode decimal 644',
    pod: { volumes: [{ name: 'a', configMap: { name: 'c', defaultMode: 644 } }] },
    found: ['ASB209 volumes[0].configMap.defaultMode'],
  },
  {
    name: 'secret uses name',
    pod: { volumes: [{ name: 'a', secret: { name: 's' } }] },
    found: ['ASB101 volumes[0].secret.name'],
  },
  {
    name: 'pvc as string',
    pod: { volumes: [{ name: 'a', persistentVolumeClaim: 'data' }] },
    found: ['ASB102 volumes[0].persistentVolumeClaim'],
  },
  {
    name: 'pvc uses name',
    pod: { volumes: [{ name: 'a', persistentVolumeClaim: { name: 'data' } }] },
    found: ['ASB101 volumes[0].persistentVolumeClaim.name'],
  },
  {
    name: 'csi without driver',
    pod: { volumes: [{ name: 'a', csi: { readOnly: true } }] },
    found: ['ASB102 volumes[0].csi.driver'],
  },
  {
    name: 'nfs relative path',
    pod: { volumes: [{ name: 'a', nfs: { server: 's', path: 'data' } }] },
    found: ['ASB209 volumes[0].nfs.path'],
  },
  {
    name: 'ephemeral without template',
    pod: { volumes: [{ name: 'a', ephemeral: {} }] },
    found: ['ASB209 volumes[0].ephemeral.volumeClaimTemplate'],
  },
  {
    name: 'ephemeral claim without storage',
    pod: { volumes: [{ name: 'a', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } }] },
    found: ['ASB209 volumes[0].ephemeral.volumeClaimTemplate.spec.resources.requests.storage'],
  },
  {
    name: 'projected token short',
    pod: {
      volumes: [{ name: 'a', projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 60 } }] } }],
    },
    found: ['ASB209 volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds'],
  },
  {
    name: 'projected source two kinds',
    pod: { volumes: [{ name: 'a', projected: { sources: [{ secret: { name: 's' }, configMap: { name: 'c' } }] } }] },
    found: ['ASB209 volumes[0].projected.sources[0]'],
  },
  {
    name: 'downward field unknown',
    pod: { volumes: [{ name: 'a', downwardAPI: { items: [{ path: 'x', fieldRef: { fieldPath: 'status.podIP' } }] } }] },
    found: ['ASB209 volumes[0].downwardAPI.items[0].fieldRef.fieldPath'],
  },
  {
    name: 'image volume without reference',
    pod: { volumes: [{ name: 'a', image: {} }] },
    found: ['ASB209 volumes[0].image.reference'],
  },
  {
    name: 'volume source misspelt',
    pod: { volumes: [{ name: 'a', emptydir: {} }] },
    found: ['ASB101 volumes[0].emptydir'],
  },
  {
    name: 'volume without name',
    pod: { volumes: [{ emptyDir: {} }] },
    found: ['ASB102 volumes[0].name'],
  },
  {
    name: 'mount twice same path',
    pod: { volumes: [{ name: 'a', emptyDir: {} }] },
    container: {
      volumeMounts: [
        { name: 'a', mountPath: '/x' },
        { name: 'a', mountPath: '/x' },
      ],
    },
    found: ['ASB102 containers[0].volumeMounts[1]'],
  },
  {
    name: 'mountPath missing, path given',
    pod: { volumes: [{ name: 'a', emptyDir: {} }] },
    container: { volumeMounts: [{ name: 'a', path: '/x' }] },
    found: ['ASB101 containers[0].volumeMounts[0].path'],
  },
  {
    name: 'subPath absolute',
    pod: { volumes: [{ name: 'a', emptyDir: {} }] },
    container: { volumeMounts: [{ name: 'a', mountPath: '/x', subPath: '/y' }] },
    found: ['ASB209 containers[0].volumeMounts[0].subPath'],
  },
  {
    name: 'volumeDevice on emptyDir',
    pod: { volumes: [{ name: 'a', emptyDir: {} }] },
    container: { volumeDevices: [{ name: 'a', devicePath: '/dev/x' }] },
    found: ['ASB209 containers[0].volumeDevices[0].name'],
  },
  {
    name: 'mountPropagation typo',
    pod: { volumes: [{ name: 'a', emptyDir: {} }] },
    container: { volumeMounts: [{ name: 'a', mountPath: '/x', mountPropagation: 'bidirectional' }] },
    found: ['ASB209 containers[0].volumeMounts[0].mountPropagation'],
  },
  {
    name: 'bidirectional unprivileged',
    pod: { volumes: [{ name: 'a', emptyDir: {} }] },
    container: { volumeMounts: [{ name: 'a', mountPath: '/x', mountPropagation: 'Bidirectional' }] },
    found: ['ASB209 containers[0].volumeMounts[0].mountPropagation'],
  },
  {
    name: 'probe port string number',
    container: { livenessProbe: { httpGet: { port: '8080' } } },
    found: ['ASB209 containers[0].livenessProbe.httpGet.port'],
  },
  {
    name: 'probe path without handler',
    container: { livenessProbe: { path: '/healthz', port: 80 } },
    found: [
      'ASB101 containers[0].livenessProbe.path',
      'ASB101 containers[0].livenessProbe.port',
    ],
  },
  {
    name: 'probe httpGet without port',
    container: { readinessProbe: { httpGet: { path: '/' } } },
    found: ['ASB102 containers[0].readinessProbe.httpGet.port'],
  },
  {
    name: 'probe scheme lower',
    container: { readinessProbe: { httpGet: { port: 80, scheme: 'https' } } },
    found: ['ASB209 containers[0].readinessProbe.httpGet.scheme'],
  },
  {
    name: 'probe exec string',
    container: { readinessProbe: { exec: { command: 'cat /tmp/x' } } },
    found: ['ASB102 containers[0].readinessProbe.exec.command'],
  },
  {
    name: 'probe exec command empty',
    container: { readinessProbe: { exec: { command: [] } } },
    found: ['ASB209 containers[0].readinessProbe.exec.command'],
  },
  {
    name: 'probe grpc port string',
    container: { readinessProbe: { grpc: { port: 'x' } } },
    found: ['ASB102 containers[0].readinessProbe.grpc.port'],
  },
  {
    name: 'probe timeout string',
    container: { readinessProbe: { tcpSocket: { port: 80 }, timeoutSeconds: '5s' } },
    found: ['ASB102 containers[0].readinessProbe.timeoutSeconds'],
  },
  {
    name: 'startup successThreshold',
    container: { startupProbe: { tcpSocket: { port: 80 }, successThreshold: 3 } },
    found: ['ASB209 containers[0].startupProbe.successThreshold'],
  },
  {
    name: 'readiness grace',
    container: { readinessProbe: { tcpSocket: { port: 80 }, terminationGracePeriodSeconds: 5 } },
    found: ['ASB209 containers[0].readinessProbe.terminationGracePeriodSeconds'],
  },
  {
    name: 'lifecycle empty hook',
    container: { lifecycle: { preStop: {} } },
    found: ['ASB209 containers[0].lifecycle.preStop'],
  },
  {
    name: 'lifecycle prestop case',
    container: { lifecycle: { prestop: { exec: { command: ['a'] } } } },
    found: ['ASB101 containers[0].lifecycle.prestop'],
  },
  {
    name: 'lifecycle command direct',
    container: { lifecycle: { preStop: { command: ['sleep', '5'] } } },
    found: ['ASB101 containers[0].lifecycle.preStop.command'],
  },
  {
    name: 'env as map',
    container: { env: { A: '1' } },
    found: ['ASB102 containers[0].env'],
  },
  {
    name: 'env value number',
    container: { env: [{ name: 'A', value: 1 }] },
    found: ['ASB102 containers[0].env[0].value'],
  },
  {
    name: 'env value bool',
    container: { env: [{ name: 'A', value: true }] },
    found: ['ASB102 containers[0].env[0].value'],
  },
  {
    name: 'env secretRef',
    container: { env: [{ name: 'A', valueFrom: { secretRef: { name: 's', key: 'k' } } }] },
    found: ['ASB101 containers[0].env[0].valueFrom.secretRef'],
  },
  {
    name: 'env secretKeyRef without key',
    container: { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's' } } }] },
    found: ['ASB102 containers[0].env[0].valueFrom.secretKeyRef.key'],
  },
  {
    name: 'env fieldRef bad',
    container: { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }] },
    found: ['ASB209 containers[0].env[0].valueFrom.fieldRef.fieldPath'],
  },
  {
    name: 'env resourceFieldRef',
    container: { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'cpu' } } }] },
    found: ['ASB209 containers[0].env[0].valueFrom.resourceFieldRef.resource'],
  },
  {
    name: 'envFrom no source',
    container: { envFrom: [{ name: 'cm' }] },
    found: ['ASB101 containers[0].envFrom[0].name'],
  },
  {
    name: 'envFrom secretKeyRef',
    container: { envFrom: [{ secretKeyRef: { name: 's' } }] },
    found: ['ASB101 containers[0].envFrom[0].secretKeyRef'],
  },
  {
    name: 'resources cpu at top',
    container: { resources: { cpu: '1' } },
    found: ['ASB101 containers[0].resources.cpu'],
  },
  {
    name: 'resources limit/request',
    container: { resources: { limit: { cpu: '1' } } },
    found: ['ASB101 containers[0].resources.limit'],
  },
  {
    name: 'memory 512MB',
    container: { resources: { limits: { memory: '512MB' } } },
    found: ['ASB102 containers[0].resources.limits.memory'],
  },
  {
    name: 'memory 1 Gi',
    container: { resources: { limits: { memory: '1 Gi' } } },
    found: ['ASB102 containers[0].resources.limits.memory'],
  },
  {
    name: 'cpu 0.5m',
    container: { resources: { limits: { cpu: '0.5m' } } },
    found: [],
  },
  {
    name: 'mem in m',
    container: { resources: { limits: { memory: '512m' } } },
    found: [],
  },
  {
    name: 'hugepages request only',
    container: { resources: { requests: { 'hugepages-2Mi': '4Mi' } } },
    found: ['ASB209 containers[0].resources.limits', 'ASB209 containers[0].resources'],
  },
  {
    name: 'claims unknown',
    container: { resources: { claims: [{ name: 'gpu' }] } },
    found: ['ASB209 containers[0].resources.claims[0]'],
  },
  {
    name: 'ports number only',
    container: { ports: [8080] },
    found: ['ASB102 containers[0].ports[0]'],
  },
  {
    name: 'ports port field',
    container: { ports: [{ port: 8080 }] },
    found: ['ASB101 containers[0].ports[0].port'],
  },
  {
    name: 'protocol lower',
    container: { ports: [{ containerPort: 80, protocol: 'tcp' }] },
    found: ['ASB209 containers[0].ports[0].protocol'],
  },
  {
    name: 'port name uppercase',
    container: { ports: [{ containerPort: 80, name: 'HTTP' }] },
    found: ['ASB209 containers[0].ports[0].name'],
  },
  {
    name: 'hostIP bad',
    container: { ports: [{ containerPort: 80, hostPort: 80, hostIP: 'localhost' }] },
    found: [],
  },
  {
    name: 'command string',
    container: { command: 'python app.py' },
    found: ['ASB102 containers[0].command'],
  },
  {
    name: 'args numbers',
    container: { args: ['--port', 8080] },
    found: ['ASB102 containers[0].args[1]'],
  },
  {
    name: 'imagePullPolicy lower',
    container: { imagePullPolicy: 'always' },
    found: ['ASB209 containers[0].imagePullPolicy'],
  },
  {
    name: 'terminationMessagePolicy',
    container: { terminationMessagePolicy: 'FallbackToLogsOnFailure' },
    found: ['ASB209 containers[0].terminationMessagePolicy'],
  },
  {
    name: 'capabilities list',
    container: { securityContext: { capabilities: ['NET_ADMIN'] } },
    found: ['ASB102 containers[0].securityContext.capabilities'],
  },
  {
    name: 'capabilities CAP_',
    container: { securityContext: { capabilities: { add: ['CAP_NET_ADMIN'] } } },
    found: [],
  },
  {
    name: 'runAsUser string',
    container: { securityContext: { runAsUser: '1000' } },
    found: ['ASB102 containers[0].securityContext.runAsUser'],
  },
  {
    name: 'fsGroup on container',
    container: { securityContext: { fsGroup: 1000 } },
    found: ['ASB101 containers[0].securityContext.fsGroup'],
  },
  {
    name: 'privileged on pod',
    pod: { securityContext: { privileged: true } },
    found: ['ASB101 securityContext.privileged'],
  },
  {
    name: 'seccomp type lower',
    container: { securityContext: { seccompProfile: { type: 'runtimeDefault' } } },
    found: ['ASB209 containers[0].securityContext.seccompProfile.type'],
  },
  {
    name: 'apparmor localhost',
    container: { securityContext: { appArmorProfile: { type: 'Localhost' } } },
    found: ['ASB209 containers[0].securityContext.appArmorProfile.localhostProfile'],
  },
  {
    name: 'procMount unmasked',
    container: { securityContext: { procMount: 'Unmasked' } },
    found: ['ASB209 containers[0].securityContext.procMount'],
  },
  {
    name: 'sysctl twice',
    pod: {
      securityContext: {
        sysctls: [
          { name: 'net.core.somaxconn', value: '1' },
          { name: 'net.core.somaxconn', value: '2' },
        ],
      },
    },
    found: ['ASB209 securityContext.sysctls[1].name'],
  },
  {
    name: 'windows hostProcess',
    pod: { securityContext: { windowsOptions: { hostProcess: true } } },
    found: ['ASB209 hostNetwork'],
  },
  {
    name: 'windows gmsa bad',
    container: { securityContext: { windowsOptions: { runAsUserName: '' } } },
    found: ['ASB209 containers[0].securityContext.windowsOptions.runAsUserName'],
  },
  {
    name: 'nodeSelector number',
    pod: { nodeSelector: { a: 1 } },
    found: ['ASB102 nodeSelector.a'],
  },
  {
    name: 'nodeSelector bad value',
    pod: { nodeSelector: { a: 'x y' } },
    found: ['ASB209 nodeSelector.a'],
  },
  {
    name: 'affinity terms missing',
    pod: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } },
    found: ['ASB102 affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms'],
  },
  {
    name: 'affinity In without values',
    pod: {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }],
          },
        },
      },
    },
    found: [
      `ASB209 ${REQUIRED}.nodeSelectorTerms[0].matchExpressions[0].values`,
    ],
  },
  {
    name: 'affinity Exists with values',
    pod: {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] }],
          },
        },
      },
    },
    found: [
      `ASB209 ${REQUIRED}.nodeSelectorTerms[0].matchExpressions[0].values`,
    ],
  },
  {
    name: 'affinity weight 0',
    pod: {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 0, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
          ],
        },
      },
    },
    found: ['ASB209 affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight'],
  },
  {
    name: 'podAntiAffinity no topologyKey',
    pod: {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { a: 'b' } } }],
        },
      },
    },
    found: ['ASB102 affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey'],
  },
  {
    name: 'spread without whenUnsat',
    pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone' }] },
    found: ['ASB102 topologySpreadConstraints[0].whenUnsatisfiable'],
  },
  {
    name: 'spread minDomains ScheduleAnyway',
    pod: {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 },
      ],
    },
    found: ['ASB209 topologySpreadConstraints[0].minDomains'],
  },
  {
    name: 'toleration Equal w/o key',
    pod: { tolerations: [{ operator: 'Equal', value: 'x' }] },
    found: ['ASB209 tolerations[0].operator'],
  },
  {
    name: 'toleration seconds wrong effect',
    pod: { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }] },
    found: ['ASB209 tolerations[0].effect'],
  },
  {
    name: 'hostAliases hostnames upper',
    pod: { hostAliases: [{ ip: '10.0.0.1', hostnames: ['Foo_Bar'] }] },
    found: ['ASB209 hostAliases[0].hostnames[0]'],
  },
  {
    name: 'dnsConfig nameserver host',
    pod: { dnsConfig: { nameservers: ['dns.google'] } },
    found: ['ASB209 dnsConfig.nameservers[0]'],
  },
  {
    name: 'dnsConfig 4 nameservers',
    pod: { dnsConfig: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } },
    found: ['ASB209 dnsConfig.nameservers'],
  },
  {
    name: 'dnsPolicy None',
    pod: { dnsPolicy: 'None' },
    found: ['ASB209 dnsConfig'],
  },
  {
    name: 'overhead limit>',
    pod: { overhead: { cpu: '-1' } },
    found: ['ASB302 overhead', 'ASB209 overhead.cpu'],
  },
  {
    name: 'resourceClaims two sources',
    pod: { resourceClaims: [{ name: 'a', resourceClaimName: 'x', resourceClaimTemplateName: 'y' }] },
    found: ['ASB209 resourceClaims[0]'],
  },
  {
    name: 'schedulingGates dup',
    pod: { schedulingGates: [{ name: 'a' }, { name: 'a' }] },
    found: ['ASB102 schedulingGates[1]'],
  },
  {
    name: 'readinessGates bad',
    pod: { readinessGates: [{ conditionType: 'a b' }] },
    found: ['ASB209 readinessGates[0].conditionType'],
  },
  {
    name: 'imagePullSecrets string',
    pod: { imagePullSecrets: ['regcred'] },
    found: ['ASB102 imagePullSecrets[0]'],
  },
  {
    name: 'serviceAccount and Name',
    pod: { serviceAccount: 'My_SA' },
    found: ['ASB209 serviceAccount'],
  },
  {
    name: 'priorityClassName upper',
    pod: { priorityClassName: 'High' },
    found: ['ASB209 priorityClassName'],
  },
  {
    name: 'runtimeClassName upper',
    pod: { runtimeClassName: 'gVisor' },
    found: ['ASB209 runtimeClassName'],
  },
  {
    name: 'restartPolicy lower',
    pod: { restartPolicy: 'never' },
    found: ['ASB209 restartPolicy'],
  },
  {
    name: 'preemptionPolicy typo',
    pod: { preemptionPolicy: 'never' },
    found: ['ASB209 preemptionPolicy'],
  },
  {
    name: 'grace string',
    pod: { terminationGracePeriodSeconds: '30s' },
    found: ['ASB102 terminationGracePeriodSeconds'],
  },
  {
    name: 'subdomain upper',
    pod: { subdomain: 'My.Sub' },
    found: ['ASB209 subdomain'],
  },
  {
    name: 'shareProcess+hostPID',
    pod: { shareProcessNamespace: true, hostPID: true },
    found: ['ASB209 securityContext.shareProcessNamespace'],
  },
  {
    name: 'ephemeralContainers',
    pod: { ephemeralContainers: [{ name: 'dbg', image: 'busybox' }] },
    found: ['ASB209 ephemeralContainers'],
  },
  {
    name: 'init with probe',
    pod: { initContainers: [{ name: 'i', image: 'a', readinessProbe: { tcpSocket: { port: 80 } } }] },
    found: ['ASB209 initContainers[0].readinessProbe'],
  },
  {
    name: 'init restart never (old)',
    pod: { initContainers: [{ name: 'i', image: 'a', restartPolicy: 'always' }] },
    found: ['ASB209 initContainers[0].restartPolicy'],
  },
  {
    name: 'init same name',
    pod: { initContainers: [{ name: 'main', image: 'a' }] },
    found: ['ASB209 initContainers[0].name'],
  },
  {
    name: 'os windows w/ linux fields',
    pod: { os: { name: 'windows' }, securityContext: { runAsUser: 1 } },
    found: ['ASB306 securityContext.runAsUser'],
  },
  {
    name: 'containers as map',
    pod: { containers: { name: 'main', image: 'a' } },
    found: ['ASB102 containers'],
  },
  {
    name: 'containers empty',
    pod: { containers: [] },
    found: ['ASB209 containers'],
  },
  {
    name: 'container misspelt',
    pod: { container: [{ name: 'main', image: 'a' }] },
    found: ['ASB101 container'],
  },
  {
    name: 'image null',
    pod: { containers: [{ name: 'main', image: null }] },
    found: ['ASB209 containers[0].image'],
  },
  {
    name: 'image number',
    pod: { containers: [{ name: 'main', image: 1.2 }] },
    found: ['ASB102 containers[0].image'],
  },
  {
    name: 'no name',
    pod: { containers: [{ image: 'a' }] },
    found: ['ASB102 containers[0].name'],
  },
  {
    name: 'name dots',
    pod: { containers: [{ name: 'my.app', image: 'a' }] },
    found: ['ASB209 containers[0].name'],
  },
  {
    name: 'image with tag space',
    pod: { containers: [{ name: 'main', image: 'nginx: latest' }] },
    found: [],
  },
  {
    name: 'image https',
    pod: { containers: [{ name: 'main', image: 'https://registry.example.com/a:1' }] },
    found: [],
  },
  {
    name: 'image upper',
    pod: { containers: [{ name: 'main', image: 'registry.example.com/MyApp:1' }] },
    found: [],
  },
  {
    name: 'volumes in container',
    pod: { containers: [{ name: 'main', image: 'a', volumes: [{ name: 'a', emptyDir: {} }] }] },
    found: ['ASB101 containers[0].volumes'],
  },
  {
    name: 'resources typo request',
    pod: { containers: [{ name: 'main', image: 'a', resources: { requests: { mem: '1Gi' } } }] },
    found: ['ASB209 containers[0].resources.requests.mem'],
  },
  {
    name: 'nodeName space',
    pod: { nodeName: 'node 1' },
    found: ['ASB209 nodeName'],
  },
  {
    name: 'hostNetwork+hostUsers',
    pod: { hostUsers: false, hostNetwork: true },
    found: ['ASB209 hostNetwork'],
  },
];
