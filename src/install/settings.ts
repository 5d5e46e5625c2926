import { Amounts } from '../checks/amounts';
import { Image } from '../checks/image';
import { Endpoint } from '../release/record';
import { Release } from '../release/release';

/** How the certificate of the conversion webhook comes about. */
export type WebhookCertificateSettings =
  | { readonly mode: 'self-managed' }
  | { readonly mode: 'cert-manager'; readonly issuer?: { readonly name: string; readonly kind: string } }
  | { readonly mode: 'external'; readonly secretName: string; readonly caBundle: string };

/** Pods that may scrape metrics: those with the pod labels, in the namespaces with the namespace labels. */
export interface Peer {
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** An install, spelled out: what the constructs and the command line come down to. */
export interface InstallSettings {
  readonly release: Release;
  readonly hardened: boolean;
  /** Whether the cluster chooses the user of the pod. */
  readonly leavesUser: boolean;
  readonly extensions: boolean;
  readonly namespace: string;
  readonly createNamespace: boolean;
  readonly replicas: number;
  readonly image: Image;
  readonly imagePullSecrets: readonly string[];
  /** Flag values by flag name, as the controller reads them. */
  readonly flags: Readonly<Record<string, string>>;
  readonly extraArgs: readonly string[];
  /** The flags among `extraArgs`, none of which any known release has. */
  readonly unknownFlags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly allowedLabelDomains?: readonly string[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly object[];
  readonly priorityClassName?: string;
  readonly resources?: Amounts;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly retainCrds: boolean;
  readonly crdDescriptions: boolean;
  readonly webhookCertificate: WebhookCertificateSettings;
  readonly serviceMonitor?: {
    readonly interval: string;
    readonly scrapeTimeout?: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly prometheusRule?: { readonly labels: Readonly<Record<string, string>> };
  /** A NetworkPolicy for the controller, with the peers that may scrape metrics. */
  readonly networkPolicy?: { readonly metricsFrom: readonly Peer[] };
}

/** The name that cert-manager's objects for the webhook share. */
export const WEBHOOK_CERTIFICATE = 'agent-sandbox-webhook';

/** Whether the install serves the conversion webhook: the release has one, and it is not turned off. */
export function servesWebhook({ release, flags }: Pick<InstallSettings, 'release' | 'flags'>): boolean {
  return release.install.webhook && flags['enable-webhook'] !== 'false';
}

/** The value of a flag as the controller will see it; empty where the release has no such flag. */
export function flagValue({ release, flags }: Pick<InstallSettings, 'release' | 'flags'>, name: string): string {
  return flags[name] ?? release.flags.get(name)?.default ?? '';
}

/** The endpoints of the controller by the names of their ports, each with the flag that sets its address. */
export const ENDPOINTS = {
  metrics: 'metrics-bind-address',
  healthz: 'health-probe-bind-address',
  webhook: 'webhook-port',
} as const satisfies Record<Endpoint, string>;

/** The port of an endpoint; undefined where it is off. */
export function portOf(settings: Pick<InstallSettings, 'release' | 'flags'>, endpoint: Endpoint): number | undefined {
  if (endpoint === 'webhook' && !servesWebhook(settings)) { return undefined; }
  const address = flagValue(settings, ENDPOINTS[endpoint]);
  return address === '0' ? undefined : Number(address.slice(address.lastIndexOf(':') + 1));
}

/** Where upstream publishes the controller. */
export const UPSTREAM_IMAGE = { registry: 'registry.k8s.io', repository: 'agent-sandbox/agent-sandbox-controller' };
