import { IConstruct } from 'constructs';
import { NodePods, PAUSE_IMAGE } from './daemon-set';
import { NodePreparationOptions } from './node-preparation-props';
import { mirroredImage, pullSecretsOf } from '../app/mirrored-image';
import { checkForm, checkMetadata } from '../checks/forms';
import { checkReference } from '../checks/image';
import { checkShapes } from '../checks/shapes';
import { tolerationJson } from '../checks/toleration-json';
import { IIsolatedRuntime } from '../runtime/isolated-runtime-props';

/** The names of the options: the type holds the list complete. */
export const PLACEMENT_PROPS: Readonly<Record<keyof NodePreparationOptions, true>> = {
  metadata: true, nodeSelector: true, tolerations: true, imagePullSecrets: true, pauseImage: true,
};

/**
 * The nodes of a DaemonSet: those of the runtime that have the given labels too.
 *
 * @param construct that makes the DaemonSet
 * @param name of the DaemonSet, by which its pods are selected
 * @throws when an option is malformed, or contradicts the runtime
 */
export function nodePlacement(
  construct: IConstruct, name: string, options: NodePreparationOptions, runtime: IIsolatedRuntime | undefined,
):
  Pick<NodePods, 'selector' | 'nodeSelector' | 'tolerations' | 'imagePullSecrets' | 'pauseImage'> {
  checkShapes('the props', options, {
    nodeSelector: 'object',
    tolerations: 'objects',
    imagePullSecrets: 'list',
    metadata: 'object',
  });
  const { nodeSelector = {}, tolerations = [], pauseImage = PAUSE_IMAGE } = options;
  const imagePullSecrets = pullSecretsOf(construct, options.imagePullSecrets);
  checkForm('name of a DaemonSet, which becomes a label of its pods,', name, 'label value');
  checkMetadata("'nodeSelector'", nodeSelector, 'label');
  for (const secret of imagePullSecrets) { checkForm('name of an image pull secret', secret, 'DNS subdomain'); }
  checkReference("'pauseImage'", pauseImage);
  for (const [key, value] of Object.entries(runtime?.nodeSelector ?? {})) {
    if (nodeSelector[key] !== undefined && nodeSelector[key] !== value) {
      throw new Error(`'nodeSelector' has '${key}': '${nodeSelector[key]}', but the nodes of runtime `
        + `'${runtime!.runtimeClassName}' have '${value}'; remove the label`);
    }
  }
  return {
    selector: { 'app.kubernetes.io/name': 'node-preparation', 'app.kubernetes.io/instance': name },
    nodeSelector: { ...runtime?.nodeSelector, ...nodeSelector },
    tolerations: [...runtime?.tolerations ?? [], ...tolerations].map(tolerationJson),
    imagePullSecrets,
    pauseImage: mirroredImage(construct, pauseImage),
  };
}
