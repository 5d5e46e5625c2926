import { FieldSentences } from './field-sentences';

/** Fields of containers. */
export const CONTAINERS: FieldSentences = {
  Container: {
    args: "Arguments of the command, in place of the image's.",
    command: "Program and its first arguments, in place of the image's entry point.",
    env: 'Environment variables, in the order in which they refer to each other.',
    envFrom: 'ConfigMaps and Secrets of which all keys become environment variables.',
    image: 'Image of the container, best with a tag or a digest.',
    imagePullPolicy: 'When the image is pulled.',
    lifecycle: 'Commands and requests after the start and before the end of the container.',
    livenessProbe: 'Check that restarts the container when it fails.',
    name: 'Name of the container, unique in the pod.',
    ports: 'Ports on which the container listens.',
    readinessProbe: 'Check that keeps connections away while it fails.',
    resizePolicy: 'Whether new amounts of CPU or memory restart the container.',
    resources: 'CPU, memory and other amounts that the container asks for, and its limits.',
    restartPolicy: 'When this container alone is started again.',
    restartPolicyRules: 'Exit codes that decide about a restart before the policy does; the first that matches counts.',
    securityContext: 'User, capabilities and other rights of the container.',
    startupProbe: 'Check that holds the other probes until it passes once.',
    stdin: 'Whether standard input is kept open.',
    stdinOnce: 'Whether standard input is closed after the first client that attaches has left.',
    terminationMessagePath: 'File whose text explains the end of the container.',
    terminationMessagePolicy: 'Source of the text that explains the end: the file alone, or else the log.',
    tty: 'Whether the container has a terminal.',
    volumeDevices: 'Block devices of the container.',
    volumeMounts: 'Volumes of the pod and where the container sees them.',
    workingDir: "Directory in which the command starts, in place of the image's.",
  },
  // Besides those of a container.
  EphemeralContainer: {
    targetContainerName: 'Container whose processes this one sees.',
  },
  ContainerPort: {
    containerPort: 'Port on which the container listens.',
    hostIP: 'Address of the node on which the port of the node is opened; all of them without one.',
    hostPort: 'Port of the node that leads to the container.',
    name: 'Name by which Services and probes know the port.',
    protocol: 'Protocol of the port.',
  },
  ContainerResizePolicy: {
    resourceName: "Resource that is resized: 'cpu' or 'memory'.",
    restartPolicy: 'Whether the container restarts when the resource is resized.',
  },
  ContainerRestartRule: {
    action: 'Consequence of a match: a restart of the container, or of all containers of the pod.',
    exitCodes: 'Exit codes that match.',
  },
  ContainerRestartRuleOnExitCodes: {
    operator: "Whether the exit code must be among the values ('In') or not ('NotIn').",
    values: 'Exit codes, at most 255.',
  },
  EnvVar: {
    name: 'Name of the variable.',
    value: 'Value of the variable, which may refer to earlier ones as $(NAME).',
    valueFrom: 'Source of the value.',
  },
  EnvVarSource: {
    configMapKeyRef: 'Key of a ConfigMap.',
    fieldRef: 'Field of the pod.',
    fileKeyRef: 'Variable in a file of an emptyDir, which an init container wrote.',
    resourceFieldRef: 'Request or limit of a container.',
    secretKeyRef: 'Key of a Secret.',
  },
  EnvFromSource: {
    configMapRef: 'ConfigMap whose keys become variables.',
    prefix: 'Beginning of the names of the variables.',
    secretRef: 'Secret whose keys become variables.',
  },
  ConfigMapEnvSource: {
    name: 'Name of the ConfigMap.',
    optional: 'Whether the container starts without the ConfigMap.',
  },
  SecretEnvSource: {
    name: 'Name of the Secret.',
    optional: 'Whether the container starts without the Secret.',
  },
  ConfigMapKeySelector: {
    key: 'Key of the ConfigMap.',
    name: 'Name of the ConfigMap.',
    optional: 'Whether the container starts without the ConfigMap or the key.',
  },
  SecretKeySelector: {
    key: 'Key of the Secret.',
    name: 'Name of the Secret.',
    optional: 'Whether the container starts without the Secret or the key.',
  },
  FileKeySelector: {
    key: 'Variable in the file.',
    optional: 'Whether the container starts without the file or the variable.',
    path: 'Path of the file in the volume, with lines of the form NAME=value.',
    volumeName: 'Volume of the pod that holds the file, an emptyDir.',
  },
  ObjectFieldSelector: {
    apiVersion: "API version that the path is about, 'v1' without one.",
    fieldPath: "Path of a field of the pod, such as metadata.name or metadata.labels['app'].",
  },
  ResourceFieldSelector: {
    containerName: 'Container whose amount is taken; a variable takes that of its own container without one.',
    divisor: 'Unit in which the amount is given, such as 1Mi; 1 without one.',
    resource: 'Amount that is taken, such as limits.memory.',
  },
  Lifecycle: {
    postStart: 'Action right after the start; the container is restarted when it fails.',
    preStop: 'Action before the signal to end; it counts towards the grace period.',
    stopSignal: 'Signal that ends the container, such as SIGTERM, in pods whose operating system is set.',
  },
  LifecycleHandler: {
    exec: 'Command in the container.',
    httpGet: 'HTTP request to the container.',
    sleep: 'Pause of some seconds.',
    tcpSocket: 'Connection to a port, which today does nothing as a hook.',
  },
  SleepAction: {
    seconds: 'Length of the pause, at most the grace period of the pod.',
  },
  Probe: {
    exec: 'Command that succeeds with exit code 0.',
    failureThreshold: 'Failures in a row that count as one.',
    grpc: 'Call of the gRPC health service.',
    httpGet: 'HTTP request that succeeds with a status of 200 to 399.',
    initialDelaySeconds: 'Seconds before the first try.',
    periodSeconds: 'Seconds between two tries.',
    successThreshold: 'Successes in a row that count as one.',
    tcpSocket: 'Connection that succeeds when it is accepted.',
    terminationGracePeriodSeconds: 'Seconds until a container that failed is killed; those of the pod without.',
    timeoutSeconds: 'Seconds after which a try has failed.',
  },
  ExecAction: {
    command: 'Program and arguments, run without a shell.',
  },
  GRPCAction: {
    mode: 'Whether the call is in plain text or by TLS.',
    port: 'Number of the port.',
    service: 'Name of the service whose health is asked for.',
  },
  HTTPGetAction: {
    host: 'Host of the request; the address of the pod without one.',
    httpHeaders: 'Headers of the request.',
    path: 'Path of the request.',
    port: 'Number or name of the port.',
    protocol: 'Version of HTTP: HTTP1 or HTTP2.',
    scheme: "Whether the request is by 'HTTP' or 'HTTPS', which accepts any certificate.",
  },
  HTTPHeader: {
    name: 'Name of the header.',
    value: 'Value of the header.',
  },
  TCPSocketAction: {
    host: 'Host of the connection; the address of the pod without one.',
    port: 'Number or name of the port.',
  },
  ResourceRequirements: {
    claims: 'Devices of the pod that the container uses.',
    limits: 'Most that the container may use, by resource.',
    requests: 'Amounts that the node must have free for the container, by resource.',
  },
  ResourceClaim: {
    name: "Name of an item of the pod's resourceClaims.",
    request: 'Request of the claim whose devices are used; all of them without one.',
  },
  VolumeMount: {
    bindMountOptions: 'Options of the mount: noexec, nodev or nosuid.',
    mountPath: 'Path in the container.',
    mountPropagation: 'Whether mounts below the path are seen on both sides.',
    name: 'Name of a volume of the pod.',
    readOnly: 'Whether the container cannot write the volume.',
    recursiveReadOnly: 'Whether mounts below a read-only one are read-only, too.',
    subPath: 'Path in the volume that is mounted; its root without one.',
    subPathExpr: 'As subPath, with variables of the container as $(NAME).',
  },
  VolumeDevice: {
    devicePath: 'Path of the device in the container.',
    name: 'Name of a volume of the pod that is a claim of mode Block.',
  },
};
