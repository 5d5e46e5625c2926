import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import type { PathSegment } from '../../schema';
import { readQuery } from '../monitoring/read-query';

/** A metric of the controller that an autoscaler asks for. */
export interface AskedMetric {
  /** As the controller names it, unless it is misspelt. */
  readonly name: string;
  /** Each label that it is selected by, and its value where that is one text. */
  readonly labels: ReadonlyMap<string, string | undefined>;
  /** Whether the size of the pool is multiplied by what it is of the target, and not the target divided into it. */
  readonly isMultiplied: boolean;
  /** Path of the metric in the autoscaler. */
  readonly path: readonly PathSegment[];
}

/** The begin of the names of metrics of the controller, and the names. */
const PREFIX = 'agent_sandbox';
const METRIC = /^agent_sandbox(?:es$|_)/;
/** As GKE's adapter names a metric of Managed Service for Prometheus. */
const OF_GKE = /^prometheus\.googleapis\.com[|/](agent_sandbox\w*)[|/]\w+$/;
const LABEL_OF_GKE = 'metric.labels.';

/** The metrics of the controller that an autoscaler asks for. */
export function askedMetrics(object: KubeObject): AskedMetric[] {
  return object.kind === 'ScaledObject' ? ofKeda(object) : ofAutoscaler(object);
}

function ofKeda({ spec }: KubeObject): AskedMetric[] {
  return inList(spec, 'triggers').flatMap(({ type, metricType, metadata }, index) => {
    const { query } = inObject({ metadata }, 'metadata');
    if (type !== 'prometheus' || typeof query !== 'string') { return []; }
    const path = ['spec', 'triggers', index, 'metadata', 'query'];
    return readQuery(query, PREFIX).selectors.filter(({ name }) => METRIC.test(name)).map(({ name, matchers }) => ({
      name,
      labels: new Map(matchers.map(
        ({ label, operator, value }): [string, string | undefined] => [label, operator === '=' ? value : undefined],
      )),
      isMultiplied: metricType === 'Value',
      path,
    }));
  });
}

function ofAutoscaler({ spec }: KubeObject): AskedMetric[] {
  return inList(spec, 'metrics').flatMap(({ type, ...sources }, index) => {
    const key = ({ External: 'external', Object: 'object', Pods: 'pods' } as Record<string, string>)[String(type)];
    const source = key === undefined ? {} : inObject(sources, key);
    const { name, selector } = inObject(source, 'metric');
    if (typeof name !== 'string') { return []; }
    const ofGke = OF_GKE.exec(name)?.[1];
    if (ofGke === undefined && !METRIC.test(name)) { return []; }
    return [{
      name: ofGke ?? name,
      labels: selected(inObject({ selector }, 'selector'), ofGke === undefined ? '' : LABEL_OF_GKE),
      isMultiplied: type !== 'Pods' && inObject(source, 'target').type === 'Value',
      path: ['spec', 'metrics', index],
    }];
  });
}

function selected(selector: Loose, prefix: string): Map<string, string | undefined> {
  const own = ([label, value]: [string, unknown]): [string, string | undefined][] => (
    label.startsWith(prefix) ? [[label.slice(prefix.length), typeof value === 'string' ? value : undefined]] : []
  );
  return new Map([
    ...inList(selector, 'matchExpressions').flatMap(({ key }) => own([String(key), undefined])),
    ...Object.entries(inObject(selector, 'matchLabels')).flatMap(own),
  ]);
}
