import { IConstruct } from 'constructs';
import { Cluster } from '../app/cluster';
import { checkForm } from '../checks/forms';

const LONGEST_HOSTNAME = 63;

/**
 * The name in DNS of a Service of a sandbox.
 *
 * @throws when the namespace is not known, or the domain malformed
 */
export function fqdn(construct: IConstruct, name: string, namespace: string | undefined, domain?: string): string {
  const clusterDomain = domain ?? Cluster.of(construct).clusterDomain;
  if (!namespace) {
    throw new Error(
      `the namespace of '${construct.node.path}' is not known, so neither is its name in DNS; set 'namespace' of its `
        + "chart, or 'metadata.namespace'",
    );
  }
  checkForm('domain of the cluster', clusterDomain, 'DNS subdomain');
  return `${name}.${namespace}.svc.${clusterDomain}`;
}

/** The host name that Kubernetes gives to a pod: the name of the pod, cut to the length of a host name. */
export function hostnameOf(podName: string): string {
  return podName.slice(0, LONGEST_HOSTNAME).replace(/[-.]+$/, '');
}
