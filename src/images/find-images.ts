import type { ImageUse, ListedImage } from './listed-image';
import type { ImageMirror } from '../air-gap/image-mirror';
import { ImageParts, imageParts, partsText } from '../checks/image';
import type { KubeObject } from '../kubernetes/kube-object';
import { POD_TEMPLATES } from '../kubernetes/pod-templates';
import { inList, inObject, inObjectAt } from '../kubernetes/read-json';

/** An object, and where it was found. */
export interface ImageSource {
  readonly object: KubeObject;
  readonly origin?: string;
  /** The registry of its cluster with copies of all images. */
  readonly mirror?: ImageMirror;
}

/** Where objects that name images keep a pod; one of a PodTemplate is never made, but others are made of it. */
const PODS: Readonly<Record<string, readonly string[]>> = { ...POD_TEMPLATES, PodTemplate: ['template'] };

/** The variable by which node preparation gets the image that containerd starts in each pod. */
const SANDBOX_IMAGE = 'SANDBOX_IMAGE';

/** The lists of containers of a pod. */
const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

/**
 * The images that objects name, by reference in alphabetical order.
 *
 * @param sources the objects
 * @param copies what images in mirrors are copies of, by reference
 * @throws when something that is named is no reference
 */
export function findImages(sources: Iterable<ImageSource>, copies: ReadonlyMap<string, string>): ListedImage[] {
  const found = new Map<string, { image: Omit<ListedImage, 'uses'>; uses: ImageUse[] }>();
  for (const source of sources) {
    for (const { text, use } of namedBy(source)) {
      const image = imageOf(text, use, source.mirror, copies);
      const key = `${image.reference} ${image.mirror ?? ''}`;
      const known = found.get(key);
      if (known) { known.uses.push(use); } else { found.set(key, { image, uses: [use] }); }
    }
  }
  return [...found.keys()].sort().map((key) => {
    const { image, uses } = found.get(key)!;
    return { ...image, uses };
  });
}

function* namedBy({ object, origin }: ImageSource): Iterable<{ readonly text: string; readonly use: ImageUse }> {
  if (!Object.hasOwn(PODS, object.kind)) { return; }
  const { apiVersion, kind } = object;
  const { name, namespace } = inObject(object.metadata);
  const path = [...PODS[kind], 'spec'];
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
      if (isNamed(image)) { yield { text: image, use: useOf(`${list}[${index}].image`, part) }; }
      for (const [at, { name: variable, value }] of inList(container, 'env').entries()) {
        if (variable === SANDBOX_IMAGE && kind === 'DaemonSet' && isNamed(value)) {
          yield { text: value, use: useOf(`${list}[${index}].env[${at}].value`, part) };
        }
      }
    }
  }
  for (const [index, volume] of inList(pod, 'volumes').entries()) {
    const { image, name: part } = inObject(volume);
    const { reference } = inObject(image);
    if (isNamed(reference)) { yield { text: reference, use: useOf(`volumes[${index}].image.reference`, part) }; }
  }
}

function isNamed(image: unknown): image is string {
  return typeof image === 'string' && image !== '';
}

function imageOf(
  text: string, { kind, name, path }: ImageUse, mirror: ImageMirror | undefined, copies: ReadonlyMap<string, string>,
): Omit<ListedImage, 'uses'> {
  const written = imageParts(text);
  if (!written) {
    throw new Error(`'${path}' of ${kind} '${name}' is '${text}', which is no reference of an image`);
  }
  const parts = withTag(written);
  const source = copies.get(text) ?? mirror?.sourceOf(text);
  const target = mirror?.tryReferenceTo(text);
  return {
    reference: partsText(parts),
    ...parts,
    ...(source !== undefined && { source: partsText(withTag(imageParts(source)!)) }),
    ...(target !== undefined && { mirror: partsText(withTag(imageParts(target)!)) }),
  };
}

/** Without a digest, no tag is `latest`. */
function withTag({ registry, repository, tag, digest }: ImageParts): ImageParts {
  return {
    registry,
    repository,
    ...(tag !== undefined ? { tag } : digest === undefined && { tag: 'latest' }),
    ...(digest !== undefined && { digest }),
  };
}
