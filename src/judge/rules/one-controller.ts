import { OpenShiftUsers } from './controller/openshift';
import { Controller, controllerIn, subscribedController } from './read-other-kinds';
import { EXTENSION_KINDS, Kind } from '../../api/kinds';
import { InstallOwner } from '../../cloud/install-owner';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { nameOfObject } from '../../kubernetes/object-name';

/** A trouble with a controller, and the place of its object. */
export interface ControllerTrouble<Where> {
  readonly where: Where;
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly trouble: Trouble;
}

/** A controller and the place of its object. */
interface Known<Where> {
  readonly controller: Controller;
  readonly where: Where;
}

/** The controllers of one cluster, and what they are asked to serve. */
export class Controllers<Where> {
  private readonly known = new Map<string, Known<Where>>();
  private readonly openShift = new OpenShiftUsers<Where>();
  private extension?: string;

  /** @param owner who installs Agent Sandbox there, where the objects should not */
  constructor(private readonly owner?: InstallOwner) {}

  /** Visits an object of one of Agent Sandbox's kinds. */
  visitAgentSandboxKind(kind: string, identity: () => KubeObject): void {
    if (this.extension === undefined && EXTENSION_KINDS.includes(kind as Kind)) {
      this.extension = nameOfObject(identity());
    }
  }

  /** Visits an object of another kind; `where` is called for the place of a controller. */
  visitOtherKind(object: KubeObject, where: () => Where): void {
    this.openShift.visit(object, where);
    const controller = controllerIn(object) ?? subscribedController(object);
    if (!controller) { return; }
    const before = this.known.get(controller.what);
    // One that is applied twice, as the assets of old releases do, is what it was applied as last.
    this.known.set(controller.what, before ? { controller, where: before.where } : { controller, where: where() });
  }

  /** The troubles, when all objects were visited. */
  * judge(): Iterable<ControllerTrouble<Where>> {
    const all = [...this.known.values()];
    if (this.owner) { yield* this.besideOwner(this.owner, all); }
    for (const { controller: { what, imagePath, leaseNamespace }, where } of (this.owner ? [] : all.slice(1))) {
      const first = all[0].controller;
      const isShared = leaseNamespace !== undefined && leaseNamespace === first.leaseNamespace;
      yield {
        where,
        code: 'ASB217',
        severity: FindingSeverity.ERROR,
        trouble: {
          message:
            `${what} runs the controller, and ${first.what} does too: ` +
            (isShared
              ? 'they share one lease, so chance decides which of them works'
              : 'neither waits for the other, so both work on the same objects'),
          remedy: 'remove one: a cluster runs one controller',
          path: imagePath,
        },
      };
    }
    if (this.extension !== undefined && all.length > 0 && all.every(({ controller }) => !controller.extensions)) {
      const { controller: { what, path }, where } = all[0];
      yield {
        where,
        code: 'ASB226',
        severity: FindingSeverity.ERROR,
        trouble: {
          message:
            `${what} runs the controller without '--extensions', ` +
            `so nobody serves ${this.extension} and other templates, pools and claims`,
          remedy: "add '--extensions' to 'args' of the controller",
          path: [...path, 'args'],
        },
      };
    }
    for (const { where, what, user, path, openShift } of this.openShift.judge()) {
      yield {
        where,
        code: 'ASB259',
        severity: FindingSeverity.WARNING,
        trouble: {
          message: `${what} asks for user ${user}, and the cluster is OpenShift (${openShift}), whose constraint `
            + "'restricted-v2' refuses users outside of the range of the namespace",
          remedy: 'install with AgentSandboxProfile.OPENSHIFT, which names no user, or let the account of the '
            + "controller use the constraint 'nonroot-v2'",
          remedyInFile: "remove 'runAsUser' and 'runAsGroup', or let the account of the controller use the constraint "
            + "'nonroot-v2'",
          path,
        },
      };
    }
  }

  /** Controllers in a cluster where somebody else runs one. A Subscription is how OLM is told to. */
  private* besideOwner(owner: InstallOwner, all: readonly Known<Where>[]): Iterable<ControllerTrouble<Where>> {
    for (const { controller: { what, imagePath, isSubscription }, where } of all) {
      if (isSubscription && owner === InstallOwner.OLM) { continue; }
      yield {
        where,
        code: 'ASB217',
        severity: FindingSeverity.ERROR,
        trouble: {
          message: `${what} runs the controller, and the cluster is declared with that of ${owner.name}`,
          remedy: "remove it: a cluster runs one controller; or remove 'installedBy', where it is this one",
          remedyInFile: 'remove it: a cluster runs one controller',
          path: imagePath,
        },
      };
    }
  }
}
