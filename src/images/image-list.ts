import { IConstruct } from 'constructs';
import { findImages, ImageSource } from './find-images';
import type { ListedImage } from './listed-image';
import { checkCopies, copyCommands, skopeoList } from './mirror-lists';
import { imagesText } from './text';
import { ImageMirror } from '../air-gap/image-mirror';
import type { ImageRegistryLayout } from '../air-gap/image-registry-layout';
import { Cluster } from '../app/cluster';
import { isBelow } from '../app/is-below';
import { renderUnjudged } from '../app/judged-objects';
import { sourcesOf } from '../app/mirrored-image';
import { objectsNow } from '../app/object-list';
import { rootOf } from '../app/root';

/**
 * The images of an app, with who uses them: of containers of all kinds that have pods, of volumes, and the one that
 * node preparation has containerd start in each pod. What a program in a container pulls is not among them.
 *
 * @example
 * new SandboxTemplate(chart, 'Python', { containers: [{ image: 'registry.example.com/python:3.14' }] });
 * const list = ImageList.of(app);
 * const reference = list.images[0].reference; // registry.example.com/python:3.14
 * const mirror = list.toSkopeo();
 */
export class ImageList {
  /**
   * The images at and below a scope, as the app is now.
   *
   * @param scope an app, a chart or a construct
   * @throws when an object cannot be rendered, or names an image by something that is no reference
   */
  public static of(scope: IConstruct): ImageList {
    return new ImageList(
      objectsNow(rootOf(scope)).filter((object) => isBelow(object, scope))
        .map((object) => ({
          object: renderUnjudged(object), origin: object.node.path, mirror: Cluster.of(object).mirror,
        })),
      sourcesOf(scope),
    );
  }

  /**
   * The images of objects.
   * @param sources the objects
   * @internal
   */
  public static _ofObjects(sources: Iterable<ImageSource>): ImageList {
    return new ImageList(sources);
  }

  /** In alphabetical order of their references. */
  public readonly images: ListedImage[];

  private constructor(sources: Iterable<ImageSource>, copies: ReadonlyMap<string, string> = new Map()) {
    this.images = findImages(sources, copies);
  }

  /** Those without a digest: their tag may be moved to another image. */
  public get unpinned(): ListedImage[] {
    return this.images.filter(({ digest }) => digest === undefined);
  }

  /** For reading: each image, and below it who uses it. */
  public toText(): string {
    return imagesText(this.images);
  }

  /** The list of images as JSON, with the members of `ListedImage`. */
  public toJson(): string {
    return `${JSON.stringify({ images: this.images }, undefined, 2)}\n`;
  }

  /**
   * A source for `skopeo sync --all --preserve-digests --scoped --src yaml --dest docker FILE
   * registry.example.com/mirror`, which copies to where ImageRegistryLayout.HOST_AND_PATH has images. Without
   * `--scoped`, skopeo drops all of the path but its last part; without `--preserve-digests`, it compresses layers
   * that are not, and the digest of the image is another one.
   *
   * @throws when the cluster of an image has another layout
   * @see https://github.com/containers/skopeo/blob/main/docs/skopeo-sync.1.md
   */
  public toSkopeo(): string {
    return skopeoList(this.images);
  }

  /**
   * A command `skopeo copy` a line, which copies an image with all its platforms.
   *
   * @param registry to which they are copied, such as `registry.example.com/mirror`; `imageRegistry` of their cluster
   * if it is not given
   * @param layout of the copies in `registry`; ImageRegistryLayout.PATH if it is not given
   * @throws when the registry is malformed, or two images would become one
   * @see https://github.com/containers/skopeo/blob/main/docs/skopeo-copy.1.md
   */
  public toSkopeoCopy(registry?: string, layout?: ImageRegistryLayout): string {
    return this.copies('skopeo', registry, layout);
  }

  /**
   * A command of oras a line, which copies an image with its signatures.
   *
   * @param registry to which they are copied, such as `registry.example.com/mirror`; `imageRegistry` of their cluster
   * if it is not given
   * @param layout of the copies in `registry`; ImageRegistryLayout.PATH if it is not given
   * @throws when the registry is malformed, or two images would become one
   * @see https://oras.land/docs/commands/oras_cp
   */
  public toOras(registry?: string, layout?: ImageRegistryLayout): string {
    return this.copies('oras', registry, layout);
  }

  private copies(program: 'oras' | 'skopeo', registry?: string, layout?: ImageRegistryLayout): string {
    const mirror = registry === undefined ? undefined : new ImageMirror(registry, layout);
    checkCopies(this.images, mirror);
    return copyCommands(program, this.images, mirror);
  }
}
