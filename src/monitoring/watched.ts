import { MetricsScrape, SandboxObjective } from './sandbox-monitoring-props';
import { CONTROLLER } from '../api/controller-names';
import { labelInQueries } from '../release/metrics';
import type { Release } from '../release/release';

/** What is watched, spelled out: what rules and the dashboard are made of. */
export interface Watched {
  readonly release: Release;
  readonly namespace: string;
  readonly scrape: MetricsScrape;
  readonly objectives: ReadonlySet<SandboxObjective>;
  /** Whether the controller serves claims, templates and pools. */
  readonly extensions: boolean;
  readonly budgets: Readonly<Record<SandboxObjective, number>>;
  /** Bound of the histogram, in milliseconds. */
  readonly claimMilliseconds: number;
  readonly exceptPools: readonly string[];
  readonly apiServerJob: string;
  readonly pageSeverity: string;
  readonly ticketSeverity: string;
  readonly minimumEvents: number;
  readonly alertLabels: Readonly<Record<string, string>>;
}

/** Matchers of all series of the controller. */
export function targetOf({ namespace, scrape }: Pick<Watched, 'namespace' | 'scrape'>): string {
  // Series of a PodMonitor have no service.
  const own = scrape === MetricsScrape.POD_MONITOR ? 'container' : 'service';
  return `namespace="${namespace}",${own}="${CONTROLLER}"`;
}

/** The namespace of a sandbox or claim in queries, as the label of that name is the controller's. */
export const OF_NAMESPACE = labelInQueries('namespace');

/** The labels that tell pools apart: the name, or before the controller told it of cold claims the template. */
export function poolLabels({ controller }: Release): string[] {
  return [OF_NAMESPACE, controller.coldClaimsNamePool ? 'warmpool_name' : 'sandbox_template'];
}

/** A matcher of one bound of a histogram: Prometheus 3 stores `5000` as `5000.0`. */
export function bound(milliseconds: number): string {
  return `le=~"${milliseconds}|${milliseconds}.0"`;
}
