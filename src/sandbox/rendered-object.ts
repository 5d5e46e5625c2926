import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Kind, KINDS } from '../api/kinds';
import { Cluster } from '../app/cluster';
import { KindObject, Rendering } from '../app/kind-object';
import type { Finding } from '../findings/finding';
import { AppJudge } from '../judge/app/app-judge';
import { Catalogue } from '../release/catalogue';
import { writtenVersion } from '../release/features';
import { Release } from '../release/release';

/** Renders the constructs of a class for a release when their objects are printed. One instance serves all of them. */
export class ReleaseRendering<C extends Construct> implements Rendering {
  /**
   * @param specOf the spec as JSON
   * @param concernsOf what is doubtful about the construct and cannot be read off its object
   */
  constructor(
    private readonly specOf: (construct: C, release: Release, isOrdered: boolean) => object,
    private readonly concernsOf: (construct: C, release: Release) => Finding[],
  ) {}

  apiVersion(construct: IConstruct, kind: Kind): string {
    // Before the release is known the object has the group of its kind, which never changed.
    const release = Cluster.of(construct).version?._release ?? Catalogue.standard().latest;
    return `${KINDS[kind].group}/${writtenVersion(release)}`;
  }

  spec(construct: IConstruct, isOrdered: boolean): object {
    return this.specOf(construct as C, Cluster.releaseFor(construct), isOrdered);
  }

  findings(construct: IConstruct, release: Release): Finding[] {
    return this.concernsOf(construct as C, release);
  }
}

/**
 * The object of a construct, rendered for the release of its cluster and judged by the rules of that release.
 *
 * @param construct whose child `Resource` it becomes
 * @param kind of the object
 * @param metadata as the user gave it
 * @param rendering what is printed
 */
export function renderedObject<C extends Construct>(
  construct: C, kind: Kind, metadata: ApiObjectMetadata | undefined, rendering: ReleaseRendering<C>,
): ApiObject {
  const object = new KindObject(construct, kind, metadata, rendering);
  AppJudge.of(construct);
  return object;
}
