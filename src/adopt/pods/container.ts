import {
  allOf,
  boolean,
  Conversions,
  enumOf,
  isObject,
  listOf,
  number,
  prop,
  resources,
  seconds,
  structOf,
  text,
  texts,
  unless,
  Vocabulary,
} from './pod-values';
import { call, Code, filled, list, literal, CodeMembers, name, object } from '../code/expression';

const PORT: Conversions = {
  containerPort: prop('number', number),
  name: prop('name', text),
  protocol: unless('TCP', prop('protocol', enumOf('kplus.Protocol'))),
  hostPort: prop('hostPort', number),
  hostIP: prop('hostIp', text),
};

/** One port without a name is `portNumber`. */
function ports(value: unknown, vocabulary: Vocabulary): CodeMembers | undefined {
  const all = listOf(structOf(PORT))(value, vocabulary);
  const [only, ...others] = Array.isArray(value) ? value : [];
  const isPlain = others.length === 0 && isObject(only)
    && Object.entries(only).every(([key, each]) => key === 'containerPort' || (key === 'protocol' && each === 'TCP'));
  return all && (isPlain ? { portNumber: literal((only as { containerPort: number }).containerPort) } : { ports: all });
}

function envVariables(value: unknown, vocabulary: Vocabulary): CodeMembers | undefined {
  if (!Array.isArray(value) || value.length === 0) { return undefined; }
  const members: Record<string, Code> = {};
  for (const each of value) {
    if (!isObject(each) || typeof each.name !== 'string' || Object.hasOwn(members, each.name)) { return undefined; }
    // The keys of a JavaScript object that are integers come first, whatever their order.
    if (/^\d+$/.test(each.name) || each.name === '__proto__') { return undefined; }
    const { name: _, ...source } = each;
    const converted = allOf(source, VARIABLE, vocabulary);
    if (!converted?.value) { return undefined; }
    members[each.name] = converted.value;
  }
  return { envVariables: object(members) };
}

const VARIABLE: Conversions = {
  value: prop('value', (value) =>
    typeof value === 'string' ? call('kplus.EnvValue.fromValue', literal(value)) : undefined,
  ),
  valueFrom: (value, vocabulary) => allOf(value, SOURCE, vocabulary),
};

const SOURCE: Conversions = {
  secretKeyRef: prop('value', (value, { references }) => {
    const { name: secret, key, ...options } = isObject(value) ? value : {};
    return typeof secret === 'string' && typeof key === 'string' && isOptional(options)
      ? call(`${references.to('Secret', secret)}.envValue`, literal(key), filled(membersOf(options)))
      : undefined;
  }),
  configMapKeyRef: prop('value', (value, { references }) => {
    const { name: map, key, ...options } = isObject(value) ? value : {};
    return typeof map === 'string' && typeof key === 'string' && isOptional(options)
      ? call(
        'kplus.EnvValue.fromConfigMap',
        name(references.to('ConfigMap', map)),
        literal(key),
        filled(membersOf(options)),
      )
      : undefined;
  }),
  fieldRef: prop('value', (value, vocabulary) => {
    const { path } = allOf(value, { fieldPath: prop('path', enumOf('kplus.EnvFieldPaths')) }, vocabulary) ?? {};
    return path && call('kplus.EnvValue.fromFieldRef', path);
  }),
};

function isOptional(options: object): boolean {
  return Object.entries(options).every(([key, value]) => key === 'optional' && typeof value === 'boolean');
}

function membersOf(json: object): CodeMembers {
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, literal(value)]));
}

function envFrom(value: unknown, { references }: Vocabulary): CodeMembers | undefined {
  if (!Array.isArray(value) || value.length === 0) { return undefined; }
  const items = value.map((each): Code | undefined => {
    const { configMapRef, secretRef, prefix, ...others } = isObject(each) ? each : { odd: true };
    const reference = configMapRef ?? secretRef;
    if (Object.keys(others).length > 0 || !isObject(reference) || Object.keys(reference).join() !== 'name') {
      return undefined;
    }
    if (typeof reference.name !== 'string' || (configMapRef && secretRef)) { return undefined; }
    if (prefix !== undefined && (typeof prefix !== 'string' || secretRef)) { return undefined; }
    return configMapRef
      ? call(
        'kplus.Env.fromConfigMap',
        name(references.to('ConfigMap', reference.name)),
        prefix === undefined ? undefined : literal(prefix),
      )
      : call('kplus.Env.fromSecret', name(references.to('Secret', reference.name)));
  });
  return items.every((each) => each !== undefined) ? { envFrom: list(items) } : undefined;
}

