/** A place that names an image. */
export interface ImageUse {
  /** API version of the object, such as `apps/v1`. */
  readonly apiVersion: string;

  /** Kind of the object. */
  readonly kind: string;

  /** Name of the object. */
  readonly name: string;

  /**
   * Namespace of the object.
   * @default - it has none, or the manifest does not say
   */
  readonly namespace?: string;

  /** The field, such as `spec.podTemplate.spec.containers[0].image`. */
  readonly path: string;

  /**
   * Name of the container, or of the volume that the image becomes.
   * @default - it has none
   */
  readonly part?: string;

  /**
   * The file of the object, or the path of its construct.
   * @default - unknown
   */
  readonly origin?: string;
}

/** An image, and who uses it. */
export interface ListedImage {
  /** As the container runtime reads it, with registry and tag: `docker.io/library/busybox:latest` of `busybox`. */
  readonly reference: string;

  /** Host name and port of the registry, such as `registry.example.com:5000`. */
  readonly registry: string;

  /** Path in the registry, such as `team/tool`. */
  readonly repository: string;

  /**
   * The tag.
   * @default - the digest alone says which
   */
  readonly tag?: string;

  /**
   * The digest, such as `sha256:` and 64 hexadecimal digits: the image is pinned.
   * @default - the tag may be moved to another image
   */
  readonly digest?: string;

  /**
   * What it is a copy of, where it comes from `imageRegistry` of its cluster.
   * @default - not known, or no copy
   */
  readonly source?: string;

  /**
   * Its reference in `imageRegistry` of its cluster.
   * @default - the cluster has none
   */
  readonly mirror?: string;

  /** Who uses it, in the order in which objects are printed. */
  readonly uses: ImageUse[];
}
