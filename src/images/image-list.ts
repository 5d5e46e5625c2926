import { IConstruct } from 'constructs';
import { findImages, ImageSource } from './find-images';
import type { ListedImage } from './listed-image';
import { checkMirror, orasCommands, skopeoList } from './mirror-lists';
import { imagesText } from './text';
import { isBelow } from '../app/is-below';
import { renderUnjudged } from '../app/judged-objects';
import { objectsNow } from '../app/object-list';
import { rootOf } from '../app/root';

/**
 * The images of an app, with who uses them: of containers of all kinds that have pods, and of volumes. What a program
 * in a container pulls, and the sandbox image of the nodes' container runtime, are not among them.
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
        .map((object) => ({ object: renderUnjudged(object), origin: object.node.path })),
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

  private constructor(sources: Iterable<ImageSource>) {
    this.images = findImages(sources);
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
   * A source for `skopeo sync --src yaml --dest docker FILE registry.example.com/mirror`.
   *
   * @see https://github.com/containers/skopeo/blob/main/docs/skopeo-sync.1.md
   */
  public toSkopeo(): string {
    return skopeoList(this.images);
  }

  /**
   * A command of oras a line, which copies an image with its signatures.
   *
   * @param registry to which they are copied, such as `registry.example.com/mirror`
   * @throws when the registry is malformed, or two images would become one
   * @see https://oras.land/docs/commands/oras_cp
   */
  public toOras(registry: string): string {
    checkMirror(this.images, registry);
    return orasCommands(this.images, registry);
  }
}
