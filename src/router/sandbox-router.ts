import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ROUTER, SERVICE } from './implementations';
import { routerObjects } from './objects';
import { resolveProps } from './resolve-props';
import { SandboxRouterProps } from './sandbox-router-props';
import { ROUTER_LABELS } from '../api/labels';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { Findings } from '../app/findings';
import { mirroredImage, pullSecretsOf } from '../app/mirrored-image';
import { podsWith } from '../app/pod-selector';
import { ScopedApiObject } from '../app/scoped-api-object';
import { FindingSeverity } from '../findings/finding';
import { INetworkPolicyPeer, IPodSelector, NetworkPolicyPeerConfig, PodSelectorConfig } from '../kubernetes/kplus';

/**
 * A sandbox router, which forwards requests of clients outside the cluster to sandboxes, where port-forwarding cannot.
 *
 * Its children have the ids `ServiceAccount`, `NetworkPolicy`, `Service`, `Deployment` and so on, in the order to apply
 * them. Templates admit it by `SandboxIngress.router()`, or by `connections.allowFrom(router)`.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/tree/main/sandbox-router
 *
 * @example
 * new SandboxRouter(platform, 'Router', {
 *   implementation: RouterImplementation.GO,
 *   image: 'registry.example.com/sandbox-router-go:v1.0.5',
 *   auth: RouterAuth.scopedToken('sandbox-router-key'),
 * });
 */
export class SandboxRouter extends Construct implements IPodSelector, INetworkPolicyPeer {
  /** Namespace of the router. */
  public readonly namespace: string;

  /** Name of its Service, in `namespace`. */
  public readonly serviceName: string;

  /** Name of its ServiceAccount, in `namespace`. */
  public readonly serviceAccountName: string;

  /** Labels of its pods. */
  public readonly selectorLabels: { [key: string]: string };

  /** Its Deployment. */
  public readonly deployment: ApiObject;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props implementation, image, authentication and callers
   * @throws when a prop is malformed, or of the other implementation
   */
  public constructor(scope: Construct, id: string, props: SandboxRouterProps) {
    super(scope, id);
    const settings = atConstruct(this, () => {
      const resolved = resolveProps(props, Cluster.of(this));
      return {
        ...resolved,
        image: mirroredImage(this, resolved.image),
        imagePullSecrets: pullSecretsOf(this, props.imagePullSecrets),
      };
    });
    this.namespace = settings.namespace;
    this.serviceName = SERVICE;
    this.serviceAccountName = ROUTER;
    this.selectorLabels = { ...ROUTER_LABELS };
    if (settings.auth.mode === 'none') {
      Findings.of(this).add({
        code: 'ASB430',
        severity: FindingSeverity.WARNING,
        message: 'the router has no authentication: everybody who reaches it reaches the sandboxes of every tenant',
        remedy: "choose another 'auth', or acknowledge what authenticates callers in front of it",
      });
    }
    for (const { id: child, object } of routerObjects(settings)) { new ScopedApiObject(this, child, object); }
    this.deployment = ApiObject.of(this.node.findChild('Deployment'));
  }

  /** The selector of its pods. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return podsWith(this.selectorLabels, this.namespace);
  }

  /** Its pods, as a peer of network policies. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** Its pods. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }
}
