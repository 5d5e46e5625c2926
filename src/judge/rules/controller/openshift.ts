import { CONTROLLER } from '../../../api/controller-names';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { nameOfObject } from '../../../kubernetes/object-name';
import { inList, inObject } from '../../../kubernetes/read-json';
import type { PathSegment } from '../../schema';
import { controllerIn } from '../read-other-kinds';

/** Whether an object is of a kind that OpenShift alone has. */
export function isOfOpenShift({ apiVersion }: { readonly apiVersion: string }): boolean {
  return /\.openshift\.io\//.test(apiVersion);
}

/** A controller that asks for a user, and where. */
export interface ChosenUser<Where> {
  readonly where: Where;
  /** Such as `Deployment agent-sandbox-system/agent-sandbox-controller`. */
  readonly what: string;
  readonly user: number;
  readonly path: readonly PathSegment[];
  /** An object by which the cluster is known to be OpenShift. */
  readonly openShift: string;
}

/**
 * Controllers that choose their user, on a cluster of OpenShift: its constraint `restricted-v2` lets in users of the
 * namespace's own range only.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-pod-security-policies
 */
export class OpenShiftUsers<Where> {
  private openShift?: string;
  private isGranted = false;
  private readonly users = new Map<string, Omit<ChosenUser<Where>, 'openShift'>>();

  visit(object: KubeObject, where: () => Where): void {
    if (isOfOpenShift(object)) { this.openShift ??= nameOfObject(object); }
    this.isGranted ||= grants(object);
    const path = ['spec', 'template', 'spec', 'securityContext', 'runAsUser'];
    const user = inObject(inObject(object.spec, 'template', 'spec'), 'securityContext').runAsUser;
    const what = typeof user === 'number' ? controllerIn(object)?.what : undefined;
    if (what !== undefined) { this.users.set(what, { where: where(), what, user: user as number, path }); }
  }

  * judge(): Generator<ChosenUser<Where>> {
    const { openShift } = this;
    if (openShift === undefined || this.isGranted) { return; }
    for (const chosen of this.users.values()) { yield { ...chosen, openShift }; }
  }
}

/** Whether an object lets the account of the controller use a constraint: by a role, or in the constraint itself. */
function grants({ kind, roleRef, subjects, users }: KubeObject): boolean {
  if (kind === 'SecurityContextConstraints') {
    return Array.isArray(users) && users.some((user) => String(user).endsWith(`:${CONTROLLER}`));
  }
  if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') { return false; }
  return String(inObject(roleRef).name).includes('scc') && inList(subjects).some(({ name }) => (
    name === CONTROLLER || String(name).startsWith('system:serviceaccounts')
  ));
}
