import { ImageMirror } from '../../../air-gap/image-mirror';
import { imageParts } from '../../../checks/image';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { POD_TEMPLATES, WORKLOADS } from '../../../kubernetes/pod-templates';
import { inList, inObject, inObjectAt } from '../../../kubernetes/read-json';
import type { PathSegment } from '../../schema';
import type { OtherRule } from '../other-rule';
import { NOTHING, Rule } from '../rule';

const CODE = 'ASB348';
const SEVERITY = FindingSeverity.WARNING;

/** Where an object keeps the pod whose images it names. */
function podPath({ kind }: KubeObject): readonly string[] {
  return [...kind === 'PodTemplate' ? ['template'] : POD_TEMPLATES[kind] ?? [], 'spec'];
}

/** The images of an object that are not in the registry of its cluster; what a controller made has those of another. */
function imagesFromElsewhere(object: KubeObject, mirror: ImageMirror | undefined): Trouble[] {
  if (!mirror || inList(object.metadata, 'ownerReferences').length > 0) { return NOTHING; }
  const path = podPath(object);
  const pod = inObjectAt(object, path);
  const troubles: Trouble[] = [];
  const add = (image: unknown, ...at: readonly PathSegment[]) => {
    // What is no reference is told by others.
    if (typeof image !== 'string' || !imageParts(image) || mirror.has(image)) { return; }
    troubles.push(elsewhere(image, mirror, [...path, ...at]));
  };
  for (const list of ['initContainers', 'containers']) {
    inList(pod, list).forEach(({ image }, index) => { add(image, list, index, 'image'); });
  }
  inList(pod, 'volumes').forEach(({ image }, index) => {
    add(inObject(image).reference, 'volumes', index, 'image', 'reference');
  });
  return troubles;
}

function elsewhere(image: string, mirror: ImageMirror, path: readonly PathSegment[]): Trouble {
  const target = mirror.tryReferenceTo(image);
  const copied = target === undefined
    ? `copy it to a path of its own in '${mirror.registry}', and name that`
    : `copy it there, and name '${target}'`;
  return {
    message: `image '${image}' does not come from '${mirror.registry}', the registry of its cluster: where nodes reach `
      + 'no other, its pod does not start (ImagePullBackOff)',
    remedy: `${copied}, or set 'mirrorAllImages' of the SandboxCluster; acknowledge it where nodes rewrite references`,
    remedyInFile: copied,
    path,
  };
}

/** An image of a sandbox from elsewhere than the registry of its cluster. */
export const otherRegistry: Rule = {
  code: CODE,
  severity: SEVERITY,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object, { mirror }) => imagesFromElsewhere(object, mirror),
};

/** The same of pods of other kinds. */
export const otherRegistryOfOthers: OtherRule = {
  code: CODE,
  severity: SEVERITY,
  kinds: ['Pod', 'PodTemplate', ...Object.keys(WORKLOADS)],
  check: (object, { mirror }) => imagesFromElsewhere(object, mirror),
};
