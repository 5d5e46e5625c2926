import { EnforcedStandard, podTemplateOf } from './guards';
import { Trouble } from '../../../findings/trouble';
import { formatPath, PathSegment } from '../../../kubernetes/json-path';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { podSecurityViolations } from '../../pod-security/index';
import { NOTHING } from '../rule';

/**
 * Pods that Pod Security admission refuses, by the labels of their namespace.
 *
 * @param kubernetes minor of the cluster, if it is known
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function podSecurityTroubles(
  object: KubeObject,
  { namespace, level, version }: EnforcedStandard,
  kubernetes: string | undefined,
): Trouble[] {
  const pod = podTemplateOf(object);
  if (!pod) { return NOTHING; }
  const violations = podSecurityViolations(pod, { level, version, kubernetesVersion: kubernetes });
  if (violations.length === 0) { return NOTHING; }
  const [first, ...others] = violations;
  const path = [...pod.path, ...segmentsOf(first.path)];
  const more =
    others.length === 0
      ? ''
      : `; so are ${others.map((each) => formatPath([...pod.path, ...segmentsOf(each.path)])).join(', ')}`;
  return [
    {
      message:
        `namespace '${namespace}' enforces Pod Security ${level}, ` +
        `which refuses ${whose(object)}: ${formatPath(path)}: ${first.message}${more}`,
      remedy: "change the pod, or put it into a namespace whose 'pod-security.kubernetes.io/enforce' allows it",
      path,
    },
  ];
}

function whose({ kind }: KubeObject): string {
  return kind === 'Pod' ? 'the pod' : `the pods of the ${kind}`;
}

/** The segments of a path such as `spec.containers[0].ports[1].hostPort`. */
function segmentsOf(path: string): PathSegment[] {
  return [...path.matchAll(/\[(\d+)\]|\[([^\]]+)\]|([^.[\]]+)/g)].map(([, index, key, name]) => (
    index === undefined ? key ?? name : Number(index)
  ));
}
