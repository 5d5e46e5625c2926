import { IConstruct } from 'constructs';
import { AppRadius } from './app-radius';
import type { BlastBudget } from './blast-budget';
import { excessOf } from './reach/excess';
import { excessFindings } from './report/findings';
import { Findings } from '../app/findings';
import { perApp } from '../app/per-app';
import type { Finding } from '../findings/finding';

/** A construct whose sandboxes are bounded. */
interface Expectation {
  readonly construct: IConstruct;
  /** Its path in findings. */
  readonly path: string;
  readonly podCidrs?: readonly string[];
  readonly budget: BlastBudget;
}

/** The budgets of an app, held against it each time it is validated: its clusters are read once for all of them. */
class Expectations {
  private readonly all: Expectation[] = [];
  private found?: readonly Finding[];

  add(expectation: Expectation): void {
    this.all.push(expectation);
    this.found = undefined;
  }

  validated(): void {
    this.found = undefined;
  }

  complete(): void {
    this.found = undefined;
  }

  list(): readonly Finding[] {
    return this.found ??= this.judge();
  }

  private judge(): Finding[] {
    const radii = new Map<string, AppRadius>();
    return this.all.flatMap(({ construct, path, podCidrs, budget }) => {
      const key = JSON.stringify([AppRadius.clusterOf(construct).node.path, podCidrs]);
      let radius = radii.get(key);
      if (!radius) { radii.set(key, radius = new AppRadius(construct, podCidrs)); }
      const found = radius.of(construct);
      return excessFindings(found.title, excessOf(found, budget))
        .map((finding) => ({ ...finding, path }));
    });
  }
}

/** Has a budget held against what the sandboxes of a construct reach when the app is synthesized. */
export function expectWithin(expectation: Expectation): void {
  perApp(expectation.construct, 'blastExpectations', (root) => {
    const expectations = new Expectations();
    Findings._ask(root, expectations);
    return expectations;
  }).add(expectation);
}
