import { lines, DashboardPanel, query, Row } from './panel';
import { CLAIM_CREATIONS, SANDBOXES } from '../../release/metrics';
import { latencyMetric, measured } from '../rules/objectives';
import { SandboxObjective } from '../sandbox-monitoring-props';
import { OF_NAMESPACE, poolLabels, targetOf, Watched } from '../watched';

/** The variable by which viewers choose namespaces of sandboxes. */
export const NAMESPACES = '$sandbox_namespace';

/** What the dashboard shows, as far as the release exports it. */
export function rows(watched: Watched): Row[] {
  return [
    { title: 'Objectives', panels: objectives(watched) },
    ...(watched.extensions
      ? [{ title: 'Claims', panels: claims(watched) }, { title: 'Pools', panels: pools(watched) }]
      : []),
    { title: 'Sandboxes', panels: sandboxes(watched) },
    { title: 'Controller', panels: controller(watched) },
  ].filter(({ panels }) => panels.length > 0);
}

const TITLES: Readonly<Record<SandboxObjective, string>> = {
  [SandboxObjective.CLAIM_LATENCY]: 'Claims that are ready late',
  [SandboxObjective.POOL_HITS]: 'Claims that find no ready sandbox',
  [SandboxObjective.RECONCILES]: 'Reconciliations that fail',
  [SandboxObjective.CLAIMS_SERVED]: 'Claims without a sandbox',
};

/** The share of the budget that 3 days have used, beside what they may. */
function objectives(watched: Watched): DashboardPanel[] {
  return measured(watched).map(({ objective, share }): DashboardPanel => {
    const budget = watched.budgets[objective];
    return {
      title: TITLES[objective],
      description: `The worst share of 3 days; over 30 days it may be ${Number((budget * 100).toPrecision(6))} %.`,
      type: 'stat',
      unit: 'percentunit',
      width: Math.floor(24 / watched.objectives.size),
      queries: [query(`max(${share}:ratio_rate3d)`, TITLES[objective])],
      thresholds: [budget, Number((budget * 3).toPrecision(6))],
    };
  });
}

function claims(watched: Watched): DashboardPanel[] {
  const target = targetOf(watched);
  const latency = latencyMetric(watched.release);
  const inNamespaces = `${target},${OF_NAMESPACE}=~"${NAMESPACES}"`;
  const at = (quantile: number) => query(
    `histogram_quantile(${quantile}, sum by (le, launch_type) (rate(${latency}_bucket{${target}}[$__rate_interval])))`,
    `p${quantile * 100} {{launch_type}}`,
  );
  return [
    lines('Claims that got a sandbox', 'ops', 12, 'Per second, by how they started.', query(
      `sum by (launch_type) (rate(${CLAIM_CREATIONS}{${inNamespaces}}[$__rate_interval]))`,
      '{{launch_type}}',
    )),
    lines(
      'Time until a claim is ready', 'ms', 12,
      'From the moment that the controller sees the claim. The histogram does not tell namespaces apart.',
      at(0.5), at(0.99),
    ),
  ];
}

function pools(watched: Watched): DashboardPanel[] {
  const { release } = watched;
  const target = targetOf(watched);
  const [namespace, pool] = poolLabels(release);
  const own = `${namespace}=~"${NAMESPACES}"`;
  const sandboxLabels = release.metrics.get(SANDBOXES)?.labels ?? [];
  return [
    ...(watched.objectives.has(SandboxObjective.POOL_HITS)
      ? [lines(
        'Claims that find no ready sandbox', 'percentunit', 12,
        'Their share of an hour, the ten worst.',
        query(
          `topk(10, agent_sandbox:pool_misses:ratio_rate1h{${own}})`,
          `{{${namespace}}}/{{${pool}}}`,
        ),
      )]
      : []),
    lines('Claims by pool', 'ops', 12, 'Per second, the ten busiest.', query(
      `topk(10, sum by (${namespace}, ${pool}) (rate(${CLAIM_CREATIONS}{${target},${own}}[$__rate_interval])))`,
      `{{${namespace}}}/{{${pool}}}`,
    )),
    ...(sandboxLabels.includes('owned_by')
      ? [
        lines('Sandboxes that wait, ready', 'short', 12, 'Of pools, by the template of the pool.', query(
          `sum by (${namespace}, sandbox_template) (${SANDBOXES}{${target},${own},owned_by="SandboxWarmPool",`
            + 'ready_condition="true"})',
          `{{${namespace}}}/{{sandbox_template}}`,
        )),
        lines('Sandboxes that wait, not ready', 'short', 12, 'Those are still starting, or fail.', query(
          `sum by (${namespace}, sandbox_template) (${SANDBOXES}{${target},${own},owned_by="SandboxWarmPool",`
            + 'ready_condition="false"})',
          `{{${namespace}}}/{{sandbox_template}}`,
        )),
      ]
      : []),
  ];
}

