import { checkForm } from '../checks/forms';

/** Where a source of Flux is. */
export interface FluxSourceOptions {
  /**
   * Namespace of the source.
   * @default - that of the Kustomization
   */
  readonly namespace?: string;
}

/** A source of manifests for Flux, which exists. */
export class FluxSource {
  /**
   * A GitRepository.
   *
   * @param name of the object
   * @param options where it is
   * @throws when a name is malformed
   */
  public static gitRepository(name: string, options: FluxSourceOptions = {}): FluxSource {
    return new FluxSource('GitRepository', name, options);
  }

  /**
   * An OCIRepository: manifests in a registry.
   *
   * @param name of the object
   * @param options where it is
   * @throws when a name is malformed
   */
  public static ociRepository(name: string, options: FluxSourceOptions = {}): FluxSource {
    return new FluxSource('OCIRepository', name, options);
  }

  /**
   * A Bucket.
   *
   * @param name of the object
   * @param options where it is
   * @throws when a name is malformed
   */
  public static bucket(name: string, options: FluxSourceOptions = {}): FluxSource {
    return new FluxSource('Bucket', name, options);
  }

  /** Namespace of the source; undefined for that of the Kustomization. */
  public readonly namespace?: string;

  private constructor(
    /** Kind of the source. */
    public readonly kind: string,
    /** Name of the source. */
    public readonly name: string,
    { namespace }: FluxSourceOptions,
  ) {
    checkForm('the name of the source', name, 'DNS subdomain');
    if (namespace !== undefined) { checkForm("'namespace' of the source", namespace, 'DNS label'); }
    this.namespace = namespace;
  }

  /** @internal */
  public _toJson(): object {
    const { kind, name, namespace } = this;
    return { kind, name, ...(namespace !== undefined && { namespace }) };
  }
}
