import { CLAIM_CREATIONS, labelInQueries } from '../../release/metrics';
import type { Release } from '../../release/release';

/** The pool whose claims are counted. */
export interface CountedPool {
  readonly name: string;
  readonly namespace: string;
  readonly templateName?: string;
}

/**
 * Labels of the claims of a pool, in the counter of a release. Where cold claims have no pool there, those of the
 * template are counted: a pool that ran empty would otherwise seem idle, and shrink.
 *
 * @returns undefined where the template is needed and not known
 */
export function claimLabels(
  { controller }: Release,
  { name, namespace, templateName }: CountedPool,
): Record<string, string> | undefined {
  const labels = { [labelInQueries('namespace')]: namespace };
  if (controller.coldClaimsNamePool) { return { ...labels, warmpool_name: name }; }
  return templateName === undefined ? undefined : { ...labels, sandbox_template: templateName };
}

/** The claims in a second, as a query of Prometheus. Names of Kubernetes need no escapes. */
export function claimRate(labels: Readonly<Record<string, string>>, window: number): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `sum(rate(${CLAIM_CREATIONS}{${matchers.join(',')}}[${window}s]))`;
}