function sandboxes(watched: Watched): DashboardPanel[] {
  const { metrics } = watched.release;
  const labels = metrics.get(SANDBOXES)?.labels ?? [];
  if (labels.length === 0) { return []; }
  const selector = `${SANDBOXES}{${targetOf(watched)},${OF_NAMESPACE}=~"${NAMESPACES}"}`;
  const owned = labels.includes('owned_by');
  return [
    {
      ...lines('Sandboxes', 'short', 12, 'Suspended ones are not ready.', query(
        `sum by (ready_condition, expired) (${selector})`, 'ready {{ready_condition}}, expired {{expired}}',
      )),
      stacked: true,
    },
    {
      ...(owned
        ? lines('Sandboxes by owner', 'short', 12, 'None are those that were made without a claim.', query(
          `sum by (owned_by) (${selector})`, '{{owned_by}}',
        ))
        : lines('Sandboxes by namespace', 'short', 12, 'The ten with most.', query(
          `topk(10, sum by (${OF_NAMESPACE}) (${selector}))`, `{{${OF_NAMESPACE}}}`,
        ))),
      stacked: true,
    },
  ];
}

function controller(watched: Watched): DashboardPanel[] {
  const target = targetOf(watched);
  const { metrics } = watched.release;
  const rate = (selector: string) => `rate(${selector}[$__rate_interval])`;
  const requests = 'rest_client_request_duration_seconds';
  const builds = metrics.has('agent_sandbox_build_info');
  const narrow = builds ? 4 : 6;
  return [
    {
      ...lines('Controllers up', 'none', narrow, 'Those that Prometheus can scrape.', query(
        `sum(up{${target}})`, 'up',
      )),
      type: 'stat',
    },
    {
      ...lines('Leaders', 'none', narrow, 'One, or none while they change.', query(
        `sum(leader_election_master_status{${target}})`, 'leaders',
      )),
      type: 'stat',
    },
    ...(builds
      ? [{
        ...lines('Releases', 'none', narrow, 'What runs.', query(
          `count by (git_version) (agent_sandbox_build_info{${target}})`, '{{git_version}}',
        )),
        type: 'stat' as const,
      }]
      : []),
    lines('Reconciliations that fail', 'ops', 12, 'Per second, by controller.', query(
      `sum by (controller) (${rate(`controller_runtime_reconcile_errors_total{${target}}`)})`, '{{controller}}',
    )),
    lines('Reconciliations', 'ops', 12, 'Per second, by controller.', query(
      `sum by (controller) (${rate(`controller_runtime_reconcile_total{${target}}`)})`, '{{controller}}',
    )),
    lines('Time of a reconciliation', 's', 12, 'Of 99 in 100.', query(
      'histogram_quantile(0.99, sum by (le, controller) ('
        + `${rate(`controller_runtime_reconcile_time_seconds_bucket{${target}}`)}))`,
      '{{controller}}',
    )),
    lines('Objects that wait to be reconciled', 'short', 12, 'A queue that only grows needs more workers.', query(
      `sum by (name) (workqueue_depth{${target}})`, '{{name}}',
    )),
    lines('Requests to the API server', 'ops', 12, 'Per second, by answer. 429 is a server that is full.', query(
      `sum by (code) (${rate(`rest_client_requests_total{${target}}`)})`, '{{code}}',
    )),
    ...(metrics.has(requests)
      ? [lines('Time of a request to the API server', 's', 12, 'Of 99 in 100.', query(
        `histogram_quantile(0.99, sum by (le, verb) (${rate(`${requests}_bucket{${target}}`)}))`, '{{verb}}',
      ))]
      : []),
    lines('Memory', 'bytes', 6, 'By pod.', query(`process_resident_memory_bytes{${target}}`, '{{pod}}')),
    lines('CPU', 'short', 6, 'Cores, by pod.', query(rate(`process_cpu_seconds_total{${target}}`), '{{pod}}')),
  ];
}
