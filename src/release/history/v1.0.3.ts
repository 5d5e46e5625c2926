import { DIRECTORY, flag } from '../flags';
import { ReleaseRecord } from '../record';

/** TLS for the metrics endpoint. */
export const v1_0_3: ReleaseRecord = {
  id: 'v1.0.3',
  // Of v1.0.0 to v1.0.2 it is not known.
  controller: { claimRetry: 100 },
  flags: {
    add: [
      flag('metrics-secure-serving', 'bool', false, 'Serve metrics over TLS, at the same address.'),
      flag(
        'metrics-cert-dir',
        'string',
        '',
        'Directory of the certificate and key of the metrics endpoint; empty makes a self-signed one.',
        DIRECTORY,
      ),
      flag('tls-min-version', 'string', '', 'Oldest TLS version accepted.', {
        enum: ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13'],
      }),
      flag('tls-cipher-suites', 'string', '', 'Cipher suites accepted, by their IANA names, comma-separated.'),
    ],
  },
};
