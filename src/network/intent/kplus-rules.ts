import { parseCidr } from './cidr';
import type { Port, Protocol, NetworkRule, Target } from './intent';
import { peersJson } from './peer-json';
import { shown } from '../../checks/forms';
import { extractContainerPorts, INetworkPolicyPeer, NetworkPolicyPort } from '../../kubernetes/kplus';
import { refuseOtherEdition } from '../../kubernetes/kplus-edition';

const LAST_PORT = 65535;

/** @throws unless it is a peer of cdk8s-plus */
export function checkPeer(peer: INetworkPolicyPeer): void {
  refuseOtherEdition('the peer', peer);
  if (typeof peer?.toNetworkPolicyPeerConfig !== 'function') {
    throw new Error(
      `the peer is ${shown(peer)}; give pods, namespaces or a range of cdk8s-plus, a sandbox, a template or a router`,
    );
  }
}

/**
 * The rule for a peer of cdk8s-plus. As there, the ports of pods that the app makes default to those of their
 * containers.
 *
 * @throws when a range of the peer is malformed
 */
export function peerRule(peer: INetworkPolicyPeer, ports: readonly Port[] | undefined): NetworkRule {
  const targets = peersJson([peer]).map(({ ipBlock, podSelector = {}, namespaceSelector }): Target => (ipBlock
    ? { kind: 'range', cidr: parseCidr(ipBlock.cidr), except: ipBlock.except?.map(parseCidr) }
    : { kind: 'pods', podSelector, ...(namespaceSelector && { namespaceSelector }) }));
  return { targets, ports: ports ?? containerPorts(peer) };
}

/** The ports of the containers of pods that the app makes; none for other pods. */
export function containerPorts(pods: unknown): Port[] {
  return extractContainerPorts(pods).map(({ number, protocol = 'TCP' }) => ({
    port: number,
    protocol: protocol as Protocol,
  }));
}

/**
 * Ports of cdk8s-plus as data.
 *
 * @throws when the list is empty, or a port is not from 1 to 65535
 */
export function portsOf(ports: readonly NetworkPolicyPort[]): Port[] {
  if (!Array.isArray(ports) || !ports.every((port) => typeof port?._toKube === 'function')) {
    throw new Error(`'ports' is ${shown(ports)}; give a list such as [kplus.NetworkPolicyPort.tcp(443)]`);
  }
  ports.forEach((port, index) => { refuseOtherEdition(`'ports[${index}]'`, port); });
  if (ports.length === 0) {
    throw new Error(
      "'ports' is empty, which Kubernetes reads as all ports; leave it out if you mean all, else name one",
    );
  }
  return ports.map(portOf);
}

/** The ports of options that have them. */
export function optionalPorts({ ports }: { readonly ports?: readonly NetworkPolicyPort[] }): Port[] | undefined {
  return ports === undefined ? undefined : portsOf(ports);
}

/** @throws unless the value is a port */
export function checkPort(what: string, port: unknown): void {
  if (!Number.isInteger(port) || (port as number) < 1 || (port as number) > LAST_PORT) {
    throw new Error(`${what} ${shown(port)} is not valid; use 1 to ${LAST_PORT}`);
  }
}

function portOf(given: NetworkPolicyPort): Port {
  const { port, endPort, protocol = 'TCP' } = given._toKube();
  const first = port?.value as number | undefined;
  // All ports of a protocol are 0 to 65535 in cdk8s-plus, which Kubernetes refuses: there is no port 0.
  if (first === undefined || (first === 0 && endPort === LAST_PORT)) { return { protocol: protocol as Protocol }; }
  for (const number of [first, endPort ?? first]) { checkPort('port', number); }
  if (endPort !== undefined && endPort < first) {
    throw new Error(`ports ${first} to ${endPort} are in descending order; give the lower one first`);
  }
  return { protocol: protocol as Protocol, port: first, ...(endPort !== undefined && { endPort }) };
}
