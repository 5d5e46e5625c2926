import type { AgentSandboxOptions } from './agent-sandbox-props';
import { propOf } from './flag-values';
import { ENDPOINTS, InstallSettings, portOf, servesWebhook } from './settings';
import { CONFIG_DIRECTORY, NAMESPACE, SELECTOR } from '../api/controller-names';
import { checkCount, checkForm, checkMetadata } from '../checks/forms';
import { Catalogue } from '../release/catalogue';
import { Endpoint } from '../release/record';

/** @throws at the first setting that the release, Kubernetes or the controller would not accept */
export function checkSettings(settings: InstallSettings, props: AgentSandboxOptions, catalogue: Catalogue): void {
  checkNamespace(settings);
  checkReplicas(settings, catalogue);
  checkLabelDomains(settings, catalogue);
  checkWebhook(settings, props, catalogue);
  checkPorts(settings);
  checkMonitoring(settings);
  checkNames(settings);
}

function checkNamespace({ namespace, release }: InstallSettings): void {
  checkForm('namespace', namespace, 'DNS label');
  if (namespace !== NAMESPACE && release.install.webhook) {
    throw new Error(
      `namespace '${namespace}' is refused for ${release.id}: its conversion webhook and certificate are bound to `
        + `'${NAMESPACE}', ` +
        `and reading or writing any sandbox would fail elsewhere; use '${NAMESPACE}' or a release from v1.0.0 on, `
          + 'which has no webhook',
    );
  }
}

function checkReplicas({ replicas, release, flags }: InstallSettings, catalogue: Catalogue): void {
  checkCount("'replicas'", replicas, 0);
  const { leaderElection } = release.install;
  const elects = () => catalogue.spanOf(({ install }) => install.leaderElection)!.first;
  if (replicas > 1 && !leaderElection) {
    throw new Error(
      `'replicas' is ${replicas}, but the controller of ${release.id} cannot elect a leader, and all of them would `
        + `act; set 1, or use ${elects()} or newer`,
    );
  }
  if (flags['leader-elect'] === 'true' && !leaderElection) {
    throw new Error(
      `'leaderElect' is true, but the roles of ${release.id} do not let the controller hold a Lease; remove it, or `
        + `use ${elects()} or newer`,
    );
  }
  if (replicas > 1 && flags['leader-elect'] === 'false') {
    throw new Error(
      `'replicas' is ${replicas} and 'leaderElect' is false, so all of them would act; remove 'leaderElect' or set `
        + "'replicas' to 1",
    );
  }
}

function checkLabelDomains(
  { allowedLabelDomains: domains, release, extensions }: InstallSettings,
  catalogue: Catalogue,
): void {
  if (!domains) {
    return;
  }
  if (!release.install.configMap) {
    const { first } = catalogue.spanOf(({ install }) => install.configMap)!;
    throw new Error(`'allowedLabelDomains' has no effect on ${release.id}: it came in ${first}; use ${first} or newer`);
  }
  if (!extensions) {
    throw new Error(
      "'allowedLabelDomains' is about claims, and extensions are off; remove it or set 'extensions' to true",
    );
  }
  if (domains.length === 0) {
    throw new Error(
      "'allowedLabelDomains' is empty, which the controller reads as its own default; remove it or name a domain",
    );
  }
  for (const domain of domains) {
    checkForm('label domain', domain, 'DNS subdomain');
  }
}

function checkWebhook(settings: InstallSettings, props: AgentSandboxOptions, catalogue: Catalogue): void {
  const { release, webhookCertificate } = settings;
  if (
    webhookCertificate.mode === 'self-managed' &&
    (props.webhookCertName !== undefined || props.webhookKeyName !== undefined)
  ) {
    throw new Error(
      "'webhookCertName' and 'webhookKeyName' are for a certificate that the controller does not make; choose another "
        + "'webhookCertificate', or remove them",
    );
  }
  checkCertificateDirectory(settings);
  if (!props.webhookCertificate) { return; }
  if (!release.install.webhook) {
    const { first, last } = catalogue.spanOf(({ install }) => install.webhook)!;
    throw new Error(
      `'webhookCertificate' is set, but ${release.id} has no conversion webhook; remove it (${first} to ${last} have `
        + 'one)',
    );
  }
  if (!servesWebhook(settings)) {
    throw new Error("'webhookCertificate' is set and 'enableWebhook' is false; remove one");
  }
  const flag = '--manage-webhook-certs';
  if (webhookCertificate.mode !== 'self-managed' && !release.flags.has(flag.slice(2))) {
    throw new Error(
      `'webhookCertificate' is not self-managed, which needs the flag ${flag}, and ${release.id} does not have it: `
        + `${catalogue.explainAbsence(flag, release)}`,
    );
  }
  if (webhookCertificate.mode === 'cert-manager' && webhookCertificate.issuer) {
    checkForm('issuer of the webhook certificate', webhookCertificate.issuer.name, 'DNS subdomain');
  }
  if (webhookCertificate.mode === 'external') {
    checkForm('Secret of the webhook certificate', webhookCertificate.secretName, 'DNS subdomain');
  }
}

