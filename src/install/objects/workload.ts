import { CONFIG_DIRECTORY, CONFIG_MAP, CONTROLLER, SELECTOR } from '../../api/controller-names';
import { imageReference } from '../../checks/image';
import { InstallObject, kubeObject, optional } from '../../kubernetes/kube-object';
import { Endpoint } from '../../release/record';
import { controllerArgs } from '../controller-args';
import { hardenContainer, hardenPod } from '../hardening';
import { flagValue, InstallSettings, portOf, servesWebhook, WEBHOOK_CERTIFICATE } from '../settings';

/** A volume with its place in the container. */
interface Mount {
  readonly volume: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

/** The controller: a Deployment, in the first releases a StatefulSet. */
export function workload(settings: InstallSettings): InstallObject {
  const { workload: kind } = settings.release.install;
  return {
    id: 'Controller',
    object: kubeObject(
      settings,
      { apiVersion: 'apps/v1', kind },
      { name: CONTROLLER, namespace: settings.namespace, labels: SELECTOR },
      {
        spec: {
          replicas: settings.replicas,
          selector: { matchLabels: SELECTOR },
          ...(kind === 'StatefulSet' && { serviceName: CONTROLLER }),
          template: {
            metadata: {
              labels: { ...settings.labels, ...settings.podLabels, ...SELECTOR },
              ...optional('annotations', { ...settings.podAnnotations }),
            },
            spec: podSpec(settings),
          },
        },
      },
    ),
  };
}

function podSpec(settings: InstallSettings): object {
  const mounts = mountsOf(settings);
  return {
    serviceAccountName: CONTROLLER,
    ...(settings.hardened && hardenPod(settings)),
    ...optional('nodeSelector', settings.nodeSelector),
    ...optional('tolerations', settings.tolerations),
    ...(settings.priorityClassName && { priorityClassName: settings.priorityClassName }),
    ...optional(
      'imagePullSecrets',
      settings.imagePullSecrets.map((name) => ({ name })),
    ),
    containers: [
      {
        name: CONTROLLER,
        image: imageReference(settings.image),
        ...optional('args', controllerArgs(settings)),
        ...optional(
          'env',
          Object.entries(settings.env).map(([name, value]) => ({ name, value })),
        ),
        ...optional('ports', portsOf(settings)),
        ...(settings.hardened && hardenContainer(settings)),
        ...optional('resources', settings.resources),
        ...optional(
          'volumeMounts',
          mounts.map(({ volume: { name }, mountPath, readOnly }) => ({
            name,
            mountPath,
            ...(readOnly && { readOnly }),
          })),
        ),
      },
    ],
    ...optional(
      'volumes',
      mounts.map(({ volume }) => volume),
    ),
  };
}

/**
 * The ports that upstream names, where the flags put them; where it names none, those that probes and monitors need.
 */
function portsOf(settings: InstallSettings): object[] {
  const upstream = settings.release.install.ports;
  const needed: Endpoint[] = upstream.length > 0 ? upstream.map(({ name }) => name) : [
    ...(settings.serviceMonitor ? ['metrics' as const] : []),
    ...(settings.hardened ? ['healthz' as const] : []),
  ];
  return needed
    .map((name) => ({ name, containerPort: portOf(settings, name), protocol: 'TCP' }))
    .filter(({ containerPort }) => containerPort !== undefined);
}

function mountsOf(settings: InstallSettings): Mount[] {
  const { release, extensions, hardened, webhookCertificate: certificate } = settings;
  return [
    ...(extensions && release.install.configMap
      ? [
        {
          volume: { name: 'config-volume', configMap: { name: CONFIG_MAP, optional: true } },
          mountPath: CONFIG_DIRECTORY,
          readOnly: true,
        },
      ]
      : []),
    // The root file system is read-only, and the controller keeps the certificate that it makes below /tmp.
    ...(hardened ? [{ volume: { name: 'tmp', emptyDir: {} }, mountPath: '/tmp' }] : []),
    ...(servesWebhook(settings) && certificate.mode !== 'self-managed'
      ? [
        {
          volume: {
            name: 'webhook-certificate',
            secret: { secretName: certificate.mode === 'external' ? certificate.secretName : WEBHOOK_CERTIFICATE },
          },
          mountPath: flagValue(settings, 'webhook-cert-dir'),
          readOnly: true,
        },
      ]
      : []),
  ];
}
