import { KINDS } from '../../../api/kinds';
import { DEFAULT_REGISTRY, registryOf } from '../../../checks/image';
import { FindingSeverity } from '../../../findings/finding';
import { CodedTrouble } from '../../../findings/trouble';
import { apiGroupOf } from '../../../kubernetes/api-group';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList } from '../../../kubernetes/read-json';
import { controllerIn } from '../read-other-kinds';

/** Registries that anybody may pull from, and that a cluster behind a mirror does not reach, as a rule. */
const PUBLIC: ReadonlySet<string> = new Set([
  DEFAULT_REGISTRY, 'index.docker.io', 'registry-1.docker.io', 'registry.k8s.io', 'k8s.gcr.io', 'gcr.io', 'ghcr.io',
  'quay.io', 'public.ecr.aws', 'mcr.microsoft.com', 'registry.gitlab.com', 'nvcr.io', 'lscr.io', 'docker.elastic.co',
]);

/** The registry that the controller comes from, if it is none that anybody may pull from: a mirror. */
export function mirrorIn(object: KubeObject): string | undefined {
  const controller = controllerIn(object);
  if (!controller) { return undefined; }
  const registry = registryOf(controller.image);
  return PUBLIC.has(registry) ? undefined : registry;
}

/**
 * The first image of a Sandbox or a template that comes from a public registry. Sandboxes that a controller made have
 * theirs of a template.
 */
export function publicImageOf({ apiVersion, kind, metadata, spec }: KubeObject): string | undefined {
  if ((kind !== 'Sandbox' && kind !== 'SandboxTemplate') || apiGroupOf(apiVersion) !== KINDS[kind].group) {
    return undefined;
  }
  if (inList(metadata, 'ownerReferences').length > 0) { return undefined; }
  const pod = sandboxPod({ spec });
  for (const list of ['containers', 'initContainers']) {
    for (const { image } of inList(pod, list)) {
      if (typeof image === 'string' && image !== '' && PUBLIC.has(registryOf(image))) { return image; }
    }
  }
  return undefined;
}

/** The one finding about a number of such objects, at the first of them. */
export function pulledPast(mirror: string, image: string, count: number): CodedTrouble {
  const others = count === 1 ? '' : `, and so do ${count - 1} more Sandboxes and templates`;
  return {
    code: 'ASB247',
    severity: FindingSeverity.WARNING,
    message: `image '${image}' comes from ${registryOf(image)}${others}, while the controller comes from '${mirror}': `
      + 'where nodes reach the mirror alone, no pod starts (ImagePullBackOff)',
    remedy: `pull from '${mirror}', or acknowledge it where nodes reach public registries or rewrite them`,
    remedyInFile: `pull from '${mirror}'`,
    path: [...SANDBOX_POD, 'containers'],
  };
}
