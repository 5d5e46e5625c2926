import type { ListedImage } from './listed-image';
import { isReference } from '../checks/image';

/**
 * The images as a source of `skopeo sync --src yaml`. Of a pinned image the digest is copied, whatever its tag is by
 * then.
 *
 * @see https://github.com/containers/skopeo/blob/main/docs/skopeo-sync.1.md
 */
export function skopeoList(images: readonly ListedImage[]): string {
  const lines: string[] = [];
  for (const [host, ofHost] of grouped(images, ({ registry }) => registry)) {
    lines.push(`${JSON.stringify(host)}:`, '  images:');
    for (const [path, ofPath] of grouped(ofHost, ({ repository }) => repository)) {
      const versions = new Set(ofPath.map(({ tag, digest }) => digest ?? tag!));
      lines.push(`    ${JSON.stringify(path)}:`, ...[...versions].map((each) => `      - ${JSON.stringify(each)}`));
    }
  }
  return lines.length > 0 ? `${lines.join('\n')}\n` : '{}\n';
}

/**
 * Commands of oras that copy the images, with signatures and other referrers, below a registry.
 *
 * @param images to be copied
 * @param registry such as `registry.example.com/mirror`
 * @throws when two images would become one
 * @see https://oras.land/docs/commands/oras_cp
 */
export function orasCommands(images: readonly ListedImage[], registry: string): string {
  return images.map((image) => {
    const source = `${image.registry}/${image.repository}${image.digest ? `@${image.digest}` : `:${image.tag}`}`;
    return `oras cp --recursive ${source} ${mirrored(image, registry)}\n`;
  }).join('');
}

/** @throws when two images would become one, or the registry is malformed */
export function checkMirror(images: readonly ListedImage[], registry: unknown): asserts registry is string {
  const isRegistry = typeof registry === 'string' && /[.:]|^localhost$/.test(registry.split('/')[0])
    && isReference(`${registry}/x`);
  if (!isRegistry) {
    throw new Error(
      `registry '${String(registry)}' is not valid; give a host, and a path if you want one, such as `
        + "'registry.example.com/mirror'",
    );
  }
  const sources = new Map<string, ListedImage>();
  for (const image of images) {
    const target = mirrored(image, registry);
    const other = sources.get(target);
    if (other && (other.registry !== image.registry || other.digest !== image.digest)) {
      throw new Error(
        `'${other.reference}' and '${image.reference}' are both '${target}' in the mirror; copy one of them to a path `
          + 'of its own by hand',
      );
    }
    sources.set(target, image);
  }
}

function mirrored({ repository, tag, digest }: ListedImage, registry: string): string {
  return `${registry}/${repository}${tag ? `:${tag}` : digest ? `@${digest}` : ''}`;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) { group.push(item); } else { groups.set(keyOf(item), [item]); }
  }
  return groups;
}
