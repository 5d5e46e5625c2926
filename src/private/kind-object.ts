import { ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { objectName } from './names';
import { ScopedApiObject } from './scoped-api-object';

/** What a construct renders late, when its release is known. */
export interface Rendering {
  /** Group and version, such as `agents.x-k8s.io/v1beta1`. */
  apiVersion(): string;
  /** The spec as JSON. */
  spec(): object;
}

/**
 * The object of a construct: the same kind in whichever API version the release of its cluster stores, which may
 * become known only after the construct was made.
 *
 * @internal
 */
export class KindObject extends ScopedApiObject {
  constructor(construct: Construct, kind: string, metadata: ApiObjectMetadata | undefined, rendering: Rendering) {
    super(construct, 'Resource', {
      // Read once when the object is made, for its group, and again whenever it is printed.
      get apiVersion() { return rendering.apiVersion(); },
      kind,
      metadata: { ...metadata, ...nameOf(construct, metadata) },
      spec: Lazy.any({ produce: () => rendering.spec() }),
    });
    Object.defineProperty(this, 'apiVersion', { get: () => rendering.apiVersion(), enumerable: true });
  }
}

/** An explicit undefined would hide the name that the chart makes. */
function nameOf(construct: Construct, metadata: ApiObjectMetadata | undefined): { name?: string } {
  const name = objectName(construct, metadata?.name);
  return name === undefined ? {} : { name };
}
