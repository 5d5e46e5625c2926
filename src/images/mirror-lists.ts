import type { ListedImage } from './listed-image';
import { ImageMirror } from '../air-gap/image-mirror';
import { imageParts, ImageParts, partsText } from '../checks/image';

/** An image that is copied, and where to. */
interface Copy {
  readonly source: ImageParts;
  readonly target: string;
}

/**
 * The images as a source of `skopeo sync --src yaml`. Of a pinned image the digest is copied, whatever its tag is by
 * then.
 *
 * @throws when manifests ask for an image elsewhere than `--scoped` copies it to
 * @see https://github.com/containers/skopeo/blob/main/docs/skopeo-sync.1.md
 */
export function skopeoList(images: readonly ListedImage[]): string {
  const copied = images.filter((image) => !isOwn(image));
  for (const image of copied) { checkScoped(image); }
  const own = images.filter(isOwn).map(notCopied).join('');
  const lines: string[] = [];
  const sources = copied.map(sourceOf);
  for (const [host, ofHost] of grouped(sources, ({ registry }) => registry)) {
    lines.push(`${JSON.stringify(host)}:`, '  images:');
    for (const [path, ofPath] of grouped(ofHost, ({ repository }) => repository)) {
      const versions = new Set(ofPath.map(({ tag, digest }) => digest ?? tag!));
      lines.push(`    ${JSON.stringify(path)}:`, ...[...versions].map((each) => `      - ${JSON.stringify(each)}`));
    }
  }
  return `${own}${lines.length > 0 ? lines.join('\n') : '{}'}\n`;
}

/** @throws when the place of an image in its mirror is not where `skopeo sync --scoped` copies it to */
function checkScoped(image: ListedImage): void {
  const source = partsText(sourceOf(image));
  if (image.mirror === undefined || image.mirror.endsWith(`/${source}`)) { return; }
  throw new Error(
    `'skopeo sync --scoped' copies '${source}' to a path with its host, and '${image.mirror}' has none; use `
      + 'ImageRegistryLayout.HOST_AND_PATH (--layout host-and-path), or copy by toSkopeoCopy() (--format skopeo-copy)',
  );
}

function notCopied({ reference }: ListedImage): string {
  return `# ${reference} is in the mirror, and no copy of what is known\n`;
}

/** The programs that copy one image at a time: of pinned ones all platforms and what signs them, as they are. */
const COMMANDS = {
  /** @see https://oras.land/docs/commands/oras_cp */
  oras: (source: string, target: string) => `oras cp --recursive ${source} ${target}`,
  /** @see https://github.com/containers/skopeo/blob/main/docs/skopeo-copy.1.md */
  skopeo: (source: string, target: string) =>
    `skopeo copy --all --preserve-digests docker://${source} docker://${target}`,
};

/**
 * Commands that copy the images to a mirror, one a line. Images that are in it and copies of nothing that is known are
 * comments.
 *
 * @param program that copies
 * @param images to be copied
 * @param mirror to which; those of the images if it is not given
 * @throws when two images would become one
 */
export function copyCommands(
  program: keyof typeof COMMANDS, images: readonly ListedImage[], mirror: ImageMirror | undefined,
): string {
  return images.map((image) => {
    const copy = copyOf(image, mirror);
    if (!copy) { return notCopied(image); }
    const { tag, digest } = copy.source;
    const { registry, repository } = copy.source;
    const source = partsText({ registry, repository, ...(digest === undefined ? { tag } : { digest }) });
    return `${COMMANDS[program](source, copy.target)}\n`;
  }).join('');
}

/** @throws when two images would become one, or an image has no place in a mirror */
export function checkCopies(images: readonly ListedImage[], mirror: ImageMirror | undefined): void {
  const sources = new Map<string, ImageParts>();
  for (const image of images) {
    const copy = copyOf(image, mirror);
    if (!copy) { continue; }
    const { source, target } = copy;
    const other = sources.get(target);
    if (other && (other.registry !== source.registry || other.digest !== source.digest)) {
      throw new Error(
        `'${partsText(other)}' and '${partsText(source)}' are both '${target}' in the mirror; copy one of them to a `
          + 'path of its own by hand, or use ImageRegistryLayout.HOST_AND_PATH',
      );
    }
    sources.set(target, source);
  }
}

/** Whether it is in the mirror of its cluster, and nobody knows of what it is a copy. */
function isOwn({ reference, source, mirror }: ListedImage): boolean {
  return source === undefined && mirror === reference;
}

function sourceOf({ reference, source }: ListedImage): ImageParts {
  return imageParts(source ?? reference)!;
}

/** Tags are what manifests ask the mirror for, also where the digest is copied. */
function copyOf(image: ListedImage, mirror: ImageMirror | undefined): Copy | undefined {
  const source = sourceOf(image);
  if (isOwn(image) || mirror?.has(partsText(source))) { return undefined; }
  const target = mirror ? mirror.referenceTo(partsText(source)) : image.mirror;
  if (target === undefined) {
    throw new Error(
      `image '${image.reference}' has no mirror; give the registry to copy to, or set 'imageRegistry' of the `
        + 'SandboxCluster',
    );
  }
  const { tag, digest, ...path } = imageParts(target)!;
  return { source, target: partsText({ ...path, ...(tag === undefined ? { digest } : { tag }) }) };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) { group.push(item); } else { groups.set(keyOf(item), [item]); }
  }
  return groups;
}
