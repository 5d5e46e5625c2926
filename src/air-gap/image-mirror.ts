import { ImageRegistryLayout } from './image-registry-layout';
import { shown } from '../checks/forms';
import { ImageParts, imageParts, isReference, partsText } from '../checks/image';

/**
 * A registry that holds copies of images of others: the one mapping of references to it. Repository, tag and digest
 * are kept, and names of Docker Hub are written out, as container runtimes do.
 */
export class ImageMirror {
  private readonly prefix: string;

  /**
   * @param registry host, and a path if there is one, such as `registry.example.com/mirror`
   * @param layout of the copies in it
   * @param what the registry is, in messages
   * @throws when the registry is malformed
   */
  constructor(
    readonly registry: string,
    readonly layout: ImageRegistryLayout = ImageRegistryLayout.PATH,
    what = 'registry',
  ) {
    const isRegistry = typeof registry === 'string' && /[.:]|^localhost$/.test(registry.split('/')[0])
      && isReference(`${registry}/x`);
    if (!isRegistry) {
      throw new Error(
        `${what} ${shown(registry)} is not valid; give a host, and a path if you want one, such as `
          + "'registry.example.com/mirror'",
      );
    }
    this.prefix = `${registry}/`;
  }

  /** Whether an image is in it already. */
  has(reference: string): boolean {
    const parts = imageParts(reference);
    return parts !== undefined && partsText(parts).startsWith(this.prefix);
  }

  /**
   * The reference of an image in it; of one that is there already its own.
   *
   * @throws when it is no reference, or its registry has a port and would be part of a path
   */
  referenceTo(reference: string): string {
    const parts = imageParts(reference);
    if (!parts) { throw new Error(`image ${shown(reference)} is no reference of an image`); }
    return this.has(reference) ? reference : `${this.prefix}${this.pathOf(parts, reference)}`;
  }

  /** The same, or undefined where there is none. */
  tryReferenceTo(reference: string): string | undefined {
    try {
      return this.referenceTo(reference);
    } catch {
      return undefined;
    }
  }

  /** What an image in it is a copy of, where the layout tells. */
  sourceOf(reference: string): string | undefined {
    if (this.layout !== ImageRegistryLayout.HOST_AND_PATH || !this.has(reference)) { return undefined; }
    const source = partsText(imageParts(reference)!).slice(this.prefix.length);
    // Without a host it was never copied from anywhere.
    return /^(?:[^/]*[.][^/]*|localhost)\//.test(source) ? source : undefined;
  }

  private pathOf(parts: ImageParts, reference: string): string {
    const { registry } = parts;
    const path = partsText(parts).slice(registry.length + 1);
    if (this.layout === ImageRegistryLayout.PATH) { return path; }
    if (/[^a-z0-9.-]/.test(registry)) {
      throw new Error(
        `image '${reference}' has no place in '${this.registry}': '${registry}' cannot be part of a path, which has `
          + 'lower-case letters, digits, dots and dashes; copy it by hand and give that reference, or use '
          + 'ImageRegistryLayout.PATH',
      );
    }
    return `${registry}/${path}`;
  }
}
