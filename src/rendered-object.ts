import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { Kind, KINDS } from './api/kinds';
import { Concerns, Judging } from './judging';
import { KindObject } from './private/kind-object';
import { Catalogue } from './release/catalogue';
import { Release } from './release/release';
import { SandboxCluster } from './sandbox-cluster';
import { writtenVersion } from './workload/features';

/** What a construct renders for a release, when its object is printed. */
export interface Rendering {
  readonly spec: (release: Release) => object;
  /** What is doubtful about the construct and cannot be read off its object. */
  readonly concerns?: Concerns;
}

/**
 * The object of a construct, rendered for the release of its cluster and judged by the rules of that release.
 *
 * @param construct whose child `Resource` it becomes
 * @param kind of the object
 * @param metadata as the user gave it
 * @param rendering what is printed
 */
export function renderedObject(construct: Construct, kind: Kind, metadata: ApiObjectMetadata | undefined, rendering: Rendering): ApiObject {
  const object = new KindObject(construct, kind, metadata, {
    // Before the release is known the object has the group of its kind, which never changed.
    apiVersion: () => `${KINDS[kind].group}/${writtenVersion(SandboxCluster.of(construct).version?._release ?? Catalogue.standard().latest)}`,
    spec: () => rendering.spec(SandboxCluster._releaseFor(construct)),
  });
  const judge = Judging.of(construct);
  if (rendering.concerns) { judge.hear(object, rendering.concerns); }
  return object;
}
