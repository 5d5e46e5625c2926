/** An operator takes an identity: tokens, service accounts, Secrets, Roles. */
import { Attack, attacksOf, by, forbidden, gap } from '../attack';
import { NAMELESS, object, review, roleBinding, sandbox, template, the } from '../objects';
import { apply, create, impersonating, list, mergePatch, post, read, remove } from '../requests';

const projected = (source: object) => ({ spec: { volumes: [{ name: 'x', projected: { sources: [source] } }] } });
const variable = (valueFrom: object) => ({ container: { env: [{ name: 'KEY', valueFrom }] } });

const SUBJECTS = [{ kind: 'ServiceAccount', name: 'operator', namespace: 'people' }];
const EVERYTHING = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];

const TOKEN_SECRET = object('Secret', { type: 'kubernetes.io/service-account-token' }, {
  annotations: { 'kubernetes.io/service-account.name': 'sandbox' },
});
const CERTIFICATE = { request: 'eA==', signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] };

/** The row about Secrets and volume claims of the namespace. */
const SECRETS = 'Secrets that a pod mounts, and claims that bring environment variables';

export const IDENTITY: readonly Attack[] = [
  ...attacksOf(
    'operator',
    [
      'mounts the token of the service account',
      create(sandbox({ spec: { automountServiceAccountToken: true } })), by('admission', 'ASB357'), create(sandbox()),
    ],
    [
      'leaves the token to the default',
      create(template({ spec: { automountServiceAccountToken: undefined } })), by('admission', 'ASB357'),
    ],
    [
      'projects a token',
      create(sandbox(projected({ serviceAccountToken: { path: 'token' } }))), by('admission', 'ASB358'),
      create(sandbox(projected({ configMap: { name: 'settings' } }))),
    ],
    [
      'projects a token for another audience',
      create(template(projected({ serviceAccountToken: { path: 'token', audience: 'vault' } }))),
      by('admission', 'ASB358'),
    ],
    [
      'projects a certificate',
      create(sandbox(projected({ podCertificate: { signerName: 'example.com/signer', keyType: 'ED25519' } }))),
      by('admission', 'ASB358'),
    ],
    [
      'runs as another account of the namespace',
      create(sandbox({ spec: { serviceAccountName: 'deployer' } })), by('admission', 'ASB375'),
      create(sandbox({ spec: { serviceAccountName: 'sandbox' } })),
    ],
    [
      'runs as another account, by the deprecated field',
      create(sandbox({ spec: { serviceAccountName: undefined, serviceAccount: 'deployer' } })),
      by('admission', 'ASB375'),
    ],
    [
      'names another account in a template',
      create(template({ spec: { serviceAccountName: 'deployer' } })), by('admission', 'ASB375'),
    ],
    [
      'reads a Secret by a variable',
      create(sandbox(variable({ secretKeyRef: { name: 'model-key', key: 'key' } }))), gap(SECRETS),
      create(sandbox(variable({ fieldRef: { fieldPath: 'metadata.name' } }))),
    ],
    [
      'reads all keys of a Secret by variables',
      create(sandbox({ container: { envFrom: [{ secretRef: { name: 'model-key' } }] } })), gap(SECRETS),
    ],
    [
      'pulls images with any Secret of the namespace',
      create(sandbox({ spec: { imagePullSecrets: [{ name: 'model-key' }] } })), gap(SECRETS),
    ],
    [
      'acts as the controller',
      impersonating('system:serviceaccount:agent-sandbox-system:agent-sandbox-controller', list(the('Secret', ''))),
      by('RBAC', 'cannot impersonate'),
    ],
    ['acts as a master', impersonating('system:admin', list(the('Secret', ''))), by('RBAC', 'cannot impersonate')],
  ),
  ...forbidden(
    'operator',
    ['reads a Secret', read(the('Secret', 'model-key')), 'get secrets', read(the('Pod', 'dev'))],
    ['lists Secrets', list(the('Secret', '')), 'list secrets', list(the('Pod', ''))],
    ['creates a token Secret', create(TOKEN_SECRET), 'create secrets'],
    [
      'asks for a token of the sandboxes\' account',
      post(the('ServiceAccount', 'sandbox'), 'token', { spec: {} }), 'create serviceaccounts/token',
    ],
    ['creates a ServiceAccount', create(object('ServiceAccount')), 'create serviceaccounts'],
    [
      'lets the sandboxes\' account mount tokens',
      mergePatch(the('ServiceAccount', 'sandbox'), { automountServiceAccountToken: true }), 'patch serviceaccounts',
    ],
    [
      'binds itself to cluster-admin in the namespace',
      create(roleBinding('RoleBinding', 'ClusterRole', 'cluster-admin')), 'create rolebindings',
    ],
    [
      'binds itself to cluster-admin',
      create(roleBinding('ClusterRoleBinding', 'ClusterRole', 'cluster-admin')), 'create clusterrolebindings',
    ],
    ['joins a binding', mergePatch(the('RoleBinding', 'sandbox-viewer'), { subjects: SUBJECTS }), 'patch rolebindings'],
    ['applies a binding', apply(roleBinding('RoleBinding', 'ClusterRole', 'cluster-admin')), 'patch rolebindings'],
    ['creates a Role for everything', create(object('Role', { rules: EVERYTHING })), 'create roles'],
    ['widens its own Role', mergePatch(the('Role', 'sandbox-operator'), { rules: EVERYTHING }), 'patch roles'],
    ['deletes a binding', remove(the('RoleBinding', 'sandbox-viewer')), 'delete rolebindings'],
    [
      'asks for a certificate',
      create(object('CertificateSigningRequest', { spec: CERTIFICATE })), 'create certificatesigningrequests',
    ],
    [
      'asks whose token it has',
      create(object('TokenReview', { spec: { token: 'x' } }, NAMELESS)), 'create tokenreviews',
      create(review({ verb: 'get', resource: 'secrets' })),
    ],
    [
      'asks for the rights of others',
      create(object('SubjectAccessReview', { spec: { user: 'admin', resourceAttributes: {} } }, NAMELESS)),
      'create subjectaccessreviews',
    ],
  ),
];
