/** Rules about autoscalers of pools by the metrics of the controller. */
import { AskedMetric, askedMetrics } from './asked-metrics';
import { nearest } from '../../../checks/nearest';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { Catalogue } from '../../../release/catalogue';
import { CLAIM_CREATIONS, labelInQueries, Series, seriesIn, TARGET_LABELS } from '../../../release/metrics';
import type { Release } from '../../../release/release';
import { OtherRule } from '../other-rule';
import { SCALER_KINDS, ScaleTarget, scaleTargetOf } from '../read-other-kinds';
import { NOTHING } from '../rule';

/** An autoscaler that multiplies the size of the pool by a rate that does not fall when the pool grows. */
export const multipliedRate: OtherRule = {
  code: 'ASB441',
  severity: FindingSeverity.WARNING,
  kinds: SCALER_KINDS,
  check: (object) => troublesOf(object, ({ name, isMultiplied }) => (
    isMultiplied && name === CLAIM_CREATIONS
      ? {
        message:
          'the rate of claims is compared as a Value, so the autoscaler multiplies the ready sandboxes by it again and '
          + 'again: while claims come faster than the target, the pool grows to its maximum, and else to its minimum',
        remedy: "compare it as an 'AverageValue': the pool has then as many sandboxes as the rate is of the target",
      }
      : undefined
  )),
};

/** A metric, or a label of it, that the controller of the release does not export. */
export const absentMetric: OtherRule = {
  code: 'ASB442',
  severity: FindingSeverity.WARNING,
  kinds: SCALER_KINDS,
  check: (object, { release }) => troublesOf(object, (asked) => absenceOf(asked, release)),
};

/** An autoscaler of one pool by the claims of all pools of its template. */
export const claimsOfOthers: OtherRule = {
  code: 'ASB444',
  severity: FindingSeverity.WARNING,
  kinds: SCALER_KINDS,
  asks: true,
  check: (object, { find, poolsIn, release }) => {
    const target = scaleTargetOf(object);
    const template = (pool: string) => inObject(
      find?.('SandboxWarmPool', target?.namespace, pool)?.spec, 'sandboxTemplateRef',
    ).name;
    return troublesOf(object, ({ name, labels }) => {
      const counted = labels.get('sandbox_template');
      if (name !== CLAIM_CREATIONS || counted === undefined || labels.has('warmpool_name')) { return undefined; }
      const others = (poolsIn?.(target?.namespace) ?? []).filter((pool) => template(pool) === counted);
      if (others.length < 2 || !others.includes(target!.name)) { return undefined; }
      return {
        message:
          `the autoscaler counts the claims of template '${counted}', which ${others.length} pools have: `
          + `${others.map((pool) => `'${pool}'`).join(', ')}; `
          + `it makes pool '${target!.name}' large enough for all of them`,
        remedy: release.controller.coldClaimsNamePool
          ? "select by 'warmpool_name'"
          : 'give each pool a template of its own, or use v0.5.1 or newer, which counts cold claims by their pool',
      };
    });
  },
};

function troublesOf(object: KubeObject, judge: (asked: AskedMetric, target: ScaleTarget) => Trouble | undefined) {
  const target = scaleTargetOf(object);
  if (target?.kind !== 'SandboxWarmPool') { return NOTHING; }
  const troubles = askedMetrics(object).flatMap((asked) => {
    const trouble = judge(asked, target);
    return trouble ? [{ path: asked.path, ...trouble }] : [];
  });
  // A query may ask for one metric twice.
  const told = new Set<string>();
  return troubles.filter(({ message }) => !told.has(message) && told.add(message));
}

function absenceOf({ name, labels }: AskedMetric, release: Release): Trouble | undefined {
  const known = seriesIn(release.metrics);
  const series = known.get(name);
  if (!series) {
    // A rule may have recorded any other name.
    const near = nearest(name, [...known.keys()]);
    const isOfOther = Catalogue.standard().all().some(({ metrics }) => seriesIn(metrics).has(name));
    if (!isOfOther && near === undefined) { return undefined; }
    return {
      message: `the controller of ${release.id} has no metric '${name}', so that the autoscaler gets no number`,
      remedy: near === undefined ? 'ask for another, or use a release that has it' : `did you mean '${near}'?`,
    };
  }
  for (const [label, value] of labels) {
    const absence = labelAbsence(series, label, release);
    if (absence) { return absence; }
    if (name === CLAIM_CREATIONS && label === 'warmpool_name' && value !== 'none') {
      if (release.controller.coldClaimsNamePool) { continue; }
      return {
        message:
          `${release.id} counts claims that start cold with 'warmpool_name' none, so a pool that runs empty seems `
          + 'idle, and shrinks',
        remedy: "select by 'sandbox_template', or use v0.5.1 or newer",
      };
    }
  }
  return undefined;
}

function labelAbsence({ name, labels }: Series, label: string, release: Release): Trouble | undefined {
  const inQueries = [...labels, ...labels.map(labelInQueries), ...TARGET_LABELS];
  if (inQueries.includes(label)) { return undefined; }
  const near = nearest(label, inQueries);
  const isOfOther = Catalogue.standard().all().some(
    ({ metrics }) => seriesIn(metrics).get(name)?.labels.includes(label),
  );
  // Prometheus may add any other label.
  if (!isOfOther && near === undefined) { return undefined; }
  return {
    message: `'${name}' has no label '${label}' in ${release.id}, so that it is never selected`,
    remedy: near === undefined ? 'leave it out' : `did you mean '${near}'?`,
  };
}
