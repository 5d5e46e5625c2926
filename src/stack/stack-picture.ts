import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Stack } from './stack';
import type { StackObject } from './stack-object';
import { pictureOf } from './stack-panels';
import { Cluster } from '../app/cluster';
import { renderUnjudged } from '../app/judged-objects';
import { dotOf } from '../pictures/dot';
import { mermaidOf } from '../pictures/mermaid';
import type { Picture } from '../pictures/picture';
import { svgOf } from '../pictures/svg';
import { Catalogue } from '../release/catalogue';

/**
 * A picture of the objects of an app: by chart and namespace, with arrows from templates to pools, claims and
 * sandboxes, and from policies, runtimes, autoscalers and Services to what they are about.
 *
 * Objects that differ by name only share a box beyond three, and so do namespaces. Kinds without a box are listed.
 * Equal apps have equal pictures, byte for byte.
 *
 * @example
 * const svg = StackPicture.of(app).toSvg();
 */
export class StackPicture {
  /**
   * The picture of the objects at and below a scope, as the app is now.
   *
   * @param scope such as an app, or a chart
   * @throws when an object cannot be rendered
   */
  public static of(scope: IConstruct): StackPicture {
    const objects = scope.node.findAll()
      .filter((each): each is ApiObject => ApiObject.isApiObject(each))
      .map((each): StackObject => ({
        object: renderUnjudged(each),
        origin: `chart ${Chart.of(each).node.path || Chart.of(each).node.id}`,
      }));
    const { version, allowedLabelDomains, dns } = Cluster.of(scope);
    const release = version?._release ?? Catalogue.standard().latest;
    return new StackPicture(pictureOf(new Stack(objects, { release, allowedLabelDomains, dns })));
  }

  private readonly picture: Picture;

  private constructor(picture: Picture) {
    this.picture = picture;
  }

  /**
   * As SVG, for documents and reviews: one file without scripts, links or fonts, that follows the light or dark scheme
   * of its reader.
   */
  public toSvg(): string {
    return svgOf(this.picture);
  }

  /** As a flowchart of Mermaid, which GitHub and GitLab draw in Markdown. */
  public toMermaid(): string {
    return mermaidOf(this.picture);
  }

  /** In DOT, the language of Graphviz, for layouts of one's own. */
  public toDot(): string {
    return dotOf(this.picture);
  }
}
