import { checkNamed } from '../volume-claim-template';
import { checkNodeSelector } from './pod-members';
import { checkForm, checkMetadata, milliseconds } from '../../checks/forms';
import { tolerationJson } from '../../checks/toleration-json';
import type { SandboxPodProps } from '../sandbox-pod-props';

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
