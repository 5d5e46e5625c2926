import { IConstruct } from 'constructs';
import { AppRadius } from './app-radius';
import type { BlastBudget } from './blast-budget';
import type { BlastItem } from './blast-item';
import { expectWithin } from './expectations';
import { checkBudget } from './reach/check-budget';
import { excessOf } from './reach/excess';
import { itemsOf } from './reach/items';
import type { Radius } from './reach/reached';
import { excessText } from './report/findings';
import { radiusPicture } from './report/picture';
import { radiusJson, radiusSarif, radiusText, ReportedRadius } from './report/reports';
import { shown } from '../checks/forms';
import { checkShapes, listOf } from '../checks/shapes';
import { parseCidr } from '../network/intent/cidr';
import { dotOf } from '../pictures/dot';
import { mermaidOf } from '../pictures/mermaid';
import { svgOf } from '../pictures/svg';

/** What an app does not say of its cluster. */
export interface BlastRadiusOptions {
  /**
   * The ranges that pods of the cluster have addresses in. Policies with ranges may mean pods in them: it is up to the
   * network plugin.
   * @default - the private ranges, those shared by carriers, and public ones of IPv6
   */
  readonly podCidrs?: string[];
}

/**
 * What code in a compromised sandbox reaches: by its network, at the API server, of Secrets, identities, shared volumes
 * and its node. It is read from the objects of the app. What they leave open counts as reached.
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 *   egress: SandboxEgress.none(),
 *   runtime: IsolatedRuntime.gvisor(chart, 'Gvisor'),
 * });
 * const radius = BlastRadius.of(python);
 * radius.expect({ network: {}, api: {} }); // the synthesis fails from the moment that it reaches more
 * const text = radius.toText();
 */
export class BlastRadius {
  /**
   * The radius of the pods of a construct, as the app is when it is first asked.
   *
   * @param construct a sandbox, a template, a pool or a claim, or a workload such as a Deployment
   * @throws when an option is malformed
   */
  public static of(construct: IConstruct, options: BlastRadiusOptions = {}): BlastRadius {
    if (construct?.node === undefined) {
      throw new Error(`the construct is ${shown(construct)}; give a sandbox, a template, a pool or a claim`);
    }
    return new BlastRadius(construct, checkOptions(options));
  }

  /**
   * The radius of each Sandbox and template at and below a scope, in the order of the app.
   *
   * @param scope an app, a chart or a construct with several of them, such as SandboxClasses
   * @throws when the release of the cluster is not known
   */
  public static allOf(scope: IConstruct, options: BlastRadiusOptions = {}): BlastRadius[] {
    const app = new AppRadius(scope, checkOptions(options).podCidrs);
    return app.all().map(({ construct, path }) => new BlastRadius(construct, options, app, path));
  }

  private readonly path: string;
  private known?: Radius;

  private constructor(
    private readonly construct: IConstruct, private readonly options: BlastRadiusOptions, private app?: AppRadius,
    path?: string,
  ) {
    this.path = path ?? construct.node.path;
  }

  /** Whose radius it is, such as `sandboxes of template 'research/python'`. */
  public get subject(): string {
    return this.radius.title;
  }

  /** All that is reached, by area. */
  public get items(): BlastItem[] {
    return itemsOf(this.radius);
  }

  /** Whether a token of the ServiceAccount is mounted. */
  public get hasToken(): boolean {
    return this.radius.hasToken;
  }

  /**
   * What is reached beyond a budget.
   *
   * @throws when the budget is malformed
   */
  public excesses(budget: BlastBudget): BlastItem[] {
    return excessOf(this.radius, checkBudget(budget));
  }

  /**
   * Has each synthesis fail where more is reached than a budget allows: findings ASB455 to ASB459 and ASB464, which
   * name all that is too much. The app is looked at then, not now.
   *
   * @throws when the budget is malformed
   */
  public expect(budget: BlastBudget): void {
    const { construct, path, options: { podCidrs } } = this;
    expectWithin({ construct, path, budget: checkBudget(budget), ...(podCidrs && { podCidrs }) });
  }

  /**
   * Asserts in a unit test that no more is reached than a budget allows.
   *
   * @throws with all that is too much
   */
  public staysWithin(budget: BlastBudget): void {
    const excess = this.excesses(budget);
    if (excess.length === 0) { return; }
    throw new Error(
      `code in ${this.subject} reaches more than its blast budget allows:`
      + excess.map((each) => `\n  ${each.area}: ${excessText(each)}`).join(''),
    );
  }

  /** For reading: what is reached, area by area. */
  public toText(budget?: BlastBudget): string {
    return radiusText(this.reported(budget));
  }

  /** The same as JSON: `version` changes when its members do. */
  public toJson(budget?: BlastBudget): string {
    return radiusJson(this.reported(budget));
  }

  /** The same as SARIF 2.1.0: what is reached as notes, and what goes beyond a budget as errors. */
  public toSarif(budget?: BlastBudget): string {
    return radiusSarif(this.reported(budget));
  }

  /** The same as SVG. One file without scripts, links or fonts, that follows the light or dark scheme of its reader. */
  public toSvg(): string {
    return svgOf(radiusPicture(this.reported()));
  }

  /** The same as a flowchart of Mermaid. */
  public toMermaid(): string {
    return mermaidOf(radiusPicture(this.reported()));
  }

  /** The same in DOT, the language of Graphviz. */
  public toDot(): string {
    return dotOf(radiusPicture(this.reported()));
  }

  private reported(budget?: BlastBudget): ReportedRadius[] {
    return [{
      radius: this.radius, place: { path: this.path }, ...(budget !== undefined && { excess: this.excesses(budget) }),
    }];
  }

  private get radius(): Radius {
    this.app ??= new AppRadius(this.construct, this.options.podCidrs);
    return this.known ??= this.app.of(this.construct);
  }
}

function checkOptions(options: BlastRadiusOptions): BlastRadiusOptions {
  checkShapes('the options', options, { podCidrs: listOf('string') });
  options.podCidrs?.forEach(parseCidr);
  return options;
}
