import { shown } from '../checks/forms';

/** A cluster, as Argo CD knows it. */
export class ArgoDestination {
  /** The cluster in which Argo CD runs. */
  public static inCluster(): ArgoDestination {
    return ArgoDestination.server('https://kubernetes.default.svc');
  }

  /**
   * A cluster by the name that Argo CD gives it.
   *
   * @param name such as `production`
   * @throws when it is empty
   */
  public static cluster(name: string): ArgoDestination {
    if (typeof name !== 'string' || name === '') {
      throw new Error(`the cluster is ${shown(name)}; give the name that Argo CD gives it`);
    }
    return new ArgoDestination(undefined, name);
  }

  /**
   * A cluster by the address of its API server.
   *
   * @param url such as `https://192.0.2.7:6443`
   * @throws when it is no address
   */
  public static server(url: string): ArgoDestination {
    if (typeof url !== 'string' || !/^https?:\/\/[^\s/]+/.test(url)) {
      throw new Error(`the server is ${shown(url)}; give an address such as 'https://192.0.2.7:6443'`);
    }
    return new ArgoDestination(url, undefined);
  }

  private constructor(
    /** Address of the API server. */
    public readonly serverUrl?: string,
    /** Name of the cluster. */
    public readonly clusterName?: string,
  ) {}

  /** @internal */
  public _toJson(): { readonly server: string } | { readonly name: string } {
    return this.serverUrl !== undefined ? { server: this.serverUrl } : { name: this.clusterName! };
  }
}
