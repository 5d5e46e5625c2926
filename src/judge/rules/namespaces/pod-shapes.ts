import { podTemplateOf } from './guards';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, inObjectAt, Loose } from '../../../kubernetes/read-json';

/** Fields of a container that nothing which a namespace demands is about, and that differ between pods. */
const IDLE_OF_CONTAINER: ReadonlySet<string> = new Set([
  'args', 'command', 'env', 'envFrom', 'image', 'imagePullPolicy', 'resizePolicy', 'stdin', 'terminationMessagePath',
  'terminationMessagePolicy', 'tty', 'volumeDevices', 'volumeMounts', 'workingDir',
]);

/** The fields of a pod that the guards of namespaces read, besides its containers and volumes. */
const READ_OF_POD = [
  'activeDeadlineSeconds', 'hostIPC', 'hostNetwork', 'hostPID', 'hostUsers', 'os', 'priorityClassName', 'resources',
  'runtimeClassName', 'securityContext',
] as const;

/** Types of volumes of which more than the type is read. */
const READ_OF_VOLUME: ReadonlySet<string> = new Set(['name', 'ephemeral']);

/**
 * Keeps objects with pods as far as the guards of a namespace read them, with the paths that they have. Parts that are
 * equal are one object in memory: most of many sandboxes are.
 */
export class PodShapes {
  private readonly byTemplate = new WeakMap<object, unknown>();
  private readonly byText = new Map<string, unknown>();

  /** An object with its name and the parts that are read; one without pods as it is. */
  keep(object: KubeObject): KubeObject {
    const { apiVersion, kind, metadata } = object;
    if (!podTemplateOf(object)) { return object; }
    const { name, namespace } = inObject(metadata);
    const spec = this.shared(kind === 'Pod' ? object : inObject(object, 'spec'), () => specOf(object));
    const own = kind === 'Pod' ? inObject(spec) : { spec };
    return { apiVersion, kind, ...own, metadata: { ...inObject(own, 'metadata'), name, namespace } } as KubeObject;
  }

  private shared(part: object, shape: () => unknown): unknown {
    let known = this.byTemplate.get(part);
    if (known === undefined) {
      const made = shape();
      const text = textOf(made);
      known = text === undefined ? made : this.byText.get(text) ?? made;
      if (known === made && text !== undefined) { this.byText.set(text, made); }
      this.byTemplate.set(part, known);
    }
    return known;
  }
}

/** The JSON of a shape; undefined where it has integers that JSON cannot hold, or contains itself. */
function textOf(shape: unknown): string | undefined {
  try {
    return JSON.stringify(shape);
  } catch {
    return undefined;
  }
}

/** The spec of an object with pods, or a Pod without its name. */
function specOf(object: KubeObject): unknown {
  const { path, metadata, spec } = podTemplateOf(object)!;
  const template = { metadata: { annotations: metadata.annotations }, spec: podSpec(spec) };
  if (path.length === 0) { return template; }
  // The counts stand beside the template.
  const { replicas, parallelism } = inObjectAt(object, path.slice(0, -1));
  const claims = inList(object.spec, 'volumeClaimTemplates').map(claim);
  const innermost = {
    [path.at(-1)!]: template,
    replicas,
    parallelism,
    ...(claims.length > 0 && { volumeClaimTemplates: claims }),
  };
  return path.slice(1, -1).reduceRight<object>((inner, name) => ({ [name]: inner }), innermost);
}

function podSpec(spec: Loose): Loose {
  const shape: Record<string, unknown> = {};
  for (const field of READ_OF_POD) {
    if (spec[field] !== undefined) { shape[field] = spec[field]; }
  }
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    if (spec[list] !== undefined) { shape[list] = inList(spec, list).map(container); }
  }
  if (spec.volumes !== undefined) { shape.volumes = inList(spec, 'volumes').map(volume); }
  return shape;
}

function container(given: Loose): Loose {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !IDLE_OF_CONTAINER.has(name)));
}

function volume(given: Loose): Loose {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => (
    [name, READ_OF_VOLUME.has(name) || value === null ? value : {}]
  )));
}

function claim(given: Loose): Loose {
  return {
    metadata: { name: inObject(given, 'metadata').name },
    spec: { resources: inObject(given, 'spec', 'resources') },
  };
}
