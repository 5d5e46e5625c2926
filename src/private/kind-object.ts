import { ApiObjectMetadata, ApiObjectMetadataDefinition, App, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { objectName } from './names';
import { copied, NOT_PLAIN, plain } from './plain';
import { PlainMetadata } from './plain-metadata';
import { ScopedApiObject } from './scoped-api-object';

/** What a construct renders late, when its release is known. */
export interface Rendering {
  /** Group and version, such as `agents.x-k8s.io/v1beta1`. */
  apiVersion(): string;
  /** The spec as JSON. */
  spec(): object;
}

/** The resolvers that every app of cdk8s has: they turn tokens into data. */
const BUILT_IN_RESOLVERS = 3;

/**
 * The object of a construct: the same kind in whichever API version the release of its cluster stores, which may
 * become known only after the construct was made.
 *
 * @internal
 */
export class KindObject extends ScopedApiObject {
  declare readonly metadata: ApiObjectMetadataDefinition;

  private readonly rendering: Rendering;
  private isPatched = false;

  constructor(construct: Construct, kind: string, metadata: ApiObjectMetadata | undefined, rendering: Rendering) {
    super(construct, 'Resource', {
      // Read once when the object is made, for its group, and again whenever it is printed.
      get apiVersion() { return rendering.apiVersion(); },
      kind,
      metadata: { ...metadata, ...nameOf(construct, metadata) },
      spec: Lazy.any({ produce: () => rendering.spec() }),
    });
    this.rendering = rendering;
    const { name, chart, metadata: { namespace } } = this;
    const labels = { ...chart.labels, ...metadata?.labels };
    Object.defineProperty(this, 'metadata', { value: new PlainMetadata({ ...metadata, name, namespace, labels, apiObject: this }) });
    Object.defineProperty(this, 'apiVersion', { get: () => rendering.apiVersion(), enumerable: true });
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
    if (this.isPatched || process.env.CDK8S_DISABLE_SORT || App.of(this).resolvers.length !== BUILT_IN_RESOLVERS) { return super._render(); }
    const spec = plain(this.rendering.spec());
    return spec === NOT_PLAIN ? super._render() : copied({ apiVersion: this.apiVersion, kind: this.kind, metadata: this.metadata.toJson(), spec });
  }
}

/** An explicit undefined would hide the name that the chart makes. */
function nameOf(construct: Construct, metadata: ApiObjectMetadata | undefined): { name?: string } {
  const name = objectName(construct, metadata?.name);
  return name === undefined ? {} : { name };
}
