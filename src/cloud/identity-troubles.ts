/** What is wrong with identities of clouds, of apps and of files. */
import type { Cloud } from './cloud';
import type { CloudName } from './cloud-facts';
import { FindingSeverity } from '../findings/finding';
import type { CodedTrouble } from '../findings/trouble';

function warning(code: string, message: string, remedy: string, remedyInFile?: string): CodedTrouble {
  const severity = FindingSeverity.WARNING;
  return { code, severity, message, remedy, ...(remedyInFile !== undefined && { remedyInFile }) };
}

/** ASB425: a pod in the network of its node. */
export function identityOfNode(title: string): CodedTrouble {
  return warning('ASB425', `'hostNetwork' is true, and ${title} gives such pods the identity of their node`,
    "remove 'hostNetwork', or the identity");
}

/** ASB425: gVisor, and an agent of the node. */
export function uncertainAgent(title: string, runtimeClass: string): CodedTrouble {
  return warning('ASB425', `whether pods of gVisor ('${runtimeClass}') reach the agent of ${title} is not certain: `
    + 'reports contradict each other',
  'try it on your nodes, and acknowledge this with what you saw; or use CloudIdentity.irsa',
  'try it on your nodes; or give the ServiceAccount a role by IRSA');
}

/** ASB425: a token that is copied into a virtual machine. */
export function copiedToken(title: string, runtimeClass: string, owner = 'the runtime'): CodedTrouble {
  return warning('ASB425', `the token of ${title} is a file, which '${runtimeClass}' copies into its virtual machine: `
    + `whether a renewed one gets there depends on the release of ${owner}`,
  'try it for longer than the token lives, and acknowledge this; or use an identity that an agent gives out',
  'try it for longer than the token lives; or use an identity that an agent gives out');
}

/** ASB428: pods of several namespaces that are one principal. */
export function sharedPrincipal(principal: string, namespaces: readonly string[]): CodedTrouble {
  return warning('ASB428', `sandboxes of ${namespaces.length} namespaces (${namespaces.join(', ')}) are the same `
    + `principal, ${principal}: the cloud cannot tell them apart`,
  'give each namespace a principal of its own');
}

/** ASB429: an identity that the cloud of the cluster does not have. */
export function foreignIdentity(title: string, home: CloudName | undefined, cloud: Cloud): CodedTrouble[] {
  if (home === undefined) { return []; }
  if (home !== cloud.name) {
    return [warning('ASB429', `${title} is of ${home}, and the cluster is ${String(cloud)}`,
      'give the identity of that cloud')];
  }
  return home === 'EKS' && !cloud._facts.podIdentityAgent
    ? [warning('ASB429', `${title} needs its agent, and the cluster is declared without it`,
      "install it, and set 'podIdentityAgent' of Cloud.eks", "install it, and add 'podIdentityAgent' to --cloud")]
    : [];
}
