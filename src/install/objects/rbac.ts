import { CONTROLLER, SELECTOR } from '../../api/controller-names';
import { InstallObject, kubeObject } from '../../kubernetes/kube-object';
import { Permission, rulesOf } from '../../release/permissions';
import { InstallSettings, servesWebhook } from '../settings';

const RBAC = 'rbac.authorization.k8s.io';
const EXTENSIONS_ROLE = `${CONTROLLER}-extensions`;

export function serviceAccountObject(settings: InstallSettings): InstallObject {
  return {
    id: 'ServiceAccount',
    object: kubeObject(settings, { apiVersion: 'v1', kind: 'ServiceAccount' }, {
      name: CONTROLLER,
      namespace: settings.namespace,
      labels: SELECTOR,
    }),
  };
}

/** The roles of the controller, each followed by its binding. */
export function roleObjects(settings: InstallSettings): InstallObject[] {
  const { release: { roles }, extensions } = settings;
  // The controller touches CRDs and Secrets only to hand out the certificate that it makes itself.
  const certificates = servesWebhook(settings) && settings.webhookCertificate.mode === 'self-managed';
  const controller = certificates
    ? roles.controller
    : roles.controller.filter(({ resource }) => !resource.startsWith('customresourcedefinitions.'));
  return [
    ...role(settings, { id: '', kind: 'ClusterRole', name: CONTROLLER, permissions: controller }),
    ...(extensions
      ? role(settings, { id: 'Extensions', kind: 'ClusterRole', name: EXTENSIONS_ROLE, permissions: roles.extensions })
      : []),
    ...(certificates && roles.namespaced.length > 0
      ? role(settings, { id: '', kind: 'Role', name: CONTROLLER, permissions: roles.namespaced })
      : []),
  ];
}

interface RoleSpec {
  readonly id: string;
  readonly kind: 'ClusterRole' | 'Role';
  readonly name: string;
  readonly permissions: readonly Permission[];
}

function role(settings: InstallSettings, { id, kind, name, permissions }: RoleSpec): InstallObject[] {
  const metadata = { name, ...(kind === 'Role' && { namespace: settings.namespace }) };
  return [
    {
      id: `${id}${kind}`,
      object: kubeObject(settings, { apiVersion: `${RBAC}/v1`, kind }, metadata, { rules: rulesOf(permissions) }),
    },
    {
      id: `${id}${kind}Binding`,
      object: kubeObject(settings, { apiVersion: `${RBAC}/v1`, kind: `${kind}Binding` }, metadata, {
        roleRef: { apiGroup: RBAC, kind, name },
        subjects: [{ kind: 'ServiceAccount', name: CONTROLLER, namespace: settings.namespace }],
      }),
    },
  ];
}
