import { CONTROLLER } from '../../api/controller-names';
import { parseImage } from '../../checks/image';
import { flagName } from '../../install/controller-args';
import { flagsWithProps, propOf } from '../../install/flag-values';
import { UPSTREAM_IMAGE } from '../../install/settings';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import type { Catalogue } from '../../release/catalogue';
import type { Release } from '../../release/release';
import { call, Code, CodeMembers, filled, list, literal, name, object } from '../code/expression';
import { tolerations } from '../pods/pod';
import { cpuOf, enumOf, sizeOf, Vocabulary } from '../pods/pod-values';

/** Props whose values are members of an enum. */
const ENUMS: Readonly<Record<string, string>> = {
  zapEncoder: 'ControllerLogEncoder',
  zapTimeEncoding: 'ControllerTimeEncoding',
  zapStacktraceLevel: 'ControllerStacktraceLevel',
  tlsMinVersion: 'ControllerTlsVersion',
};

/** Props of an install as its controller shows them. */
export function installProps(
  controller: KubeObject, release: Release, catalogue: Catalogue, vocabulary: Vocabulary,
): CodeMembers {
  const { replicas } = inObject(controller.spec);
  const pod = inObject(controller.spec, 'template', 'spec');
  const container = inList(pod.containers).find((each) => each.name === CONTROLLER) ?? {};
  const { nodeSelector, priorityClassName, imagePullSecrets } = pod;
  const variables = inList(container.env).filter(({ value }) => typeof value === 'string');
  return {
    replicas: typeof replicas === 'number' && replicas !== 1 ? literal(replicas) : undefined,
    ...imageProps(container.image, release),
    ...flagProps(container.args, release, catalogue, vocabulary),
    nodeSelector: given(nodeSelector),
    tolerations: tolerations(pod.tolerations, vocabulary),
    priorityClassName: given(priorityClassName),
    imagePullSecrets: Array.isArray(imagePullSecrets)
      ? list(inList(pod, 'imagePullSecrets').map((each) => literal(each.name)))
      : undefined,
    env: filled(Object.fromEntries(variables.map((each) => [String(each.name), literal(each.value)]))),
    podLabels: mapOf(inObject(controller.spec, 'template', 'metadata').labels, 'app'),
    podAnnotations: mapOf(inObject(controller.spec, 'template', 'metadata').annotations),
  };
}

/** Requests and limits as the install prints them: of the hardened profile they are its own. */
export function resourceProps(controller: KubeObject, vocabulary: Vocabulary): Code | undefined {
  const pod = inObject(controller.spec, 'template', 'spec');
  const { resources } = inList(pod.containers).find((each) => each.name === CONTROLLER) ?? {};
  const bound = (resource: string, convert: (value: unknown) => Code | undefined) =>
    filled({
      request: convert(inObject(resources, 'requests')[resource]),
      limit: convert(inObject(resources, 'limits')[resource]),
    });
  return filled({
    cpu: bound('cpu', (value) => cpuOf(value, vocabulary)),
    memory: bound('memory', (value) => sizeOf(value, 'largest')),
    ephemeralStorage: bound('ephemeral-storage', (value) => sizeOf(value, 'largest')),
  });
}

function imageProps(image: unknown, release: Release): CodeMembers {
  try {
    const { registry, repository, tag, digest } = parseImage(String(image), release.id);
    return {
      imageRegistry: registry === UPSTREAM_IMAGE.registry ? undefined : literal(registry),
      imageRepository: repository === UPSTREAM_IMAGE.repository ? undefined : literal(repository),
      imageTag: tag === release.id ? undefined : given(tag),
      imageDigest: given(digest),
    };
  } catch {
    return {};
  }
}

/** The arguments that set what has a prop; those that upstream's manifest has anyway need none. */
function flagProps(args: unknown, release: Release, catalogue: Catalogue, vocabulary: Vocabulary): CodeMembers {
  const props: CodeMembers = {};
  const extra: Code[] = [];
  for (const argument of Array.isArray(args) ? args as unknown[] : []) {
    if (typeof argument !== 'string' || release.install.args.includes(argument) || argument === '--extensions') {
      continue;
    }
    const flag = flagsWithProps(catalogue).find((each) => each.name === flagName(argument));
    const value = argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : 'true';
    if (!flag) {
      extra.push(literal(argument));
    } else {
      props[propOf(flag.name)] = flagCode(propOf(flag.name), flag.type, value, vocabulary);
    }
  }
  return { ...props, extraArgs: extra.length > 0 ? list(extra) : undefined };
}

const UNITS: Readonly<Record<string, string>> = { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours' };

function flagCode(prop: string, type: string, value: string, vocabulary: Vocabulary): Code | undefined {
  if (Object.hasOwn(ENUMS, prop)) { return enumOf(ENUMS[prop])(value, vocabulary); }
  if (prop === 'tlsCipherSuites') { return literal(value.split(',')); }
  switch (type) {
    case 'bool': return literal(value === 'true');
    case 'int':
    case 'float': return literal(Number(value));
    case 'duration': {
      const [, amount, unit] = /^(\d+)(ms|s|m|h)$/.exec(value) ?? [];
      const method = unit === undefined ? undefined : UNITS[unit];
      return method === undefined ? undefined : call(`Duration.${method}`, literal(Number(amount)));
    }
    default: return literal(value);
  }
}

function given(value: unknown): Code | undefined {
  return value === undefined || value === null ? undefined : literal(value);
}

function mapOf(value: unknown, besides?: string): Code | undefined {
  const kept = Object.entries(inObject(value) as Loose).filter(([key]) => key !== besides);
  return kept.length > 0 ? literal(Object.fromEntries(kept)) : undefined;
}

/** The props of an install in the order in which they are read. */
export function installCode(release: string, profile: string, members: CodeMembers): Code {
  return object({
    version: name(`AgentSandboxVersion.${release}`),
    profile: profile === 'HARDENED' ? undefined : name(`AgentSandboxProfile.${profile}`),
    ...members,
  });
}
