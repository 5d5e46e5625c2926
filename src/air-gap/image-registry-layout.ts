/** Where an image is in a registry that holds copies of others. */
export enum ImageRegistryLayout {
  /**
   * The path is kept, without the host: `registry.k8s.io/pause:3.10` is `<registry>/pause:3.10`. Two registries may
   * have images of one path, which is refused.
   */
  PATH = 'path',
  /**
   * The host is the first part of the path: `registry.k8s.io/pause:3.10` is `<registry>/registry.k8s.io/pause:3.10`, as
   * `skopeo sync --scoped` copies. A host with a port cannot be in a path.
   */
  HOST_AND_PATH = 'host-and-path',
}
