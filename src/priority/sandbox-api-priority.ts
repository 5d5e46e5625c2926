import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { concurrencyShares, seatsOf } from './concurrency-shares';
import { FlowObject, flowSchema, priorityLevel, requestsAbout, requestsOf } from './flow-objects';
import { ApiFlow, SandboxApiPriorityProps } from './sandbox-api-priority-props';
import { CONTROLLER, NAMESPACE } from '../api/controller-names';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkCount, checkForm, shown } from '../checks/forms';
import { checkShapes, oneOf, Shapes } from '../checks/shapes';
import { AppJudge } from '../judge/app/app-judge';
import { SandboxRouter } from '../router/sandbox-router';

const SHAPES: Shapes = { fairBetween: oneOf(ApiFlow), controllerNamespace: 'string', prefix: 'string' };

/** Which schema has a request that several match: before those of ServiceAccounts, after those of Kubernetes itself. */
const CONTROLLER_PRECEDENCE = 880;
const ROUTER_PRECEDENCE = 890;
const CLAIM_PRECEDENCE = 1000;

/** The two levels. */
const CONTROLLER_LEVEL = 'controller';
const CLAIM_LEVEL = 'claims';

/**
 * API priority and fairness: the controller has seats of its own at the API server, and the requests about sandboxes of
 * everybody else share others, fairly by tenant, so that no burst of claims makes the controller wait.
 *
 * The seats come from those of all other levels, in proportion: `controllerSeats` and `claimSeats` of 60 leave nine of
 * ten seats to others. Members of `system:masters` are exempt from all of it.
 *
 * The objects are the children `ControllerLevel`, `ClaimsLevel`, `ControllerFlows`, `RouterFlows` and `ClaimFlows`.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
 *
 * @example
 * new SandboxApiPriority(platform, 'ApiPriority', { controllerSeats: 40, claimSeats: 20 });
 */
export class SandboxApiPriority extends Construct {
  /** Seats that the controller has at each API server: those asked for, or more by rounding. */
  public readonly controllerSeats: number;

  /** Seats that the requests about sandboxes of all others have. */
  public readonly claimSeats: number;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props seats, and who shares them
   * @throws when a prop is malformed, or there are not so many seats
   */
  public constructor(scope: Construct, id: string, props: SandboxApiPriorityProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const { controllerSeats, claimSeats, serverSeats = 600, otherShares = 245, prefix = 'agent-sandbox' } = props;
    const { fairBetween = ApiFlow.NAMESPACE, router } = props;
    const server = { seats: serverSeats, shares: otherShares };
    const shares = atConstruct(this, () => concurrencyShares([
      { name: CONTROLLER_LEVEL, seats: controllerSeats }, { name: CLAIM_LEVEL, seats: claimSeats },
    ], server));
    this.controllerSeats = seatsOf(CONTROLLER_LEVEL, shares, server);
    this.claimSeats = seatsOf(CLAIM_LEVEL, shares, server);
    const [controllerLevel, claimLevel] = [`${prefix}-${CONTROLLER_LEVEL}`, `${prefix}-${CLAIM_LEVEL}`];

    // Nobody borrows of the controller. A thousand of its requests may wait: its workers are a few hundred.
    const ofController = { lendable: 0, queues: 16, handSize: 4, queueLength: 250 };
    // Claims borrow nothing: a burst of them takes nobody's seats.
    const ofClaims = { lendable: 50, borrowing: 0, queues: 64, handSize: 6, queueLength: 50 };
    this.add('ControllerLevel', priorityLevel(controllerLevel, shares.get(CONTROLLER_LEVEL)!, ofController));
    this.add('ClaimsLevel', priorityLevel(claimLevel, shares.get(CLAIM_LEVEL)!, ofClaims));
    const account = Lazy.any({ produce: () => ({ name: CONTROLLER, namespace: this.controllerNamespace(props) }) });
    this.add('ControllerFlows', flowSchema(controllerLevel, {
      level: controllerLevel, precedence: CONTROLLER_PRECEDENCE, rule: requestsOf(account),
    }));
    if (router) {
      const { namespace, serviceAccountName: name } = router;
      this.add('RouterFlows', flowSchema(`${prefix}-router`, {
        level: controllerLevel, precedence: ROUTER_PRECEDENCE, rule: requestsOf({ name, namespace }),
      }));
    }
    this.add('ClaimFlows', flowSchema(claimLevel, {
      level: claimLevel, precedence: CLAIM_PRECEDENCE, distinguisher: fairBetween, rule: requestsAbout(),
    }));
    AppJudge.of(this);
    this.node.addValidation({ validate: () => this.elsewhere(props) });
  }

  private add(id: string, object: FlowObject): void {
    new ScopedApiObject(this, id, object);
  }

  private controllerNamespace({ controllerNamespace }: SandboxApiPriorityProps): string {
    return controllerNamespace ?? Cluster.of(this).installNamespaces[0] ?? NAMESPACE;
  }

  /** An install may come later. */
  private elsewhere({ controllerNamespace: given }: SandboxApiPriorityProps): string[] {
    const { installNamespaces: installs } = Cluster.of(this);
    return given === undefined || installs.length === 0 || installs.includes(given)
      ? []
      : [`'controllerNamespace' is '${given}', and the install of the cluster is in '${installs[0]}'; remove it`];
  }
}

function checkProps(props: SandboxApiPriorityProps): void {
  checkShapes('the props', props, SHAPES);
  const { controllerSeats, claimSeats, serverSeats, otherShares, controllerNamespace, prefix, router } = props;
  checkCount("'controllerSeats'", controllerSeats, 1);
  checkCount("'claimSeats'", claimSeats, 1);
  if (serverSeats !== undefined) { checkCount("'serverSeats'", serverSeats, 1); }
  if (otherShares !== undefined) { checkCount("'otherShares'", otherShares, 1); }
  if (controllerNamespace !== undefined) { checkForm("'controllerNamespace'", controllerNamespace, 'DNS label'); }
  if (prefix !== undefined) { checkForm("'prefix'", prefix, 'DNS label'); }
  if (router !== undefined && !(router instanceof SandboxRouter)) {
    throw new Error(`'router' is ${shown(router)}; give the SandboxRouter`);
  }
}
