/** Images that no container runtime pulls. */
import type { TakeValue } from './value';
import { isReference } from '../../../checks/image';
import { shown } from '../../schema/violation';

/** A host that is more likely the first part of a repository. */
const HOST_WITHOUT_DOT = /^[a-z0-9-]*[A-Z][a-zA-Z0-9-]*\//;

/** The image before: most containers of a fleet have the same. */
let soundImage = '';

export function inImage(image: string, report: TakeValue): void {
  // Spaces around it are refused with the pod.
  if (image === soundImage || image === '' || image.trim() !== image) { return; }
  if (isReference(image) && !HOST_WITHOUT_DOT.test(image)) {
    soundImage = image;
    return;
  }
  report({
    code: 'ASB262',
    path: ['image'],
    message: `${shown(image)} is not the reference of an image, so that no node pulls it`,
    remedy: imageRemedy(image),
  });
}

function imageRemedy(image: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(image)?.[0];
  if (scheme) { return `remove '${scheme}': begin with the registry, such as registry.example.com/agent:1`; }
  if (/\s/.test(image)) { return 'remove the spaces'; }
  if (/[${}<>]/.test(image)) { return 'put the image in place of the placeholder'; }
  if (/[A-Z]/.test(image)) { return 'write the repository in lower case'; }
  return 'use registry/repository:tag, such as registry.example.com/agent:1';
}
