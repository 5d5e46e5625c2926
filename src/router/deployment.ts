import { plainEnv, routerArgs, routerEnv, TLS_DIRECTORY, TOKEN_DIRECTORY } from './configuration';
import { callsApiServer, IMPLEMENTATIONS, ROUTER, TLS_PORT } from './implementations';
import type { RouterSettings } from './settings';
import { ROUTER_LABELS } from '../api/labels';
import { InstallObject, kubeObject, optional } from '../kubernetes/kube-object';

/**
 * The pods of the router, spread over zones and nodes where there are some, under the restricted Pod Security Standard.
 */
export function routerDeployment(settings: RouterSettings): InstallObject {
  const { deployment, terminationGracePeriodSeconds, user } = IMPLEMENTATIONS[settings.implementation];
  const { namespace, replicas, labels, podAnnotations } = settings;
  return {
    id: 'Deployment',
    object: kubeObject(
      settings,
      { apiVersion: 'apps/v1', kind: 'Deployment' },
      { name: deployment, namespace, labels: ROUTER_LABELS },
      {
        spec: {
          replicas,
          selector: { matchLabels: ROUTER_LABELS },
          template: {
            metadata: { labels: { ...labels, ...ROUTER_LABELS }, ...optional('annotations', { ...podAnnotations }) },
            spec: {
              serviceAccountName: ROUTER,
              automountServiceAccountToken: callsApiServer(settings),
              enableServiceLinks: false,
              securityContext: {
                runAsNonRoot: true,
                ...(user !== undefined && { runAsUser: user, runAsGroup: user }),
                seccompProfile: { type: 'RuntimeDefault' },
              },
              topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(
                (topologyKey) => ({
                  maxSkew: 1,
                  topologyKey,
                  whenUnsatisfiable: 'ScheduleAnyway',
                  labelSelector: { matchLabels: ROUTER_LABELS },
                }),
              ),
              ...optional('nodeSelector', settings.nodeSelector),
              ...optional('tolerations', settings.tolerations),
              ...(settings.priorityClassName !== undefined && { priorityClassName: settings.priorityClassName }),
              ...optional(
                'imagePullSecrets',
                settings.imagePullSecrets.map((name) => ({ name })),
              ),
              ...(terminationGracePeriodSeconds !== undefined && { terminationGracePeriodSeconds }),
              containers: [container(settings)],
              volumes: mounts(settings).map(({ volume }) => volume),
            },
          },
        },
      },
    ),
  };
}

function container(settings: RouterSettings): object {
  const { implementation, image, env } = settings;
  const { container: name, ports, probePort, readyPath, resources } = IMPLEMENTATIONS[implementation];
  const isGo = implementation === 'go';
  const probe = (path: string) => ({ httpGet: { path, port: probePort }, initialDelaySeconds: 5, periodSeconds: 10 });
  return {
    name,
    image,
    ...(isGo && { args: routerArgs(settings) }),
    ...optional('env', isGo ? plainEnv(env) : routerEnv(settings)),
    ports: [...ports, ...(settings.tlsSecretName ? [{ name: 'proxy-tls', containerPort: TLS_PORT }] : [])].map(
      (port) => ({ ...port, protocol: 'TCP' }),
    ),
    livenessProbe: probe('/healthz'),
    readinessProbe: probe(readyPath),
    resources: settings.resources ?? resources,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    volumeMounts: mounts(settings).map(({ volume, mountPath, readOnly }) => ({
      name: volume.name,
      mountPath,
      ...(readOnly && { readOnly }),
    })),
  };
}

interface Mount {
  readonly volume: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

function mounts({ auth, tlsSecretName }: RouterSettings): Mount[] {
  return [
    // Its root file system is read-only, and both Python and Go keep temporary files here.
    { volume: { name: 'tmp', emptyDir: {} }, mountPath: '/tmp' },
    ...(tlsSecretName
      ? [{ volume: { name: 'tls', secret: { secretName: tlsSecretName } }, mountPath: TLS_DIRECTORY, readOnly: true }]
      : []),
    ...(auth.mode === 'scoped-token'
      ? [
        {
          volume: { name: 'scoped-token', secret: { secretName: auth.secretName } },
          mountPath: TOKEN_DIRECTORY,
          readOnly: true,
        },
      ]
      : []),
  ];
}
