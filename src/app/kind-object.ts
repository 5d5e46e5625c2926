import { ApiObjectMetadata, App, JsonPatch, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { metadataJson } from './json/metadata-json';
import { inOrderOfObjects, isSimpleApp, patched } from './json/object-json';
import { objectName } from './names';
import { ScopedApiObject } from './scoped-api-object';
import type { Kind } from '../api/kinds';
import type { Finding } from '../findings/finding';
import type { Release } from '../release/release';

/** The parts of an object that are rendered late, when the release is known. All constructs of a class share one. */
export interface Rendering {
  /** Group and version, such as `agents.x-k8s.io/v1beta1`. */
  apiVersion(construct: IConstruct, kind: Kind): string;
  /** The spec as JSON; parts of it may be `Ordered` where keys are wanted in order. */
  spec(construct: IConstruct, isOrdered: boolean): object;
  /** Findings about the construct that its object does not show. */
  findings?(construct: IConstruct, release: Release): Finding[];
}

/** The props that cdk8s makes an object of. */
interface Given {
  apiVersion: string;
  readonly kind: string;
  metadata?: ApiObjectMetadata;
  spec?: unknown;
}

/**
 * The object of a construct: the same kind in whichever API version the release of its cluster stores, which may
 * become known only after the construct was made.
 *
 * An app may have tens of thousands, so each holds no more than it must.
 *
 * @internal
 */
export class KindObject extends ScopedApiObject {
  static {
    // An accessor defined on each object would give each a hidden class of its own, and all reads of objects get slow.
    Object.defineProperty(KindObject.prototype, 'apiVersion', {
      get(this: KindObject): string {
        return this.rendering ? this.rendering.apiVersion(this.construct, this.kind as Kind) : this.versionThen;
      },
      set(this: KindObject, version: string) {
        this.versionThen = version;
      },
    });
  }

  /** As it was known when the object was made. */
  private declare versionThen: string;

  private readonly rendering: Rendering;
  private readonly given: Given;
  private isPatched = false;

  constructor(construct: Construct, kind: Kind, metadata: ApiObjectMetadata | undefined, rendering: Rendering) {
    const given: Given = {
      apiVersion: rendering.apiVersion(construct, kind),
      kind,
      metadata: named(construct, metadata),
      spec: undefined,
    };
    super(construct, 'Resource', given);
    this.rendering = rendering;
    this.given = given;
    // It has been read, and is not read again.
    given.metadata = undefined;
    // A cdk8s that defines it would hide the accessor.
    if (Object.hasOwn(this, 'apiVersion')) { Reflect.deleteProperty(this, 'apiVersion'); }
  }

  /** Applies operations to the final JSON, last. */
  public addJsonPatch(...ops: JsonPatch[]): void {
    this.isPatched = true;
    super.addJsonPatch(...ops);
  }

  /**
   * The final JSON. What is plain data needs none of the three passes by which cdk8s resolves and cleans an object.
   * @internal
   */
  public _render(): any {
    if (!isSimpleApp(App.of(this))) { return this._renderByCdk8s(); }
    const { apiVersion, kind } = this;
    const spec = this.rendering.spec(this.construct, true);
    const json = inOrderOfObjects({ apiVersion, kind, spec }, metadataJson(this.metadata));
    return (json && this.isPatched ? patched(this, json) : json) ?? this._renderByCdk8s();
  }

  /**
   * Findings about its construct that the JSON does not show.
   * @internal
   */
  public _findings(release: Release): Finding[] {
    return this.rendering.findings?.(this.construct, release) ?? [];
  }

  private get construct(): IConstruct {
    return this.node.scope!;
  }

  /** @internal */
  protected _renderByCdk8s(): any {
    this.given.apiVersion = this.apiVersion;
    this.given.spec = Lazy.any({ produce: () => this.rendering.spec(this.construct, false) });
    return super._renderByCdk8s();
  }
}

/** An explicit undefined would hide the name that the chart makes. */
function named(construct: IConstruct, metadata: ApiObjectMetadata | undefined): ApiObjectMetadata {
  const { name: _, ...rest } = metadata ?? {};
  const name = objectName(construct, metadata?.name);
  return name === undefined ? rest : { name, ...rest };
}
