/** Names that the controller gives to what it makes, and that other objects have. */
import { POLICY_SUFFIX } from '../../../api/controller-names';
import { ADOPTABLE_LABEL } from '../../../api/labels';
import { FindingSeverity } from '../../../findings/finding';
import { CodedTrouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inObject } from '../../../kubernetes/read-json';
import { policyKeeper } from '../../../network/policies/controller-policy';
import type { Release } from '../../../release/release';
import { templateOf } from '../claim-resolution';
import type { RuleContext } from '../rule';

/** Path of what is to blame. */
const NAME = ['metadata', 'name'];

/** Whether an object may have the name of a NetworkPolicy that the controller keeps for a template. */
export function mayBeKept({ apiVersion, kind, name }: { apiVersion: string; kind: string; name: unknown }): boolean {
  return kind === 'NetworkPolicy' && apiVersion.startsWith('networking.k8s.io/')
    && typeof name === 'string' && name.endsWith(POLICY_SUFFIX);
}

/** The template whose NetworkPolicy has a name. */
export function templateOfPolicy(name: string): string {
  return name.slice(0, -POLICY_SUFFIX.length);
}

/** Whether the controller keeps a NetworkPolicy named after a template. */
export function keepsPolicy(template: KubeObject, release: Release): boolean {
  return release.controller.defaultNetworkPolicy && policyKeeper(template, release) !== 'nobody';
}

/** Whether the controller makes a NetworkPolicy named after a claim: old releases do, where the template has rules. */
export function makesClaimPolicy(claim: KubeObject, context: RuleContext): boolean {
  if (!context.release.controller.claimNetworkPolicies) { return false; }
  const template = templateOf(claim, context);
  return Boolean(inObject(template?.spec).networkPolicy);
}

/** Kinds of objects that a sandbox makes or looks for by name. */
export const MADE_BY_SANDBOXES: readonly string[] = ['Pod', 'Service', 'PersistentVolumeClaim'];

/** A name that the controller gives to what it makes, and that something else has. */
function nameClash(trouble: Omit<CodedTrouble, 'code' | 'severity'>): CodedTrouble {
  return { code: 'ASB211', severity: FindingSeverity.ERROR, path: NAME, ...trouble };
}

/** A claim that starts a sandbox of its own name, beside a Sandbox of that name. */
export function twin(name: string, where: string): CodedTrouble {
  return nameClash({
    message: `the claim starts a sandbox of its own name, and ${where} a Sandbox '${name}' already`,
    remedy: 'name the claim otherwise',
  });
}

/** A NetworkPolicy with the name of the one that the controller keeps for a template. */
export function keptPolicy(name: string, template: string): CodedTrouble {
  return nameClash({
    message: `the controller makes a NetworkPolicy '${name}' for template '${template}'`,
    remedy: 'name yours otherwise, or set networkPolicyManagement UNMANAGED',
    remedyInFile: "name yours otherwise, or set 'networkPolicyManagement' of the template to 'Unmanaged'",
  });
}

/** A NetworkPolicy with the name of the one that the controller makes for a claim. */
export function claimPolicy(name: string, claim: string): CodedTrouble {
  return nameClash({
    message: `the controller makes a NetworkPolicy '${name}' for claim '${claim}'`,
    remedy: 'name yours otherwise',
  });
}

/** A volume of which another sandbox makes the PersistentVolumeClaim too. */
export function sharedVolume(volume: string, sandbox: string, other: string, path: CodedTrouble['path']): CodedTrouble {
  return nameClash({
    message: `its volume '${volume}' becomes PersistentVolumeClaim '${volume}-${sandbox}', `
      + `which a volume of '${other}' becomes too`,
    remedy: 'give the volume or the sandbox another name',
    path,
  });
}

/**
 * An object with the name of one that a sandbox makes or looks for.
 *
 * @param sandbox as it is shown
 * @param adopt how the reader lets a sandbox take it over
 */
export function taken(object: KubeObject, sandbox: string, adopt: string): CodedTrouble[] {
  const { kind, metadata: { name } } = object;
  if (inObject(object.metadata, 'labels')[ADOPTABLE_LABEL] === 'true') {
    return kind === 'Service' ? unadoptable(object) : [];
  }
  return [{
    code: 'ASB212',
    severity: FindingSeverity.ERROR,
    message: `${kind} '${name}' has the name of the one that sandbox '${sandbox}' makes or looks for, `
      + `and no label '${ADOPTABLE_LABEL}' that lets it be taken over`,
    remedy: `${adopt}, or name it otherwise`,
    path: NAME,
  }];
}

/** Why a sandbox cannot take over a Service that is made for it. */
function unadoptable({ metadata: { name }, spec }: KubeObject): CodedTrouble[] {
  const { clusterIP, selector, ipFamilyPolicy } = inObject(spec);
  if (clusterIP !== 'None') {
    return [{
      code: 'ASB212',
      severity: FindingSeverity.ERROR,
      message: `Service '${name}' is there to be taken over by a sandbox, which takes headless ones only, `
        + 'and has a cluster IP',
      remedy: "set its clusterIP to 'None', or name it otherwise",
      path: clusterIP === undefined ? NAME : ['spec', 'clusterIP'],
    }];
  }
  // Kubernetes gives a headless Service without a selector both IP families, which a cluster of one refuses once it
  // gets a selector.
  return Object.keys(inObject(selector)).length === 0 && ipFamilyPolicy === undefined ? [{
    code: 'ASB212',
    severity: FindingSeverity.WARNING,
    message: `Service '${name}' is there to be taken over by a sandbox and has no selector, `
      + 'which fails where the cluster has one IP family',
    remedy: "give it a selector, such as the sandbox, or an 'ipFamilyPolicy'; "
      + 'the sandbox replaces its selector and ports',
    path: NAME,
  }] : [];
}
