import { FieldSentences } from './field-sentences';

/** Fields of the network policy of a template. */
export const NETWORK: FieldSentences = {
  IPBlock: {
    cidr: 'Range of addresses, such as 10.0.0.0/8.',
    except: 'Ranges within it that are left out.',
  },
  NetworkPolicyEgressRule: {
    ports: 'Ports that may be reached; all of them without a list.',
    to: 'Peers that may be reached; all of them without a list.',
  },
  NetworkPolicyIngressRule: {
    from: 'Peers that may connect; all of them without a list.',
    ports: 'Ports that may be reached; all of them without a list.',
  },
  NetworkPolicyPeer: {
    ipBlock: 'Peers by address, which stands alone.',
    namespaceSelector: 'Namespaces of the peers by their labels; that of the sandbox without one.',
    podSelector: 'Pods by their labels; all of the namespaces without one.',
  },
  NetworkPolicyPort: {
    endPort: 'Last port of a range that begins with the port.',
    port: 'Number or name of the port; all of them without one.',
    protocol: 'Protocol: TCP, UDP or SCTP; TCP without one.',
  },
};
