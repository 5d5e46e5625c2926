import { containersOf, textAt } from './pod-facts';
import type { Reached } from './reached';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { BlastArea } from '../blast-item';

/** Attributes of volumes of CSI that name where their Secrets are from. */
const SOURCES = ['secretProviderClass', 'csi.cert-manager.io/issuer-name'];

/** Whether the volumes of a driver are Secrets that are made for a pod. */
export function givesSecrets(source: unknown): boolean {
  return /secrets-store|cert-manager|spiffe/.test(String(inObject(source).driver));
}

/** Secrets and tokens that a pod has, and those with which its images are pulled. */
export function secretsIn(pod: Loose, account: Loose): Reached[] {
  const found: Reached[] = [];
  const add = (name: unknown, why: string, text?: string) => {
    if (typeof name !== 'string' || name === '') { return; }
    found.push({
      area: BlastArea.SECRETS, text: text ?? `'${name}'`, why, isCertain: true, fact: { is: 'secret', name },
    });
  };
  for (const container of containersOf(pod)) {
    const own = `of container '${String(container.name)}'`;
    for (const { name, valueFrom } of inList(container, 'env')) {
      add(textAt(inObject(valueFrom).secretKeyRef, 'name'), `variable ${String(name)} ${own}`);
    }
    for (const { secretRef } of inList(container, 'envFrom')) { add(textAt(secretRef, 'name'), `variables ${own}`); }
  }
  for (const volume of inList(pod, 'volumes')) {
    const why = `volume '${String(volume.name)}'`;
    add(textAt(volume.secret, 'secretName'), why);
    for (const { secret, serviceAccountToken, podCertificate } of inList(volume, 'projected', 'sources')) {
      add(textAt(secret, 'name'), why);
      const audience = textAt(serviceAccountToken, 'audience');
      add(audience && `token for ${audience}`, why, `token for ${audience}`);
      const signer = textAt(podCertificate, 'signerName');
      add(signer && `certificate of ${signer}`, why, `certificate of ${signer}`);
    }
    const driver = inObject(volume.csi);
    add(textAt(driver.nodePublishSecretRef, 'name'), why);
    if (givesSecrets(driver)) {
      const by = SOURCES.flatMap((member) => textAt(driver.volumeAttributes, member) ?? [])[0];
      add(by ?? driver.driver, why, `what ${String(driver.driver)} gives${by === undefined ? '' : ` by '${by}'`}`);
    }
    for (const source of Object.values(volume)) {
      add(textAt(inObject(source).secretRef, 'name'), `the node, for ${why}`);
      if (source !== volume.secret) { add(textAt(source, 'secretName'), `the node, for ${why}`); }
    }
  }
  for (const { name } of [...inList(pod, 'imagePullSecrets'), ...pulledBy(pod, account)]) {
    add(name, 'the node, for images');
  }
  return found;
}

/** A pod without pull secrets gets those of its account. */
function pulledBy(pod: Loose, account: Loose): readonly Loose[] {
  return inList(pod, 'imagePullSecrets').length > 0 ? [] : inList(account, 'imagePullSecrets');
}

/** Whether a pod has a token of its own for the API server by a volume. */
export function projectsApiToken(pod: Loose): boolean {
  return inList(pod, 'volumes').some((volume) => inList(volume, 'projected', 'sources').some(
    ({ serviceAccountToken }) => serviceAccountToken !== undefined && !textAt(serviceAccountToken, 'audience'),
  ));
}
