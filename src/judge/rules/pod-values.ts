import { claimTemplateNames } from './claim-resolution';
import { NOTHING, Rule, RuleContext } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { formatPath, PathSegment } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD_TEMPLATE } from '../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { judgeEnvironment, judgePodValues, PodValueProblem } from '../values';

/** What Kubernetes refuses of the pod that the controller makes: the CRDs accept it, and the pod is never created. */
export const podValues: Rule = {
  code: 'ASB209',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: (object, context) => {
    if (object.kind === 'SandboxClaim') {
      return troublesOf(judgeEnvironment(inObject(object.spec).env), ['spec', 'env']);
    }
    const { volumes, paths } = volumesOf(object, context);
    const template = inObject(object.spec, 'podTemplate');
    const spec = { ...inObject(template.spec), volumes };
    // Claims may bring what the template mounts and does not have, where they may bring volumes.
    const { volumeClaimTemplatesPolicy: policy } = inObject(object.spec);
    const problems = judgePodValues({ metadata: template.metadata, spec }, {
      name: object.kind === 'Sandbox' ? object.metadata.name : undefined,
      minor: minorOf(context.kubernetes),
      mayGetVolumes: policy !== undefined && policy !== null && policy !== 'Disallowed',
      isSystemJudged: true,
    });
    return problems.length === 0 ? NOTHING : problems.map((problem) => {
      const [, list, index] = problem.path;
      const isOfClaim = list === 'volumes' && typeof index === 'number' && paths[index] !== undefined;
      return troubleOf(problem, isOfClaim ? paths[index] : [...SANDBOX_POD_TEMPLATE, ...problem.path]);
    });
  },
};

/** The volumes of the pod: its own, and those of claim templates, which take the place of those of the same name. */
function volumesOf(
  object: KubeObject,
  { release }: RuleContext,
): { volumes: Loose[]; paths: Record<number, PathSegment[]> } {
  const claimed = claimTemplateNames(object);
  const own = inList(object.spec, 'podTemplate', 'spec', 'volumes');
  if (claimed.length === 0) {
    return { volumes: [...own], paths: {} };
  }
  const { claimTemplatesReplaceVolumes: isReplaced } = release.controller;
  const kept = own
    .map((volume, index) => ({
      volume,
      path: [...SANDBOX_POD_TEMPLATE, 'spec', 'volumes', index, 'name'] as PathSegment[],
    }))
    .filter(({ volume }) => !isReplaced || !claimed.includes(volume.name as string));
  const made = inList(object.spec, 'volumeClaimTemplates').flatMap((template, index) => {
    const { name } = inObject(template, 'metadata');
    const path = ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'];
    return typeof name === 'string' ? [{ volume: { name, persistentVolumeClaim: { claimName: name } }, path }] : [];
  });
  const all = [...kept, ...made];
  return { volumes: all.map(({ volume }) => volume), paths: { ...all.map(({ path }) => path) } };
}

function troublesOf(problems: readonly PodValueProblem[], below: readonly PathSegment[]): Trouble[] {
  return problems.length === 0 ? NOTHING : problems.map((problem) => troubleOf(problem, [...below, ...problem.path]));
}

function troubleOf({ message, remedy, isMissing }: PodValueProblem, path: readonly PathSegment[]): Trouble {
  return { message: `${formatPath(path)}: ${message}`, remedy, at: path, ...(isMissing && { isMissing }) };
}

/**
 * The minor of a version of Kubernetes; 0 when it is not known, so that nothing is refused that an older one accepts.
 */
function minorOf(kubernetes: string | undefined): number {
  return Number(kubernetes?.split('.')[1] ?? 0);
}