/** The directory must be writable for a certificate that the controller makes, and free for one that is mounted. */
function checkCertificateDirectory(settings: InstallSettings): void {
  const directory = settings.flags['webhook-cert-dir'];
  if (directory === undefined) { return; }
  if (settings.webhookCertificate.mode === 'self-managed') {
    if (settings.hardened && !directory.startsWith('/tmp/')) {
      throw new Error(
        `'webhookCertDir' is '${directory}', which a controller with a read-only root file system cannot write; give `
          + 'a directory below /tmp',
      );
    }
    return;
  }
  const taken = ['/', '/tmp', '/etc', CONFIG_DIRECTORY].includes(directory.replace(/(.)\/+$/, '$1'));
  if (taken) {
    throw new Error(
      `'webhookCertDir' is '${directory}', which the certificate would be mounted over; give a directory of its own, `
        + 'or remove it',
    );
  }
}

/** Endpoints of one controller cannot share a port. */
function checkPorts(settings: InstallSettings): void {
  const ports = new Map<number, string>();
  for (const [endpoint, flag] of Object.entries(ENDPOINTS)) {
    const port = portOf(settings, endpoint as Endpoint);
    if (port === undefined) { continue; }
    if (port < 1 || port > 65535) {
      throw new Error(`'${propOf(flag)}' has port ${port}; give a port from 1 to 65535`);
    }
    const other = ports.get(port);
    if (other) {
      throw new Error(
        `'${propOf(other)}' and '${propOf(flag)}' both have port ${port}, by default or as given; give them different `
          + 'ports',
      );
    }
    ports.set(port, flag);
  }
}

function checkMonitoring(settings: InstallSettings): void {
  const { serviceMonitor, prometheusRule, networkPolicy } = settings;
  if (
    portOf(settings, 'metrics') === undefined &&
    (serviceMonitor || prometheusRule || networkPolicy?.metricsFrom.length)
  ) {
    throw new Error(
      "'metricsBindAddress' turns metrics off, and 'serviceMonitor', 'prometheusRule' or 'networkPolicy.metricsFrom' "
        + 'needs them; remove one',
    );
  }
  for (const peer of networkPolicy?.metricsFrom ?? []) {
    if (!peer.namespaceLabels && !peer.podLabels) {
      throw new Error(
        "a peer in 'networkPolicy.metricsFrom' selects nothing; set 'namespaceLabels', 'podLabels' or both",
      );
    }
    checkMetadata("'namespaceLabels'", peer.namespaceLabels ?? {}, 'label');
    checkMetadata("'podLabels'", peer.podLabels ?? {}, 'label');
  }
  checkMetadata("labels of 'serviceMonitor'", serviceMonitor?.labels ?? {}, 'label');
  checkMetadata("labels of 'prometheusRule'", prometheusRule?.labels ?? {}, 'label');
}

function checkNames(settings: InstallSettings): void {
  for (const secret of settings.imagePullSecrets) { checkForm('image pull secret', secret, 'DNS subdomain'); }
  if (settings.priorityClassName !== undefined) {
    checkForm('priority class', settings.priorityClassName, 'DNS subdomain');
  }
  for (const name of Object.keys(settings.env)) { checkForm("name in 'env'", name, 'environment variable name'); }
  checkMetadata("'labels'", settings.labels, 'label');
  checkMetadata("'annotations'", settings.annotations, 'annotation');
  checkMetadata("'podLabels'", settings.podLabels, 'label');
  checkMetadata("'podAnnotations'", settings.podAnnotations, 'annotation');
  checkMetadata("'nodeSelector'", settings.nodeSelector ?? {}, 'label');
  for (const [prop, labels] of Object.entries({ labels: settings.labels, podLabels: settings.podLabels })) {
    const taken = Object.keys(SELECTOR).find((key) => key in labels);
    if (taken) {
      throw new Error(
        `'${prop}' sets the label '${taken}', by which Services and policies find the controller; choose another key`,
      );
    }
  }
}
