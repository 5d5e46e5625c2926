import { Measured, measured, Recorded } from './objectives';
import { controllerDown } from '../../install/objects/monitoring';
import { SandboxObjective } from '../sandbox-monitoring-props';
import { targetOf, Watched } from '../watched';

/** An alert of Prometheus. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that Prometheus evaluates one after another. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: ReadonlyArray<Recorded | Alert>;
}

/** At `factor` times the rate that uses up the budget of 30 days just so, for so long and still for so short. */
interface Burn {
  readonly long: string;
  readonly short: string;
  readonly factor: number;
}

/**
 * Rates at which the budget burns: 2 % of it in an hour, 5 % in 6 hours; 10 % in a day, 10 % in 3 days.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 */
const PAGE: readonly Burn[] = [{ long: '1h', short: '5m', factor: 14.4 }, { long: '6h', short: '30m', factor: 6 }];
const TICKET: readonly Burn[] = [{ long: '1d', short: '2h', factor: 3 }, { long: '3d', short: '6h', factor: 1 }];

/** Every window once, the shortest first. */
export const WINDOWS: readonly string[] = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

/** The rules of what is watched. */
export function ruleGroups(watched: Watched): RuleGroup[] {
  return [
    ...measured(watched).map((each) => ({
      name: `agent-sandbox-${each.objective}`,
      rules: [...each.counters, ...shares(each), ...alerts(each, watched)],
    })),
    { name: 'agent-sandbox-targets', rules: targets(watched) },
  ];
}

function shares({ share, shareIn }: Measured): Recorded[] {
  return WINDOWS.map((window) => ({ record: `${share}:ratio_rate${window}`, expr: shareIn(window) }));
}

function alerts(each: Measured, watched: Watched): Alert[] {
  const { pageSeverity, ticketSeverity } = watched;
  return [
    ...burning(each, watched, PAGE, { severity: pageSeverity, for: '2m' }),
    ...burning(each, watched, TICKET, { severity: ticketSeverity, for: '15m' }),
  ];
}

function burning(
  { objective, share, eventsIn, alert, summary, description }: Measured,
  { budgets, minimumEvents, alertLabels }: Watched,
  burns: readonly Burn[],
  how: { readonly severity: string; readonly for: string },
): Alert[] {
  const budget = budgets[objective];
  // No share is above one.
  const possible = burns.filter(({ factor }) => factor * budget < 1);
  if (possible.length === 0) { return []; }
  return [{
    alert,
    expr: possible.map(({ long, short, factor }) => {
      const limit = Number((factor * budget).toPrecision(6));
      return `(${share}:ratio_rate${long} > ${limit} and ${share}:ratio_rate${short} > ${limit} and `
        + `${eventsIn(long)} >= ${minimumEvents})`;
    }).join(' or '),
    for: how.for,
    labels: { ...alertLabels, severity: how.severity },
    annotations: { summary, description },
  }];
}

/** Alerts on what cannot be measured. */
function targets(watched: Watched): Alert[] {
  const { pageSeverity, ticketSeverity, alertLabels, objectives, apiServerJob } = watched;
  const down = controllerDown(targetOf(watched));
  return [
    { ...down, labels: { ...alertLabels, severity: pageSeverity } },
    ...(objectives.has(SandboxObjective.CLAIMS_SERVED)
      ? [{
        alert: 'AgentSandboxApiServerNotScraped',
        expr: `absent(apiserver_request_total{job="${apiServerJob}"})`,
        for: '15m',
        labels: { ...alertLabels, severity: ticketSeverity },
        annotations: {
          summary: 'Claims without a sandbox cannot be seen',
          description:
            `Prometheus has no apiserver_request_total of the job ${apiServerJob}, which counts claims. Have the API `
            + 'servers scraped, name their job, or leave out the objective.',
        },
      }]
      : []),
  ];
}