const PROBE_OPTIONS: Conversions = {
  failureThreshold: unless(3, prop('failureThreshold', number)),
  initialDelaySeconds: prop('initialDelaySeconds', seconds),
  periodSeconds: prop('periodSeconds', seconds),
  successThreshold: prop('successThreshold', number),
  timeoutSeconds: prop('timeoutSeconds', seconds),
};
const TARGET: Conversions = { port: prop('port', number), host: prop('host', text) };
const HTTP: Conversions = { ...TARGET, scheme: unless('HTTP', prop('scheme', enumOf('kplus.ConnectionScheme'))) };

function probe(value: unknown, vocabulary: Vocabulary): Code | undefined {
  const { httpGet, tcpSocket, exec, ...options } = isObject(value) ? value : {};
  const common = allOf(options, PROBE_OPTIONS, vocabulary);
  if (!common || [httpGet, tcpSocket, exec].filter(isObject).length !== 1) { return undefined; }
  if (isObject(httpGet)) {
    const { path, ...rest } = httpGet;
    const target = allOf(rest, HTTP, vocabulary);
    return target && typeof path === 'string'
      ? call('kplus.Probe.fromHttpGet', literal(path), filled({ ...target, ...common }))
      : undefined;
  }
  if (isObject(tcpSocket)) {
    const target = allOf(tcpSocket, TARGET, vocabulary);
    return target && call('kplus.Probe.fromTcpSocket', filled({ ...target, ...common }));
  }
  const { command } = allOf(exec, { command: prop('command', texts) }, vocabulary) ?? {};
  return command && call('kplus.Probe.fromCommand', command, filled(common));
}

const CAPABILITIES = unless({ drop: ['ALL'] }, prop('capabilities', structOf({
  add: prop('add', listOf(enumOf('kplus.Capability'))),
  drop: prop('drop', listOf(enumOf('kplus.Capability'))),
})));

const SECURITY: Conversions = {
  runAsUser: prop('user', number),
  runAsGroup: prop('group', number),
  runAsNonRoot: unless(true, prop('ensureNonRoot', boolean)),
  // cdk8s-plus refuses a privileged container that says nothing of escalation; Kubernetes does not.
  privileged: (value) => (value === false ? {} : undefined),
  readOnlyRootFilesystem: unless(false, prop('readOnlyRootFilesystem', boolean)),
  allowPrivilegeEscalation: unless(false, prop('allowPrivilegeEscalation', boolean)),
  capabilities: CAPABILITIES,
  seccompProfile: prop('seccompProfile', structOf({
    type: prop('type', enumOf('kplus.SeccompProfileType')),
    localhostProfile: prop('localhostProfile', text),
  })),
};

/** The members of a container by their props. Mounts are made after it. */
export const CONTAINER: Conversions = {
  name: prop('name', text),
  image: prop('image', text),
  command: prop('command', texts),
  args: prop('args', texts),
  workingDir: prop('workingDir', text),
  imagePullPolicy: prop('imagePullPolicy', enumOf('kplus.ImagePullPolicy')),
  restartPolicy: prop('restartPolicy', enumOf('kplus.ContainerRestartPolicy')),
  ports,
  env: envVariables,
  envFrom,
  resources: prop('resources', resources),
  livenessProbe: prop('liveness', probe),
  readinessProbe: prop('readiness', probe),
  startupProbe: prop('startup', probe),
  securityContext: (value, vocabulary) => {
    const members = allOf(value, SECURITY, vocabulary);
    return members && (filled(members) ? { securityContext: object(members) } : {});
  },
};
