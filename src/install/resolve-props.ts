import type { AgentSandboxOptions } from './agent-sandbox-props';
import { checkSettings } from './check-settings';
import { checkExtraArgs, flagValues } from './flag-values';
import { InstallSettings, UPSTREAM_IMAGE, WebhookCertificateSettings } from './settings';
import { NAMESPACE } from '../api/controller-names';
import { resourceAmounts } from '../checks/amounts';
import { copyOf } from '../checks/copy-of';
import { checkCount, milliseconds } from '../checks/forms';
import { checkImage, Image } from '../checks/image';
import { tolerationJson } from '../checks/toleration-json';
import { goDuration } from '../kubernetes/go-duration';
import { Catalogue } from '../release/catalogue';
import { Release } from '../release/release';

/**
 * Props spelled out and checked: the one way to an install, for the constructs and for the command line.
 *
 * @throws at the first thing that the release, Kubernetes or the controller would not accept
 */
export function resolveSettings(release: Release, props: AgentSandboxOptions, catalogue: Catalogue): InstallSettings {
  const image: Image = release.image ?? { ...UPSTREAM_IMAGE, tag: release.id };
  const {
    extensions = true,
    namespace = NAMESPACE,
    createNamespace = true,
    replicas = 1,
    imagePullSecrets = [],
    extraArgs = [],
    env = {},
    labels = {},
    annotations = {},
    podLabels = {},
    podAnnotations = {},
    retainCrds = false,
    crdDescriptions = false,
    imageRegistry: registry = image.registry,
    imageRepository: repository = image.repository,
    imageTag: tag = image.tag,
    imageDigest: digest = props.imageTag === undefined ? image.digest : undefined,
    allowedLabelDomains,
    nodeSelector,
    priorityClassName,
  } = copyOf(props);
  const webhookCertificate: WebhookCertificateSettings = props.webhookCertificate?._settings ?? {
    mode: 'self-managed',
  };
  const settings: InstallSettings = {
    release,
    hardened: props.profile !== 'upstream',
    leavesUser: props.profile === 'openshift',
    extensions,
    namespace,
    createNamespace,
    replicas,
    image: checkImage({ registry, repository, tag, ...(digest !== undefined && { digest }) }),
    imagePullSecrets,
    flags: { ...certificateFlags(webhookCertificate), ...flagValues(props, release, extensions, catalogue) },
    extraArgs,
    unknownFlags: checkExtraArgs(extraArgs, release, catalogue),
    env,
    allowedLabelDomains,
    nodeSelector,
    tolerations: props.tolerations?.map(tolerationJson),
    priorityClassName,
    resources: props.resources && resourceAmounts(props.resources),
    labels,
    annotations,
    podLabels,
    podAnnotations,
    retainCrds,
    crdDescriptions,
    webhookCertificate,
    serviceMonitor: props.serviceMonitor && serviceMonitor(copyOf(props.serviceMonitor)),
    prometheusRule: props.prometheusRule && { labels: copyOf(props.prometheusRule.labels ?? {}) },
    networkPolicy: props.networkPolicy && { metricsFrom: copyOf(props.networkPolicy.metricsFrom ?? []) },
  };
  checkSettings(settings, props, catalogue);
  return settings;
}

/** A certificate that the controller does not make is mounted where nothing else is, below no writable directory. */
function certificateFlags({ mode }: WebhookCertificateSettings): Record<string, string> {
  return mode === 'self-managed'
    ? {}
    : { 'manage-webhook-certs': 'false', 'webhook-cert-dir': '/etc/agent-sandbox/webhook-certificate' };
}

/** How the metrics are scraped; `kind` is that of the monitor. */
export function serviceMonitor(
  { interval, scrapeTimeout, labels = {} }: NonNullable<AgentSandboxOptions['serviceMonitor']>,
  kind = 'ServiceMonitor',
): NonNullable<InstallSettings['serviceMonitor']> {
  const every = interval === undefined ? 30_000 : milliseconds(`interval of the ${kind}`, interval);
  checkCount(`interval of the ${kind} in milliseconds`, every, 1);
  const timeout = scrapeTimeout && milliseconds(`scrape timeout of the ${kind}`, scrapeTimeout);
  if (timeout !== undefined && (timeout <= 0 || timeout > every)) {
    throw new Error(
      `scrape timeout of the ${kind} is ${goDuration(timeout)}; give more than zero and at most its interval `
        + `of ${goDuration(every)}`,
    );
  }
  return { interval: goDuration(every), ...(timeout !== undefined && { scrapeTimeout: goDuration(timeout) }), labels };
}
