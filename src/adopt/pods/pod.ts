import { CONTAINER } from './container';
import {
  boolean,
  converted,
  Conversions,
  enumOf,
  isObject,
  listOf,
  number,
  prop,
  seconds,
  structOf,
  text,
  textMap,
  texts,
  unless,
  Vocabulary,
} from './pod-values';
import { typed } from './typed-json';
import { SAFE_TO_EVICT } from '../../api/labels';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { call, Code, filled, list, literal, CodeMembers, name, object } from '../code/expression';

const TOLERATION: Conversions = {
  key: prop('key', text),
  operator: prop('operator', enumOf('TolerationOperator')),
  value: prop('value', text),
  effect: prop('effect', enumOf('TaintEffect')),
  tolerationSeconds: prop('tolerationSeconds', seconds),
};

/** Tolerations by their props. */
export const tolerations = listOf(structOf(TOLERATION));

const SECURITY: Conversions = {
  runAsUser: prop('user', number),
  runAsGroup: prop('group', number),
  runAsNonRoot: unless(true, prop('ensureNonRoot', boolean)),
  fsGroup: prop('fsGroup', number),
  fsGroupChangePolicy: unless('Always', prop('fsGroupChangePolicy', enumOf('kplus.FsGroupChangePolicy'))),
  sysctls: prop('sysctls', listOf(structOf({ name: prop('name', text), value: prop('value', text) }))),
  // What sandboxes have anyway.
  seccompProfile: (value) =>
    isObject(value) && JSON.stringify(value) === '{"type":"RuntimeDefault"}' ? {} : undefined,
};

/** A reference to another object by its name. */
function reference(kind: string): (value: unknown, vocabulary: Vocabulary) => Code | undefined {
  return (value, { references }) =>
    typeof value === 'string' && value !== '' ? name(references.to(kind, value)) : undefined;
}

/** The members of a pod by their props. Containers and volumes have their own. */
const POD: Conversions = {
  restartPolicy: unless('Always', prop('restartPolicy', enumOf('kplus.RestartPolicy'))),
  serviceAccountName: prop('serviceAccount', reference('ServiceAccount')),
  automountServiceAccountToken: unless(false, prop('automountServiceAccountToken', boolean)),
  hostNetwork: unless(false, prop('hostNetwork', boolean)),
  terminationGracePeriodSeconds: unless(30, prop('terminationGracePeriod', seconds)),
  shareProcessNamespace: prop('shareProcessNamespace', boolean),
  runtimeClassName: prop('runtime', reference('RuntimeClass')),
  priorityClassName: prop('priorityClassName', text),
  nodeSelector: prop('nodeSelector', textMap),
  tolerations: prop('tolerations', tolerations),
  enableServiceLinks: unless(false, prop('enableServiceLinks', boolean)),
  hostAliases: prop('hostAliases', listOf(structOf({ ip: prop('ip', text), hostnames: prop('hostnames', texts) }))),
  imagePullSecrets: prop('dockerRegistryAuth', (value, vocabulary) => {
    const [only, ...others] = Array.isArray(value) ? value : [];
    return others.length === 0 && isObject(only) && Object.keys(only).join() === 'name'
      ? reference('Secret')(only.name, vocabulary)
      : undefined;
  }),
  securityContext: (value, vocabulary) => {
    const members = isObject(value) ? converted(value, SECURITY, vocabulary) : undefined;
    if (!members || Object.keys(members.rest).length > 0) { return undefined; }
    const context = filled(members.props);
    return context ? { securityContext: context } : {};
  },
};

/** What of a pod is given by props. */
export type Detail = 'props' | 'fields';

/** The props of a pod, and what is left for volumes and mounts. */
export interface PodProps {
  readonly props: CodeMembers;
  /** The containers that have mounts to be made, in the order of the pod. */
  readonly mounts: ReadonlyArray<{ readonly container: string; readonly json: Loose }>;
  readonly volumes: readonly Loose[];
  /** Whether it says to which group its volumes belong. */
  readonly hasGroup: boolean;
}

/**
 * The props of a pod template.
 *
 * @param detail `fields`: all but images is given field by field, as in YAML
 * @param hasVolumes whether volumes and mounts are made by constructs, and so no fields
 */
export function podProps(template: Loose, detail: Detail, hasVolumes: boolean, vocabulary: Vocabulary): PodProps {
  const { containers, initContainers, volumes, ...spec } = inObject(template, 'spec');
  const { props, rest } = converted(spec, detail === 'props' ? POD : {}, vocabulary);
  const mounts: Array<PodProps['mounts'][number]> = [];
  const options: CodeMembers = {};
  const containerList = (given: unknown, path: string) => list(inList(given).map((container, index) => {
    const { volumeMounts, ...others } = container;
    const isMade = hasVolumes && Array.isArray(volumeMounts);
    if (isMade) {
      for (const json of inList(volumeMounts)) { mounts.push({ container: `${path}[${index}]`, json }); }
    }
    const made = converted(isMade ? others : container, detail === 'props' ? CONTAINER : NAMED, vocabulary);
    const key = typeof container.name === 'string' ? container.name : 'main';
    if (Object.keys(made.rest).length > 0) { options[key] = typed(made.rest); }
    return object(made.props);
  }));
  const fields = { ...rest, ...(!hasVolumes && volumes !== undefined && { volumes }) };
  return {
    mounts,
    hasGroup: inObject(spec, 'securityContext').fsGroup !== undefined,
    volumes: hasVolumes ? inList(volumes) : [],
    props: {
      ...metadataProps(inObject(template, 'metadata')),
      ...props,
      containers: containers === undefined ? undefined : containerList(containers, 'containers'),
      initContainers: initContainers === undefined ? undefined : containerList(initContainers, 'initContainers'),
      podSpec: Object.keys(fields).length > 0 ? typed(fields) : undefined,
      containerOptions: filled(options),
    },
  };
}

const NAMED: Conversions = { name: CONTAINER.name, image: CONTAINER.image };

function metadataProps({ labels, annotations }: Loose): CodeMembers {
  const { [SAFE_TO_EVICT]: evict, ...others } = inObject(annotations);
  const isAllowed = evict === 'true';
  const kept = isAllowed ? others : inObject(annotations);
  return {
    podLabels: Object.keys(inObject(labels)).length > 0 ? literal(labels) : undefined,
    podAnnotations: Object.keys(kept).length > 0 ? literal(kept) : undefined,
    disruption: isAllowed ? call('Disruption.allowed') : undefined,
  };
}

/** A mount of a container: `dev.containers[0].mount('/tmp', tmp)`. */
export function mountCall(pod: string, container: string, volume: Code, json: Loose): Code | undefined {
  const { name: _, mountPath, ...options } = json;
  const members: CodeMembers = {};
  for (const [key, value] of Object.entries(options)) {
    if (!['readOnly', 'subPath', 'subPathExpr'].includes(key)) { return undefined; }
    members[key] = literal(value);
  }
  return typeof mountPath === 'string'
    ? call(`${pod}.${container}.mount`, literal(mountPath), volume, filled(members))
    : undefined;
}
