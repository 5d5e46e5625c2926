import type { ImageUse, ListedImage } from './listed-image';
import { DEFAULT_REGISTRY, isReference, registryOf } from '../checks/image';
import type { KubeObject } from '../kubernetes/kube-object';
import { POD_TEMPLATES } from '../kubernetes/pod-templates';
import { inList, inObject, inObjectAt } from '../kubernetes/read-json';

/** An object, and where it was found. */
export interface ImageSource {
  readonly object: KubeObject;
  readonly origin?: string;
}

/** The lists of containers of a pod. */
const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

/** The namespace of Docker Hub for images of one word. */
const OFFICIAL = 'library';

/**
 * The images that objects name, by reference in alphabetical order.
 *
 * @throws when something that is named is no reference
 */
export function findImages(sources: Iterable<ImageSource>): ListedImage[] {
  const byReference = new Map<string, { image: Omit<ListedImage, 'uses'>; uses: ImageUse[] }>();
  for (const source of sources) {
    for (const { text, use } of namedBy(source)) {
      const image = imageOf(text, use);
      const known = byReference.get(image.reference);
      if (known) { known.uses.push(use); } else { byReference.set(image.reference, { image, uses: [use] }); }
    }
  }
  return [...byReference.values()]
    .map(({ image, uses }) => ({ ...image, uses }))
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function* namedBy({ object, origin }: ImageSource): Iterable<{ readonly text: string; readonly use: ImageUse }> {
  if (!Object.hasOwn(POD_TEMPLATES, object.kind)) { return; }
  const { apiVersion, kind } = object;
  const { name, namespace } = inObject(object.metadata);
  const path = [...POD_TEMPLATES[kind], 'spec'];
  const pod = inObjectAt(object, path);
  const useOf = (field: string, part: unknown): ImageUse => ({
    apiVersion,
    kind,
    name: String(name ?? ''),
    ...(namespace !== undefined && { namespace: String(namespace) }),
    path: [...path, field].join('.'),
    ...(typeof part === 'string' && { part }),
    ...(origin !== undefined && { origin }),
  });
  for (const list of CONTAINERS) {
    for (const [index, container] of inList(pod, list).entries()) {
      const { image, name: part } = inObject(container);
      if (typeof image !== 'string' || image === '') { continue; }
      yield { text: image, use: useOf(`${list}[${index}].image`, part) };
    }
  }
  for (const [index, volume] of inList(pod, 'volumes').entries()) {
    const { image, name: part } = inObject(volume);
    const { reference } = inObject(image);
    if (typeof reference === 'string' && reference !== '') {
      yield { text: reference, use: useOf(`volumes[${index}].image.reference`, part) };
    }
  }
}

/** @see https://github.com/distribution/reference/blob/main/normalize.go */
function imageOf(text: string, { kind, name, path }: ImageUse): Omit<ListedImage, 'uses'> {
  if (!isReference(text)) {
    throw new Error(`'${path}' of ${kind} '${name}' is '${text}', which is no reference of an image`);
  }
  const registry = registryOf(text);
  const rest = text.startsWith(`${registry}/`) ? text.slice(registry.length + 1) : text;
  const [named, digest] = rest.split('@') as [string, string | undefined];
  const [short, tag = digest ? undefined : 'latest'] = named.split(':') as [string, string | undefined];
  const repository = registry === DEFAULT_REGISTRY && !short.includes('/') ? `${OFFICIAL}/${short}` : short;
  const version = (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
  return {
    reference: `${registry}/${repository}${version}`,
    registry,
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}
