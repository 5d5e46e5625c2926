import { Duration } from 'cdk8s';
import { AgentSandboxProps, WebhookCertificate } from '../../src';
import { Flag } from '../../src/release/flags';

/** A value that a flag takes, what the controller gets of it, and what else an install must then say. */
export interface Sample {
  readonly value: unknown;
  readonly text: string;
  readonly besides?: Partial<AgentSandboxProps>;
}

const external = { besides: { webhookCertificate: WebhookCertificate.certManager() } };

/** Flags whose values have a form of their own. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  // v0.1.x cannot elect.
  'leader-elect': { value: false, text: 'false' },
  'metrics-bind-address': { value: '127.0.0.1:9090', text: '127.0.0.1:9090' },
  'health-probe-bind-address': { value: '[::]:9091', text: '[::]:9091' },
  'metrics-cert-dir': { value: '/etc/metrics', text: '/etc/metrics' },
  'tls-cipher-suites': {
    value: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384'],
    text: 'TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384',
  },
  'webhook-cert-dir': { value: '/tmp/certificates', text: '/tmp/certificates' },
  'webhook-cert-name': { value: 'server.crt', text: 'server.crt', ...external },
  'webhook-key-name': { value: 'server.key', text: 'server.key', ...external },
  'zap-log-level': { value: 'debug', text: 'debug' },
};

export function sampleOf({ name, type, enum: choices, default: byDefault }: Flag): Sample {
  if (SAMPLES[name]) { return SAMPLES[name]; }
  switch (type) {
    case 'bool': return { value: byDefault !== 'true', text: String(byDefault !== 'true') };
    case 'int': return { value: 12345, text: '12345' };
    case 'float': return { value: 0.25, text: '0.25' };
    case 'duration': return { value: Duration.seconds(90), text: '90s' };
    case 'string': return { value: choices?.[0] ?? 'sample', text: choices?.[0] ?? 'sample' };
  }
}
