/** Objects of any form: what is wrong with them is told by others, and nothing is thrown. */
import { container, granted, networkPolicy, object, QUIET, sandbox, template } from './support';
import { CONTAINERS } from '../../src/cli/editor/sentences/containers';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { radiusChange } from '../../src/radius/reach/change';
import { checkBudget } from '../../src/radius/reach/check-budget';
import { ClusterRadius } from '../../src/radius/reach/cluster-radius';
import { excessOf } from '../../src/radius/reach/excess';
import { isFieldOfRadius } from '../../src/radius/reach/pod-facts';
import { radiusPicture } from '../../src/radius/report/picture';
import { radiusJson, radiusSarif, radiusText } from '../../src/radius/report/reports';
import { Catalogue } from '../../src/release/catalogue';
import * as fc from '../support/fuzz';

const BUDGET = checkBudget({ isolated: true, network: { internet: true } });
const RUNS = Number(process.env.BLAST_MUTATIONS ?? 150);

const RBAC = 'rbac.authorization.k8s.io/v1';
const EXTENSIONS = 'extensions.agents.x-k8s.io/v1beta1';
const POD = {
  ...QUIET,
  automountServiceAccountToken: true,
  serviceAccountName: 'default',
  nodeSelector: { pool: 'a' },
  tolerations: [{ key: 'a', effect: 'NoSchedule' }],
  imagePullSecrets: [{ name: 'pull' }],
  containers: [container({
    env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'one', key: 'k' } } }],
    envFrom: [{ secretRef: { name: 'two' } }],
    ports: [{ containerPort: 80, hostPort: 80, name: 'web' }],
    securityContext: { privileged: true, capabilities: { add: ['SYS_ADMIN'] } },
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
  })],
  volumes: [
    { name: 'v', hostPath: { path: '/var/log' } }, { name: 'c', persistentVolumeClaim: { claimName: 'data' } },
    { name: 's', secret: { secretName: 'three' } }, { name: 'n', nfs: { server: 'nas', path: '/' } },
    { name: 'd', csi: { driver: 'x', volumeAttributes: { a: 'b' }, nodePublishSecretRef: { name: 'x' } } },
    { name: 'p', projected: { sources: [{ serviceAccountToken: { audience: 'vault' } }, { secret: { name: 'x' } }] } },
  ],
};

const OBJECTS: readonly KubeObject[] = [
  template(POD, {
    networkPolicy: { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }] },
  }),
  sandbox(POD),
  ...granted({ apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: ['x'] }),
  object(RBAC, 'ClusterRole', 'sum', {
    aggregationRule: {
      clusterRoleSelectors: [{ matchLabels: { a: 'b' }, matchExpressions: [{ key: 'c', operator: 'Exists' }] }],
    },
  }),
  object(RBAC, 'ClusterRoleBinding', 'sum', {
    roleRef: { kind: 'ClusterRole', name: 'sum' }, subjects: [{ kind: 'Group', name: 'system:authenticated' }],
  }),
  networkPolicy({
    podSelector: { matchLabels: { a: 'b' } },
    egress: [{
      to: [{ podSelector: { matchLabels: { a: 'b' } }, namespaceSelector: { matchLabels: { c: 'd' } } }],
      ports: [{ port: 80 }],
    }],
    policyTypes: ['Egress'],
  }),
  {
    ...object('v1', 'ServiceAccount', 'default', {}, 'research'),
    metadata: {
      name: 'default', namespace: 'research', annotations: { 'eks.amazonaws.com/role-arn': 'arn' },
    },
  },
  object('eks.services.k8s.aws/v1alpha1', 'PodIdentityAssociation', 'a', {
    spec: { namespace: 'research', serviceAccount: 'default', roleRef: { from: { name: 'r' } } },
  }),
  object('node.k8s.io/v1', 'RuntimeClass', 'gvisor', {
    handler: 'runsc', scheduling: { nodeSelector: {}, tolerations: [] },
  }),
  object('v1', 'PersistentVolumeClaim', 'data', { spec: { accessModes: ['ReadWriteMany'] } }, 'research'),
  object(EXTENSIONS, 'SandboxWarmPool', 'pool', { spec: { sandboxTemplateRef: { name: 'python' } } }, 'research'),
  object(EXTENSIONS, 'SandboxClaim', 'claim', { spec: { warmPoolRef: { name: 'pool' } } }, 'research'),
  object('v1', 'Namespace', 'research'),
];

