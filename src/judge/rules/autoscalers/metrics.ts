import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { SANDBOX_POD_TEMPLATE } from '../../../kubernetes/pod-templates';
import { inList, inObject } from '../../../kubernetes/read-json';
import { ContainerAmounts, containersOf } from '../namespaces/container-amounts';
import { podTemplateOf } from '../namespaces/guards';
import { OtherContext, OtherRule } from '../other-rule';
import { ScaleTarget, scaleTargetOf } from '../read-other-kinds';
import { NOTHING } from '../rule';

const HPA = ['HorizontalPodAutoscaler'];

/** The metric of an autoscaler that names none: 80 per cent of the requested CPU. */
const DEFAULT_METRICS = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }];

/** No replicas with metrics of pods alone, of which there are none then. */
export const scaleToZero: OtherRule = {
  code: 'ASB251',
  severity: FindingSeverity.ERROR,
  kinds: HPA,
  check: (object) => {
    const { minReplicas } = inObject(object.spec);
    if (minReplicas !== 0 || !scaleTargetOf(object)) { return NOTHING; }
    if (metricsOf(object).some(({ type }) => type === 'Object' || type === 'External')) { return NOTHING; }
    return [
      {
        message:
          "'minReplicas' is 0, and no metric is of type Object or External, " +
          'without which the API server refuses 0: metrics of pods are not there without pods',
        remedy: "set 'minReplicas' to 1 or more, or add a metric of type Object or External",
        path: ['spec', 'minReplicas'],
      },
    ];
  },
};

/** A share of what the pods request, where they request nothing: it is never computed. */
export const shareOfNothing: OtherRule = {
  code: 'ASB252',
  severity: FindingSeverity.WARNING,
  kinds: HPA,
  asks: true,
  check: (object, context) => {
    const target = scaleTargetOf(object);
    const containers = target?.kind === 'SandboxWarmPool' ? containersOfPool(target, context) : undefined;
    if (!containers) { return NOTHING; }
    const troubles = metricsOf(object).flatMap((metric, index) => troubleOf(metric, index, object, containers));
    return troubles.length > 0 ? troubles : NOTHING;
  },
};

function metricsOf({ spec }: KubeObject): ReturnType<typeof inList> {
  const { targetCPUUtilizationPercentage } = inObject(spec);
  const metrics = inList(spec, 'metrics');
  return metrics.length > 0 && targetCPUUtilizationPercentage === undefined ? metrics : DEFAULT_METRICS;
}

/** The containers of the pods of a pool; undefined where its template is not known. */
function containersOfPool(
  { kind, namespace, name }: ScaleTarget,
  { find, defaultsIn }: OtherContext,
): ContainerAmounts[] | undefined {
  const pool = find?.(kind, namespace, name);
  const ref = inObject(pool, 'spec', 'sandboxTemplateRef').name;
  const template = pool && typeof ref === 'string' ? find?.('SandboxTemplate', namespace, ref) : undefined;
  const pod = template && podTemplateOf(template);
  // Amounts of the pod as a whole stand for those of its containers.
  if (!pod || Object.keys(inObject(pod.spec, 'resources')).length > 0) { return undefined; }
  const defaults = defaultsIn?.(namespace) ?? {};
  return containersOf(pod, defaults).filter(({ path }) => path[SANDBOX_POD_TEMPLATE.length + 1] === 'containers');
}

function troubleOf(
  { type, ...metric }: Readonly<Record<string, unknown>>,
  index: number,
  { spec }: KubeObject,
  containers: readonly ContainerAmounts[],
): Trouble[] {
  const source = inObject(metric, type === 'ContainerResource' ? 'containerResource' : 'resource');
  if (inObject(source, 'target').type !== 'Utilization' || typeof source.name !== 'string') { return NOTHING; }
  const { name } = source;
  const measured = type === 'ContainerResource'
    ? containers.filter(({ who }) => who === `container '${String(source.container)}'`)
    : containers;
  const without = measured.find(({ requests }) => requests[name] === undefined);
  return without === undefined
    ? NOTHING
    : [
      {
        message:
            `the autoscaler compares ${name} with what the pods request, ` +
            `and ${without.who} of the template requests none, so that it never scales`,
        remedy: `give the container a request of ${name}, or compare with an AverageValue`,
        path: inList(spec, 'metrics').length > 0 ? ['spec', 'metrics', index] : ['spec'],
      },
    ];
}
