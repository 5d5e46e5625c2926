import { ApiObjectMetadata, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { milliseconds, shown } from '../checks/forms';
import { checkMembers } from '../checks/members';
import { checkShapes } from '../checks/shapes';
import { INetworkPolicyPeer, NetworkPolicyPort } from '../kubernetes/kplus';
import { checkHttpRoute, HTTP_ROUTE, HTTP_ROUTE_OPTIONS, httpRouteSpec } from '../network/http-route';
import { HttpRouteOptions } from '../network/http-route-options';
import { checkPort, containerPorts } from '../network/intent/kplus-rules';
import { Catalogue } from '../release/catalogue';
import { ISandbox } from '../sandbox/references';
import { Sandbox } from '../sandbox/sandbox';

/** A route to a sandbox. */
export interface SandboxHttpRouteProps extends HttpRouteOptions {
  /**
   * Name, labels and annotations of the HTTPRoute.
   * @default - the name is made from the id
   */
  readonly metadata?: ApiObjectMetadata;

  /** The sandbox, which has `service: true`. */
  readonly sandbox: ISandbox;

  /**
   * The port of the sandbox.
   * @default - the port of its containers, if the app makes them and they have one
   */
  readonly port?: number;

  /**
   * The path below which requests go to the sandbox, such as `/agents/ada`.
   * @default /
   */
  readonly pathPrefix?: string;

  /**
   * Whether the sandbox sees paths without the prefix.
   * @default false
   */
  readonly stripPathPrefix?: boolean;

  /**
   * Time that the answer to a request may take, in whole milliseconds; `Duration.seconds(0)` for no limit, as streams
   * and WebSockets need.
   * @default - that of the Gateway
   */
  readonly requestTimeout?: Duration;

  /**
   * The pods of the Gateway: the network policy of the sandbox lets them reach the port.
   * @default - the policy is as `ingress` says
   */
  readonly allowFrom?: INetworkPolicyPeer[];
}

const PROPS: Readonly<Record<Exclude<keyof SandboxHttpRouteProps, keyof HttpRouteOptions>, true>> = {
  metadata: true,
  sandbox: true,
  port: true,
  pathPrefix: true,
  stripPathPrefix: true,
  requestTimeout: true,
  allowFrom: true,
};

/** The most that the Gateway API takes in one part of a duration. */
const LONGEST_SECONDS = 99_999;

/**
 * An HTTPRoute of the Gateway API: requests of a Gateway go to one sandbox.
 *
 * The sandbox is found by its headless Service, which lists ports from v0.5.4 on. Nobody is authenticated: that is the
 * task of the Gateway.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 *
 * @example
 * const ada = new Sandbox(chart, 'Ada', {
 *   containers: [{ image: 'registry.example.com/devbox:2.4', portNumber: 3000 }],
 *   service: true,
 * });
 * new SandboxHttpRoute(chart, 'AdaRoute', {
 *   sandbox: ada,
 *   gatewayName: 'public',
 *   gatewayNamespace: 'gateways',
 *   hostnames: ['ada.agents.example.com'],
 *   allowFrom: [kplus.Namespaces.select(chart, 'Gateways', { names: ['gateways'] })],
 * });
 */
export class SandboxHttpRoute extends Construct {
  /** Name of the HTTPRoute. */
  public readonly name: string;

  /** Port of the sandbox to which requests go. */
  public readonly port: number;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the route is made
   * @param props the sandbox, the Gateway and the requests
   * @throws when the sandbox has no Service or no single port, or a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: SandboxHttpRouteProps) {
    super(scope, id);
    const { sandbox, allowFrom = [], metadata } = atConstruct(this, () => checked(props));
    this.port = atConstruct(this, () => portOf(props));
    atConstruct(this, () => { allow(sandbox, allowFrom, this.port); });
    const { namespace } = sandbox;
    this.name = new ScopedApiObject(this, 'Resource', {
      ...HTTP_ROUTE,
      metadata: { ...(namespace !== undefined && { namespace }), ...metadata, name: objectName(this, metadata?.name) },
      spec: httpRouteSpec(props, rule(props, this.port)),
    }).name;
    this.node.addValidation({ validate: () => withoutPorts(this) });
  }
}

