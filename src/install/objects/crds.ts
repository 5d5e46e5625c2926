import { ConversionService, crd } from '../../api/crd';
import { EXTENSION_KINDS, Kind } from '../../api/kinds';
import { FLUX_PRUNE, SYNC_OPTIONS } from '../../kubernetes/gitops-annotations';
import { InstallObject, KubeObject, kubeObject } from '../../kubernetes/kube-object';
import { flagValue, InstallSettings, servesWebhook, WEBHOOK_CERTIFICATE } from '../settings';

/** Annotations that keep Argo CD, Helm and Flux from deleting a CRD, and with it every object of its kind. */
const RETAIN = {
  [SYNC_OPTIONS]: 'Delete=false,Prune=false',
  'helm.sh/resource-policy': 'keep',
  [FLUX_PRUNE]: 'disabled',
};

/** The settings on which the CRDs of an install depend. */
export type CrdSettings = Pick<
  InstallSettings,
  | 'release'
  | 'extensions'
  | 'namespace'
  | 'flags'
  | 'webhookCertificate'
  | 'retainCrds'
  | 'crdDescriptions'
  | 'labels'
  | 'annotations'
>;

/** The kinds that the install serves. */
export function installedKinds({ extensions }: Pick<InstallSettings, 'extensions'>): Kind[] {
  return ['Sandbox', ...(extensions ? EXTENSION_KINDS : [])];
}

export function crdObjects(settings: CrdSettings): InstallObject[] {
  return installedKinds(settings).map((kind) => ({ id: `${kind}Crd`, object: crdObject(kind, settings) }));
}

function crdObject(kind: Kind, settings: CrdSettings): KubeObject {
  const { release, namespace, webhookCertificate, retainCrds, crdDescriptions } = settings;
  const webhook = servesWebhook(settings);
  const { metadata, ...rest } = crd(kind, release.api, {
    descriptions: crdDescriptions,
    conversion: webhook ? conversionService(settings) : undefined,
  });
  return kubeObject(
    settings,
    { apiVersion: rest.apiVersion, kind: rest.kind },
    {
      name: metadata.name,
      annotations: {
        ...metadata.annotations,
        ...(retainCrds && RETAIN),
        ...(webhook &&
          webhookCertificate.mode === 'cert-manager' && {
          'cert-manager.io/inject-ca-from': `${namespace}/${WEBHOOK_CERTIFICATE}`,
        }),
      },
    },
    { spec: rest.spec },
  );
}

function conversionService(settings: CrdSettings): ConversionService {
  const { namespace, webhookCertificate } = settings;
  return {
    name: flagValue(settings, 'webhook-service-name'),
    namespace,
    ...(webhookCertificate.mode === 'external' && { caBundle: webhookCertificate.caBundle }),
  };
}
