import { shown } from './forms';

/**
 * Image references, checked part by part.
 *
 * @see https://github.com/distribution/reference
 */
export interface Image {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string;
}

const HOST_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const HOST = `(?:${HOST_LABEL}(?:\\.${HOST_LABEL})*|\\[[0-9a-fA-F:]+\\])`;
const PATH_PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REPOSITORY = `${PATH_PART}(?:/${PATH_PART})*`;
const TAG = '\\w[\\w.-]{0,127}';
const PARTS = {
  registry: { form: new RegExp(`^${HOST}(?::\\d{1,5})?$`), example: 'registry.example.com:5000' },
  repository: { form: new RegExp(`^${REPOSITORY}$`), example: 'mirror/agent-sandbox-controller' },
  tag: { form: new RegExp(`^${TAG}$`), example: 'v1.0.5' },
  digest: { form: /^sha256:[0-9a-f]{64}$/, example: 'sha256: and 64 lower-case hexadecimal digits' },
};

/** A mark of a host, as opposed to the first part of a repository. */
const NAMES_A_HOST = /[.:A-Z]|^localhost$/;

/** Registry of images that name none. */
export const DEFAULT_REGISTRY = 'docker.io';

/** Another name of it. */
const OLD_DEFAULT_REGISTRY = 'index.docker.io';

/** The namespace of Docker Hub for images of one word. */
const OFFICIAL = 'library';

/** The registry that a reference names. */
export function registryOf(reference: string): string {
  const [first, ...rest] = reference.split('/');
  return rest.length > 0 && NAMES_A_HOST.test(first) ? first : DEFAULT_REGISTRY;
}

const LONGEST_REFERENCE = 1023;
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^(?:${HOST}(?::[0-9]+)?/)?${REPOSITORY}(?::${TAG})?(?:@${DIGEST})?$`);

/** Whether a text is a reference as container runtimes read them: whole or without a registry, of any digest. */
export function isReference(text: string): boolean {
  return text.length <= LONGEST_REFERENCE && REFERENCE.test(text);
}

/** The parts of a reference as they are written. */
interface WrittenParts {
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

function split(reference: string): WrittenParts {
  const slash = reference.indexOf('/');
  const hasHost = slash > 0 && NAMES_A_HOST.test(reference.slice(0, slash));
  const [named, digest] = cut(hasHost ? reference.slice(slash + 1) : reference, '@');
  const [repository, tag] = cut(named, ':');
  return { ...(hasHost && { registry: reference.slice(0, slash) }), repository, tag, digest };
}

function cut(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** What a reference names, as a container runtime reads it; the tag is `latest` only where that is written. */
export interface ImageParts extends WrittenParts {
  readonly registry: string;
}

/**
 * What a reference names; undefined where it is no reference.
 *
 * @see https://github.com/distribution/reference/blob/main/normalize.go
 */
export function imageParts(reference: string): ImageParts | undefined {
  if (!isReference(reference)) { return undefined; }
  const { registry: written = DEFAULT_REGISTRY, repository: path, tag, digest } = split(reference);
  const registry = written === OLD_DEFAULT_REGISTRY ? DEFAULT_REGISTRY : written;
  return {
    registry,
    repository: registry === DEFAULT_REGISTRY && !path.includes('/') ? `${OFFICIAL}/${path}` : path,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** The reference of parts. */
export function partsText({ registry, repository, tag, digest }: ImageParts): string {
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** @throws when a part is not what a container runtime accepts */
export function checkImage(image: Image): Image {
  for (const part of Object.keys(PARTS) as Array<keyof Image>) {
    const { form, example } = PARTS[part];
    const value = image[part];
    if (value !== undefined && !form.test(value)) {
      throw new Error(`image ${part} '${value}' is not valid; give, for example, ${example}`);
    }
  }
  if (!NAMES_A_HOST.test(image.registry)) {
    throw new Error(
      `image registry '${image.registry}' is not valid; give, for example, ` +
        `${PARTS.registry.example}: a name without a dot or a port is read as a repository of docker.io`,
    );
  }
  return image;
}

/** The reference that a container names. */
export function imageReference(image: Image): string {
  return partsText(image);
}

/**
 * Takes a reference apart.
 *
 * @param reference `registry/repository[:tag][@digest]`
 * @param tag the tag when the reference has none
 * @throws when the reference has no registry, or a part is not valid
 */
export function parseImage(reference: string, tag: string): Image {
  const { registry, repository, tag: own = tag, digest } = split(reference);
  if (registry === undefined || repository === '') {
    throw new Error(`image '${reference}' is not valid; give registry, repository and optionally tag and digest, `
      + `such as registry.example.com/mirror/agent-sandbox-controller:${tag}`);
  }
  return checkImage({ registry, repository, tag: own, ...(digest !== undefined && { digest }) });
}

/** @throws unless the value can be the reference of an image, as a container runtime resolves it; `what` names it */
export function checkReference(what: string, image: unknown): void {
  if (typeof image !== 'string' || !/^[^\s]+$/.test(image)) {
    throw new Error(
      `${what} is ${shown(image)}; give the reference of an image, such as registry.example.com/team/tool:v1.2`,
    );
  }
}