/** Paths of all values, but for what makes an object one: its kind and name. */
function pathsOf(value: unknown, path: readonly string[] = []): Array<readonly string[]> {
  const isName = path[1] === 'metadata' && ['name', undefined].includes(path[2]);
  const isFixed = ['apiVersion', 'kind'].includes(path[1]) || isName;
  const own = path.length > 1 && !isFixed ? [path] : [];
  if (typeof value !== 'object' || value === null) { return own; }
  return [...own, ...Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

const PATHS = pathsOf(OBJECTS);
const odd = fc.constantFrom<unknown>(
  null, 1, 10n ** 20n, 'x', '', '*', '10.0.0.0/33', true, [], [null], {}, [[]], { a: null }, ['*'],
);

test('what pods reach does not depend on the fields of a container that a comparison leaves out', () => {
  const fields = Object.keys(CONTAINERS.Container)
    .filter((field) => !isFieldOfRadius(['spec', 'podTemplate', 'spec', 'containers', 'name=main', field]));
  expect(fields).toEqual(expect.arrayContaining(['image', 'command', 'args', 'resources', 'livenessProbe']));
  const cluster = { release: Catalogue.standard().latest, allowedLabelDomains: [] };
  const reached = (objects: readonly KubeObject[]) => {
    const radius = new ClusterRadius(objects, cluster);
    return objects.map((each) => radius.of(each));
  };
  const before = reached(OBJECTS);
  fc.assert(fc.property(fc.constantFrom(...fields), odd, (field, value) => {
    const objects = structuredClone(OBJECTS) as any[];
    objects[0].spec.podTemplate.spec.containers[0][field] = value;
    objects[1].spec.podTemplate.spec.containers[0][field] = value;
    expect(reached(objects)).toEqual(before);
  }), { numRuns: RUNS });
});

test('nor on the values of its variables, unless these refer to something', () => {
  const env = ['spec', 'podTemplate', 'spec', 'containers', 'name=main', 'env'];
  expect(isFieldOfRadius([...env, 'name=A', 'value'])).toBe(false);
  for (const rest of [[], ['name=A'], ['name=A', 'valueFrom', 'secretKeyRef', 'name']]) {
    expect(isFieldOfRadius([...env, ...rest])).toBe(true);
  }
});

test(`${RUNS} platforms with odd values`, () => {
  const mutation = fc.record({ path: fc.constantFrom(...PATHS), value: odd });
  const cluster = { release: Catalogue.standard().latest, allowedLabelDomains: [] };
  const first = new ClusterRadius(OBJECTS, cluster).of(OBJECTS[0])!;
  fc.assert(fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
    const objects = structuredClone(OBJECTS) as any[];
    for (const { path, value } of mutations) {
      const at = path.slice(0, -1).reduce((found, key) => found?.[key], objects as any);
      if (typeof at === 'object' && at !== null) { at[path.at(-1)!] = structuredClone(value); }
    }
    const radius = new ClusterRadius(objects, cluster);
    for (const each of objects) {
      const found = radius.of(each);
      if (!found) { continue; }
      const reported = [{ radius: found, excess: excessOf(found, BUDGET) }];
      for (const print of [radiusText, radiusJson, radiusSarif]) { expect(print(reported)).toMatch(/\n$/); }
      radiusPicture(reported);
      radiusChange(first, found);
    }
  }), { numRuns: RUNS });
});
