import { mountCall, PodProps } from './pod';
import {
  allOf, boolean, Conversions, enumOf, isObject, listOf, number, prop, sizeOf, text, textMap, Vocabulary,
} from './pod-values';
import { nameOfId } from '../../app/names';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { call, Code, filled, literal, CodeMembers, name, object } from '../code/expression';
import { idOf } from '../code/names';
import { Statement } from '../code/statement';

const OPTIONS: Conversions = { defaultMode: prop('defaultMode', number), optional: prop('optional', boolean) };

type MakeVolume = (
  at: readonly [Code, Code], volumeName: string, source: Loose, vocabulary: Vocabulary,
) => Code | undefined;

/** How volumes are made, by the member of their JSON. */
const VOLUMES: Readonly<Record<string, MakeVolume>> = {
  emptyDir: (at, volumeName, source, vocabulary) => {
    const options = allOf(source, {
      medium: prop('medium', enumOf('kplus.EmptyDirMedium')),
      sizeLimit: prop('sizeLimit', (value) => sizeOf(value, 'Mi')),
    }, vocabulary);
    return options && call('kplus.Volume.fromEmptyDir', ...at, literal(volumeName), filled(options));
  },
  configMap: (at, volumeName, { name: map, ...source }, vocabulary) => {
    const options = allOf(source, OPTIONS, vocabulary);
    return options && typeof map === 'string'
      ? call(
        'kplus.Volume.fromConfigMap',
        ...at,
        name(vocabulary.references.to('ConfigMap', map)),
        named(volumeName, options),
      )
      : undefined;
  },
  secret: (at, volumeName, { secretName, ...source }, vocabulary) => {
    const options = allOf(source, OPTIONS, vocabulary);
    return options && typeof secretName === 'string'
      ? call(
        'kplus.Volume.fromSecret',
        ...at,
        name(vocabulary.references.to('Secret', secretName)),
        named(volumeName, options),
      )
      : undefined;
  },
  hostPath: (at, volumeName, source, vocabulary) => {
    const options = allOf(source, {
      path: prop('path', text), type: prop('type', enumOf('kplus.HostPathVolumeType')),
    }, vocabulary);
    return options && call('kplus.Volume.fromHostPath', ...at, literal(volumeName), object(options));
  },
};

function named(volumeName: string, options: CodeMembers): Code {
  return object({ name: literal(volumeName), ...options });
}

/**
 * The statements that mount the volumes of a pod; undefined where cdk8s-plus has no volume that prints one of them.
 *
 * @param pod the variable of the construct
 * @param workspaces names of volumes that outlive the pod, which are mounted by themselves
 * @param variable makes a name for a volume that is mounted twice
 */
export function volumeStatements(
  pod: string,
  { volumes, mounts }: PodProps,
  workspaces: ReadonlySet<unknown>,
  variable: (volume: string) => string,
  vocabulary: Vocabulary,
): Statement[] | undefined {
  const statements: Statement[] = [];
  const made = new Map<unknown, Code>();
  for (const volume of volumes) {
    const { name: volumeName, ...sources } = volume;
    const [[source, json] = [], ...others] = Object.entries(sources);
    if (typeof volumeName !== 'string' || source === undefined || others.length > 0 || !isObject(json)) {
      return undefined;
    }
    const at = [name(pod), literal(idOf(volumeName))] as const;
    const expression = VOLUMES[source]?.(at, volumeName, json, vocabulary);
    if (!expression) { return undefined; }
    const count = mounts.filter(({ json: mount }) => mount.name === volumeName).length;
    if (count === 0) { statements.push({ expression: call(`${pod}.addVolume`, expression) }); }
    if (count < 2) {
      made.set(volumeName, expression);
    } else {
      const own = variable(volumeName);
      statements.push({ variable: own, expression });
      made.set(volumeName, name(own));
    }
  }
  for (const { container, json } of mounts) {
    if (workspaces.has(json.name) && container === 'containers[0]') { continue; }
    const volume = made.get(json.name);
    const mount = volume && mountCall(pod, container, volume, json);
    if (!mount) { return undefined; }
    statements.push({ expression: mount });
  }
  return statements;
}

/** The statements that make the volumes which outlive a pod; undefined where one cannot be a workspace. */
export function workspaceStatements(
  pod: string, templates: readonly Loose[], { mounts, hasGroup }: PodProps, vocabulary: Vocabulary,
): Statement[] | undefined {
  const statements = templates.map((template): Statement | undefined => {
    const { name: volume, labels, annotations, ...otherMetadata } = inObject(template, 'metadata');
    const own = mounts.filter(({ json }) => json.name === volume);
    const id = idOf(String(volume));
    if (own.length !== 1 || own[0].container !== 'containers[0]' || Object.keys(otherMetadata).length > 0) {
      return undefined;
    }
    if (typeof volume !== 'string' || nameOfId(id) !== volume) { return undefined; }
    const spec = allOf(template.spec, CLAIM, vocabulary);
    const { name: _, mountPath, ...mountOptions } = own[0].json;
    const mount = allOf(
      mountOptions,
      { subPath: prop('subPath', text), readOnly: prop('readOnly', boolean) },
      vocabulary,
    );
    if (!spec?.size || !mount || typeof mountPath !== 'string') { return undefined; }
    const metadata = allOf(
      { ...(labels !== undefined && { labels }), ...(annotations !== undefined && { annotations }) },
      {
        labels: prop('labels', textMap),
        annotations: prop('annotations', textMap),
      },
      vocabulary,
    );
    return (
      metadata && {
        expression: call(
          `${pod}.addWorkspace`,
          literal(id),
          literal(mountPath),
          object({ ...spec, ...mount, ...metadata, givesGroup: hasGroup ? undefined : literal(false) }),
        ),
      }
    );
  });
  return statements.every((each) => each !== undefined) ? statements : undefined;
}

const CLAIM: Conversions = {
  resources: (value) => {
    const { storage } = inObject(value, 'requests');
    const size =
      Object.keys(inObject(value)).join() === 'requests' &&
      Object.keys(inObject(value, 'requests')).join() === 'storage'
        ? sizeOf(storage, 'largest')
        : undefined;
    return size && { size };
  },
  storageClassName: prop('storageClassName', text),
  accessModes: (value, vocabulary) =>
    // The mode that workspaces have without one.
    JSON.stringify(value) === '["ReadWriteOnce"]'
      ? {}
      : prop('accessModes', listOf(enumOf('kplus.PersistentVolumeAccessMode')))(value, vocabulary),
};

/** Names of volumes that outlive a pod. */
export function workspaceNames(templates: readonly Loose[]): Set<unknown> {
  return new Set(inList(templates).map((each) => inObject(each, 'metadata').name));
}
