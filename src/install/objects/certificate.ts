import { InstallObject, kubeObject } from '../../kubernetes/kube-object';
import { flagValue, InstallSettings, servesWebhook, WEBHOOK_CERTIFICATE } from '../settings';

/**
 * cert-manager's objects for the certificate of the webhook: the Certificate, and a self-signed Issuer unless there
 * is one to use.
 *
 * @see https://cert-manager.io/docs/concepts/ca-injector/
 */
export function certificateObjects(settings: InstallSettings): InstallObject[] {
  const { webhookCertificate: certificate, namespace } = settings;
  if (!servesWebhook(settings) || certificate.mode !== 'cert-manager') { return []; }
  const metadata = { name: WEBHOOK_CERTIFICATE, namespace };
  const { name, kind } = certificate.issuer ?? { name: WEBHOOK_CERTIFICATE, kind: 'Issuer' };
  const service = `${flagValue(settings, 'webhook-service-name')}.${namespace}.svc`;
  const ours: InstallObject = {
    id: 'Issuer',
    object: kubeObject(settings, { apiVersion: 'cert-manager.io/v1', kind: 'Issuer' }, metadata, {
      spec: { selfSigned: {} },
    }),
  };
  return [
    ...(certificate.issuer ? [] : [ours]),
    {
      id: 'Certificate',
      object: kubeObject(settings, { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' }, metadata, {
        spec: {
          secretName: WEBHOOK_CERTIFICATE,
          dnsNames: [service, `${service}.${flagValue(settings, 'cluster-domain')}`],
          issuerRef: { group: 'cert-manager.io', kind, name },
          privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        },
      }),
    },
  ];
}
