import { checkNamed } from '../volume-claim-template';
import { checkNodeSelector } from './pod-members';
import { checkForm, checkMetadata, milliseconds } from '../../checks/forms';
import { checkShapes, Shapes } from '../../checks/shapes';
import { tolerationJson } from '../../checks/toleration-json';
import type { SandboxPodProps } from '../sandbox-pod-props';

const SHAPES: Shapes = {
  containers: 'objects',
  initContainers: 'objects',
  volumes: 'objects',
  hostAliases: 'objects',
  volumeClaimTemplates: 'objects',
  tolerations: 'objects',
  securityContext: 'object',
  dns: 'object',
  podSpec: 'object',
  containerOptions: 'object',
  metadata: 'object',
  podLabels: 'object',
  podAnnotations: 'object',
  nodeSelector: 'object',
  runtime: 'runtime',
  serviceAccount: 'reference',
  dockerRegistryAuth: 'reference',
  restartPolicy: 'restart',
  safeToEvict: 'boolean',
  isolate: 'boolean',
};

/**
 * The props of a pod, each of a shape that the code behind it can read.
 *
 * @throws when one is not
 */
export function shaped(props: SandboxPodProps): SandboxPodProps {
  return checkShapes('the props', props, SHAPES);
}

/** @throws when a prop of a pod is one that Kubernetes would not accept */
export function checkPod(props: SandboxPodProps): void {
  const { podLabels, podAnnotations, nodeSelector, priorityClassName, tolerations, terminationGracePeriod } = props;
  checkMetadata("'podLabels'", podLabels ?? {}, 'label');
  checkMetadata("'podAnnotations'", podAnnotations ?? {}, 'annotation');
  checkMetadata("'nodeSelector'", nodeSelector ?? {}, 'label');
  checkNodeSelector(props);
  if (priorityClassName !== undefined) { checkForm('priority class', priorityClassName, 'DNS subdomain'); }
  tolerations?.forEach(tolerationJson);
  if (terminationGracePeriod !== undefined) { milliseconds("'terminationGracePeriod'", terminationGracePeriod); }
  checkNamed(props.volumeClaimTemplates);
}
