import { shown } from '../../checks/forms';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVEL = /^(?:privileged|baseline|restricted)$/;
const VERSION = /^(?:latest|v1\.(?:0|[1-9]\d*))$/;

const NOTHING: Trouble[] = [];

/**
 * Labels of a Namespace that Pod Security admission cannot read, for which it refuses a new Namespace.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/
 */
export function podSecurityLabelTroubles({ apiVersion, kind, metadata }: KubeObject): Trouble[] {
  if (kind !== 'Namespace' || apiVersion !== 'v1') { return NOTHING; }
  const labels = inObject(metadata, 'labels');
  return ['enforce', 'audit', 'warn'].flatMap((mode) => [
    ...trouble(labels, `${PREFIX}${mode}`, LEVEL, "'privileged', 'baseline' or 'restricted'"),
    ...trouble(labels, `${PREFIX}${mode}-version`, VERSION, "'latest' or a minor such as 'v1.36'"),
  ]);
}

function trouble(labels: Readonly<Record<string, unknown>>, key: string, form: RegExp, allowed: string): Trouble[] {
  const value = labels[key];
  if (value === undefined || (typeof value === 'string' && form.test(value))) { return NOTHING; }
  return [{
    message: `metadata.labels[${key}]: ${shown(value)} is not valid; use ${allowed}`,
    path: ['metadata', 'labels', key],
  }];
}
