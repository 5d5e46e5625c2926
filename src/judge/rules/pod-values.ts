import { claimTemplateNames } from './claim-resolution';
import { NOTHING, Rule, RuleContext } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { minorOf } from '../../kubernetes/feature-gates';
import { formatPath, PathSegment } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD_TEMPLATE } from '../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { isRepeated, markRepeated, PartAnswers } from '../schema';
import { judgeEnvironment, judgeLabels, judgePodValues, PodValueProblem } from '../values';

/** What Kubernetes refuses of the pod that the controller makes: the CRDs accept it, and the pod is never created. */
export const podValues: Rule = {
  code: 'ASB209',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: (object, context) => {
    if (object.kind === 'SandboxClaim') {
      const { env, additionalPodMetadata } = inObject(object.spec);
      const ofEnv = env ? troublesOf(judgeEnvironment(env), ['spec', 'env']) : NOTHING;
      if (!additionalPodMetadata) { return ofEnv; }
      return [...ofEnv, ...troublesOf(judgeLabels(additionalPodMetadata), ['spec', 'additionalPodMetadata'])];
    }
    const template = inObject(object.spec, 'podTemplate');
    const added = inList(object.spec, 'volumeClaimTemplates');
    // Claims may bring what the template mounts and does not have, where they may bring volumes.
    const { volumeClaimTemplatesPolicy: policy } = inObject(object.spec);
    const problems = judgePodValues(template, {
      name: object.kind === 'Sandbox' ? object.metadata.name : undefined,
      // 0 when it is not known, so that nothing is refused that an older one accepts.
      minor: minorOf(context.kubernetes),
      volumes: added.length > 0 ? volumesOf(object, context) : undefined,
      mayGetVolumes: policy !== undefined && policy !== null && policy !== 'Disallowed',
      isSystemJudged: true,
    });
    return problems.length === 0 ? NOTHING : problems.map((problem) => {
      const [, list, index] = problem.path;
      const isAdded = list === 'volumes' && typeof index === 'number' && added.length > 0;
      return troubleOf(
        problem,
        isAdded ? originOf(object, context, index) : [...SANDBOX_POD_TEMPLATE, ...problem.path],
      );
    });
  },
};

/** The volumes of the pod: its own, and those of claim templates, which take the place of those of the same name. */
function volumesOf(object: KubeObject, context: RuleContext): readonly Loose[] {
  const kept = keptVolumes(object, context);
  const ofClaims = volumesOfClaims.of(claimTemplateNames(object));
  return kept.length === 0 ? ofClaims : [...kept.map(({ volume }) => volume), ...ofClaims];
}

/** The volumes of the names of claim templates: repeated for all objects that have the same templates. */
const volumesOfClaims = new PartAnswers<readonly Loose[]>((names) => {
  const volumes = (names as readonly string[]).map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  if (isRepeated(names)) { markRepeated(volumes); }
  return volumes;
});

function keptVolumes(object: KubeObject, { release }: RuleContext): Array<{ volume: Loose; index: number }> {
  const claimed = claimTemplateNames(object);
  const { claimTemplatesReplaceVolumes: isReplaced } = release.controller;
  return inList(object.spec, 'podTemplate', 'spec', 'volumes')
    .map((volume, index) => ({ volume, index }))
    .filter(({ volume }) => !isReplaced || !claimed.includes(volume.name as string));
}

/** Where a volume of the pod was given. */
function originOf(object: KubeObject, context: RuleContext, index: number): PathSegment[] {
  const kept = keptVolumes(object, context);
  if (index < kept.length) { return [...SANDBOX_POD_TEMPLATE, 'spec', 'volumes', kept[index].index, 'name']; }
  const named = inList(object.spec, 'volumeClaimTemplates')
    .flatMap((template, at) => typeof inObject(template, 'metadata').name === 'string' ? [at] : []);
  return ['spec', 'volumeClaimTemplates', named[index - kept.length], 'metadata', 'name'];
}

function troublesOf(problems: readonly PodValueProblem[], below: readonly PathSegment[]): Trouble[] {
  return problems.length === 0 ? NOTHING : problems.map((problem) => troubleOf(problem, [...below, ...problem.path]));
}

function troubleOf({ message, remedy, isMissing, isEmpty }: PodValueProblem, path: readonly PathSegment[]): Trouble {
  const told = `${formatPath(path)}: ${message}`;
  return { message: told, remedy, path, ...(isMissing && { isMissing }), ...(isEmpty && { isEmpty }) };
}
