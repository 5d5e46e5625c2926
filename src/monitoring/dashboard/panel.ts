/** A query of a panel. */
export interface Query {
  readonly expr: string;
  /** With labels in `{{ }}`. */
  readonly legend: string;
}

/** A panel of the dashboard: lines over time, or one number. */
export interface DashboardPanel {
  readonly title: string;
  readonly description: string;
  readonly type: 'timeseries' | 'stat';
  /** Of Grafana's units. */
  readonly unit: 'short' | 'ops' | 'ms' | 's' | 'percentunit' | 'bytes' | 'none';
  /** Columns of 24. */
  readonly width: number;
  readonly queries: readonly Query[];
  /** Whether areas are stacked. */
  readonly stacked?: boolean;
  /** Values from which on it is yellow and red. */
  readonly thresholds?: readonly [yellow: number, red: number];
}

/** Panels below a heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly DashboardPanel[];
}

export function lines(
  title: string,
  unit: DashboardPanel['unit'],
  width: number,
  description: string,
  ...queries: Query[]
): DashboardPanel {
  return { title, description, type: 'timeseries', unit, width, queries };
}

export function query(expr: string, legend: string): Query {
  return { expr, legend };
}
