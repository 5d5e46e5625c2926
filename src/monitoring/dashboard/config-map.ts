import { DashboardPanel, Row } from './panel';
import { rows } from './rows';
import type { KubeObject } from '../../kubernetes/kube-object';
import { CLAIM_CREATIONS, SANDBOXES } from '../../release/metrics';
import type { MonitoringDashboardOptions } from '../sandbox-monitoring-props';
import { OF_NAMESPACE, targetOf, Watched } from '../watched';

/** Of the JSON of dashboards. Grafana migrates older ones when it loads them. */
const SCHEMA_VERSION = 39;

/** The data source is a variable, as its uid differs by Grafana. */
const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

const COLORS = ['green', 'yellow', 'red'];

/**
 * The ConfigMap that the sidecar of Grafana's Helm chart loads.
 *
 * @see https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards
 */
export function dashboardConfigMap(
  watched: Watched,
  {
    namespace = watched.namespace,
    labels = { grafana_dashboard: '1' },
    annotations,
    title = 'Agent Sandbox',
    uid = 'agent-sandbox',
  }: MonitoringDashboardOptions,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'agent-sandbox-dashboard', namespace, labels, ...(annotations && { annotations }) },
    data: { [`${uid}.json`]: JSON.stringify(dashboard(watched, title, uid), undefined, 1) },
  };
}

/** @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
function dashboard(watched: Watched, title: string, uid: string): object {
  return {
    title,
    uid,
    tags: ['agent-sandbox'],
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    graphTooltip: 1,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [dataSourceVariable(), namespaceVariable(watched)] },
    panels: placed(rows(watched)),
  };
}

function dataSourceVariable(): object {
  return { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', current: {} };
}

function namespaceVariable(watched: Watched): object {
  const metric = watched.release.metrics.has(SANDBOXES) ? SANDBOXES : CLAIM_CREATIONS;
  const query = `label_values(${metric}{${targetOf(watched)}}, ${OF_NAMESPACE})`;
  return {
    name: 'sandbox_namespace',
    label: 'Namespace',
    type: 'query',
    datasource: DATA_SOURCE,
    definition: query,
    query: { query, refId: 'namespaces' },
    includeAll: true,
    allValue: '.*',
    multi: true,
    current: { text: ['All'], value: ['$__all'] },
    refresh: 2,
    sort: 1,
  };
}

/** The panels at their places, from left to right and from the top down. */
function placed(all: readonly Row[]): object[] {
  const result: object[] = [];
  let y = 0;
  const add = (panel: object, at: { x: number; w: number; h: number }) =>
    result.push({ id: result.length + 1, ...panel, gridPos: { ...at, y } });
  for (const { title, panels } of all) {
    add({ type: 'row', title, collapsed: false, panels: [] }, { x: 0, w: 24, h: 1 });
    y += 1;
    let x = 0;
    let height = 0;
    for (const panel of panels) {
      if (x + panel.width > 24) { x = 0; y += height; height = 0; }
      const h = panel.thresholds ? 5 : 8;
      add(printed(panel), { x, w: panel.width, h });
      x += panel.width;
      height = Math.max(height, h);
    }
    y += height;
  }
  return result;
}

function printed({ title, description, type, unit, queries, stacked, thresholds }: DashboardPanel): object {
  const steps = thresholds && [null, ...thresholds].map((value, index) => ({ color: COLORS[index], value }));
  return {
    type,
    title,
    description,
    datasource: DATA_SOURCE,
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index), datasource: DATA_SOURCE, expr, legendFormat: legend,
    })),
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(type === 'timeseries' && {
          custom: { fillOpacity: stacked ? 30 : 10, stacking: { mode: stacked ? 'normal' : 'none', group: 'A' } },
        }),
        ...(steps && { thresholds: { mode: 'absolute', steps } }),
      },
      overrides: [],
    },
    options: type === 'timeseries'
      ? { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } }
      : { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: thresholds ? 'value' : 'none', textMode: 'auto' },
  };
}
