/** What is measured of each objective, as queries. */
import { KINDS } from '../../api/kinds';
import { CLAIM_CREATIONS, CLAIM_LATENCY, STAMPED_CLAIM_LATENCY } from '../../release/metrics';
import type { Release } from '../../release/release';
import { SandboxObjective } from '../sandbox-monitoring-props';
import { bound, poolLabels, targetOf, Watched } from '../watched';

/** A recording rule. */
export interface Recorded {
  readonly record: string;
  readonly expr: string;
}

/** An objective as queries. Of each window the share of bad events is recorded. */
export interface Measured {
  readonly objective: SandboxObjective;
  /** Counters that are summed before their rate is taken, so that a series that begins above zero counts. */
  readonly counters: readonly Recorded[];
  /** Name of the shares, before `:ratio_rate5m`. */
  readonly share: string;
  readonly shareIn: (window: string) => string;
  /** How many events there were. */
  readonly eventsIn: (window: string) => string;
  readonly alert: string;
  readonly summary: string;
  readonly description: string;
}

/** The objectives of what is watched. */
export function measured(watched: Watched): Measured[] {
  return [claimLatency, poolHits, reconciles, claimsServed]
    .map((measure) => measure(watched))
    .filter(({ objective }) => watched.objectives.has(objective));
}

/** The histogram of the time that claims take. */
export function latencyMetric({ metrics }: Release): string {
  return metrics.has(CLAIM_LATENCY) ? CLAIM_LATENCY : STAMPED_CLAIM_LATENCY;
}

function claimLatency(watched: Watched): Measured {
  const metric = latencyMetric(watched.release);
  const target = targetOf(watched);
  const by = 'sum by (sandbox_template)';
  const started = `${by} (${CLAIM_CREATIONS}{${target}})`;
  const inTime = `${by} (${metric}_bucket{${target},${bound(watched.claimMilliseconds)}})`;
  const [claims, ready] = ['agent_sandbox:claims_started:sum', 'agent_sandbox:claims_in_time:sum'];
  return {
    objective: SandboxObjective.CLAIM_LATENCY,
    counters: [{ record: claims, expr: started }, { record: ready, expr: `${inTime} or ${started} * 0` }],
    share: 'agent_sandbox:claims_late',
    // The histogram has no claim that never becomes ready, so those in time are compared with all that started.
    shareIn: (window) => `clamp_min(1 - rate(${ready}[${window}]) / (rate(${claims}[${window}]) > 0), 0)`,
    eventsIn: (window) => `increase(${claims}[${window}])`,
    alert: 'AgentSandboxClaimsLate',
    summary: 'Claims of template {{ $labels.sandbox_template }} are late, or never ready',
    description:
      '{{ $value | humanizePercentage }} of the claims with a sandbox were not ready within '
      + `${watched.claimMilliseconds / 1000} s. Look at pools that are empty, at nodes without room, at images that `
      + 'are pulled, and at pods that fail.',
  };
}

function poolHits(watched: Watched): Measured {
  const [, pool] = poolLabels(watched.release);
  const by = `sum by (${poolLabels(watched.release).join(', ')})`;
  const names = watched.exceptPools.map((name) => name.replaceAll('.', '[.]')).join('|');
  const except = names && `,warmpool_name!~"${names}"`;
  const target = `${targetOf(watched)}${except}`;
  const all = `${by} (${CLAIM_CREATIONS}{${target}})`;
  // The series of the first miss begins above zero; without a zero before, its rate would not count it.
  const misses = `${by} (${CLAIM_CREATIONS}{${target},pod_condition!="ready"}) or ${all} * 0`;
  return {
    objective: SandboxObjective.POOL_HITS,
    ...counted('pool_claims', all, 'pool_misses', misses),
    alert: 'AgentSandboxPoolExhausted',
    summary: `Claims find no ready sandbox: ${pool === 'warmpool_name' ? 'pool' : 'template'} `
      + `{{ $labels.exported_namespace }}/{{ $labels.${pool} }}`,
    description:
      '{{ $value | humanizePercentage }} of the claims found no sandbox that was ready. The pool is too small for the '
      + 'rate of its claims, or does not fill: look at its replicas, its autoscaler, quota and nodes.',
  };
}

function reconciles(watched: Watched): Measured {
  const target = targetOf(watched);
  return {
    objective: SandboxObjective.RECONCILES,
    ...counted(
      'reconciles', `sum by (controller) (controller_runtime_reconcile_total{${target}})`,
      'reconcile_errors', `sum by (controller) (controller_runtime_reconcile_errors_total{${target}})`,
    ),
    alert: 'AgentSandboxReconcileErrors',
    summary: 'The Agent Sandbox controller {{ $labels.controller }} keeps failing',
    description:
      '{{ $value | humanizePercentage }} of its reconciliations failed. Look at the log of the controller, at its '
      + 'permissions, and at quotas and policies that refuse pods.',
  };
}

function claimsServed(watched: Watched): Measured {
  const target = targetOf(watched);
  const { group, plural } = KINDS.SandboxClaim;
  // An apply that creates is a PATCH or an APPLY of the same code.
  const accepted = `apiserver_request_total{job="${watched.apiServerJob}",group="${group}",resource="${plural}",`
    + 'verb=~"POST|PATCH|APPLY",code="201",dry_run=""}';
  const record = 'agent_sandbox:claims_served:sum';
  return {
    objective: SandboxObjective.CLAIMS_SERVED,
    counters: [{ record, expr: `sum(${CLAIM_CREATIONS}{${target}}) or max(up{${target}}) * 0` }],
    share: 'agent_sandbox:claims_unserved',
    // API servers start one by one: a rate of their sum would take the start of one for claims.
    shareIn: (window) => `clamp_min(1 - rate(${record}[${window}]) / (sum(rate(${accepted}[${window}])) > 0), 0)`,
    eventsIn: (window) => `sum(increase(${accepted}[${window}]))`,
    alert: 'AgentSandboxClaimsWithoutSandbox',
    summary: 'Claims get no sandbox',
    description:
      '{{ $value | humanizePercentage }} of the claims that the API server took got no sandbox. Look at the conditions '
      + 'of claims without one: a template or pool that is not there, a refused claim, or a controller that is behind.',
  };
}

/** The share of one counter in another. */
function counted(
  all: string,
  allExpr: string,
  bad: string,
  badExpr: string,
): Pick<Measured, 'counters' | 'share' | 'shareIn' | 'eventsIn'> {
  const [events, bads] = [all, bad].map((name) => `agent_sandbox:${name}:sum`);
  return {
    counters: [{ record: events, expr: allExpr }, { record: bads, expr: badExpr }],
    share: `agent_sandbox:${bad}`,
    shareIn: (window) => `rate(${bads}[${window}]) / (rate(${events}[${window}]) > 0)`,
    eventsIn: (window) => `increase(${events}[${window}])`,
  };
}