function checked(props: SandboxHttpRouteProps): SandboxHttpRouteProps {
  checkMembers('the props', props, [...HTTP_ROUTE_OPTIONS, ...Object.keys(PROPS)]);
  checkShapes('the props', props, {
    metadata: 'object', stripPathPrefix: 'boolean', requestTimeout: 'duration', allowFrom: 'list',
  });
  checkHttpRoute(props);
  const { sandbox, pathPrefix, stripPathPrefix, port } = props;
  if (typeof sandbox?.sandboxName !== 'string') {
    throw new Error(`'sandbox' is ${shown(sandbox)}; give a Sandbox, or Sandbox.fromSandboxName(...)`);
  }
  if (sandbox instanceof Sandbox && !sandbox._hasService) {
    throw new Error(
      `sandbox '${sandbox.node.path}' has no Service, by which a route finds it; set its 'service' to true`,
    );
  }
  if (port !== undefined) { checkPort("'port'", port); }
  if (pathPrefix !== undefined && !/^\/(?!.*\/\/)[A-Za-z0-9/\-._~!$&'()*+,;=:@%]*$/.test(String(pathPrefix))) {
    throw new Error(`'pathPrefix' is ${shown(pathPrefix)}; give a path such as '/agents/ada'`);
  }
  if (stripPathPrefix && (pathPrefix === undefined || pathPrefix === '/')) {
    throw new Error("'stripPathPrefix' is true without a 'pathPrefix', so there is nothing to strip; remove it");
  }
  return props;
}

function portOf({ sandbox, port }: SandboxHttpRouteProps): number {
  if (port !== undefined) { return port; }
  const ports = containerPorts(sandbox);
  if (ports.length === 1) { return ports[0].port!; }
  throw new Error(
    `the containers of sandbox '${sandbox.name}' have `
      + (ports.length > 1 ? `the ports ${ports.map((each) => each.port).join(' and ')}` : 'no port that is known here')
      + "; set 'port' to the one that takes the requests",
  );
}

function allow(sandbox: ISandbox, peers: readonly INetworkPolicyPeer[], port: number): void {
  if (peers.length === 0) { return; }
  if (!(sandbox instanceof Sandbox)) {
    throw new Error(
      `'allowFrom' is set, and the network policy of sandbox '${sandbox.name}' is not of this app; remove it, and `
        + 'allow the Gateway where the sandbox is made',
    );
  }
  for (const peer of peers) { sandbox.connections.allowFrom(peer, { ports: [NetworkPolicyPort.tcp(port)] }); }
}

function rule(props: SandboxHttpRouteProps, port: number): object {
  const { sandbox, pathPrefix = '/', stripPathPrefix = false, requestTimeout } = props;
  return {
    matches: [{ path: { type: 'PathPrefix', value: pathPrefix } }],
    ...(stripPathPrefix && {
      filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
    }),
    backendRefs: [{ name: sandbox.serviceName, port }],
    ...(requestTimeout && { timeouts: { request: gatewayDuration(requestTimeout) } }),
  };
}

/** @see https://gateway-api.sigs.k8s.io/geps/gep-2257/ */
function gatewayDuration(duration: Duration): string {
  const time = milliseconds("'requestTimeout'", duration);
  if (time % 1000 !== 0) { return time < 1e5 ? `${time}ms` : `${Math.floor(time / 1000)}s${time % 1000}ms`; }
  const seconds = time / 1000;
  if (seconds <= LONGEST_SECONDS) { return `${seconds}s`; }
  return `${Math.floor(seconds / 3600)}h${Math.floor(seconds / 60) % 60}m${seconds % 60}s`;
}

/** Why a release gives the route nothing to go to. */
function withoutPorts(route: SandboxHttpRoute): string[] {
  const { version } = Cluster.of(route);
  if (!version || version._release.controller.servicePorts) { return []; }
  const { first } = Catalogue.standard().spanOf(({ controller }) => controller.servicePorts)!;
  return [
    `Services of sandboxes list no ports in ${version.id}, so a Gateway has no backend for the route; upgrade to `
      + `${first} or later, or make a kplus.Service with the sandbox as its selector and a route to that`,
  ];
}
