/**
 * The verbs and Secrets in a blast radius are those that the API server grants: random roles and bindings, beside all
 * that it has itself, are read by `blast` and asked of a real one.
 */
import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { accepted, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { isAllowed } from './questions';
import { AgentSandboxVersion, BlastArea, BlastRadius, Sandbox, SandboxCluster } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { ANONYMOUS, ApiRequest, grants, RbacSubject, serviceAccount } from '../../src/kubernetes/rbac';
import { inList } from '../../src/kubernetes/read-json';
import { ClusterRadius } from '../../src/radius/reach/cluster-radius';
import type { Fact, Radius } from '../../src/radius/reach/reached';
import { until } from '../../src/rehearsal/cluster/until';
import { Catalogue } from '../../src/release/catalogue';
import * as fc from '../support/fuzz';

const ROLES = Number(process.env.BLAST_ROLES ?? 40);
const SEED = Number(process.env.BLAST_SEED ?? 1);
const AT_ONCE = 16;

const GROUP = 'rbac.authorization.k8s.io';
const RBAC = `${GROUP}/v1`;
const NAMESPACES = ['a', 'b'];
const ACCOUNTS = ['one', 'two', 'three'];
const SECRETS = ['s1', 's2'];
const RESOURCES = [
  'pods', 'pods/log', 'pods/exec', 'secrets', 'configmaps', 'deployments', 'deployments/scale', 'sandboxes', 'nodes',
];
const GROUPS = ['', 'apps', 'agents.x-k8s.io'];
const VERBS = ['get', 'list', 'watch', 'create', 'delete', 'impersonate'];
/** Verbs by which an account may become another one, and what they are about. */
const RISING = ['impersonate', 'bind', 'escalate', 'create', 'deletecollection'];
const ACCOUNTS_AND_ROLES: ReadonlyArray<readonly [group: string, resource: string]> = [
  ['', 'users'], ['', 'groups'], ['', 'serviceaccounts'], ['', 'serviceaccounts/token'], [GROUP, 'roles'],
  [GROUP, 'clusterroles'],
];
const URLS = ['/metrics', '/logs/x', '/healthz'];

const some = (values: readonly string[], maxLength = 3) => (
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength })
);
const account = fc.record({
  kind: fc.constant('ServiceAccount'), name: fc.constantFrom(...ACCOUNTS), namespace: fc.constantFrom(...NAMESPACES),
});
const named = (kind: string, ...names: string[]) => (
  fc.constantFrom(...names).map((name) => ({ kind, name, apiGroup: GROUP }))
);
const resourceRule = fc.record({
  apiGroups: some([...GROUPS, ...GROUPS, '*'], 2),
  resources: some([...RESOURCES, 'secrets', '*/scale', '*/log', '*']),
  verbs: some([...VERBS, ...VERBS, '*']),
  resourceNames: fc.uniqueArray(fc.constantFrom(...SECRETS, 'other'), { maxLength: 2 }),
}, { requiredKeys: ['apiGroups', 'resources', 'verbs'] });
const risingRule = fc.record({
  apiGroups: some(['', GROUP, GROUP, '*'], 2),
  resources: some([...ACCOUNTS_AND_ROLES.map(([, resource]) => resource), '*/token', '*']),
  verbs: some([...RISING, ...RISING, '*']),
  resourceNames: fc.uniqueArray(fc.constantFrom(...SECRETS, 'other'), { maxLength: 2 }),
}, { requiredKeys: ['apiGroups', 'resources', 'verbs'] });
const pathRule = fc.record({ nonResourceURLs: some([...URLS, '/logs/*', '*'], 2), verbs: some([...VERBS, '*']) });
const subject = fc.oneof(
  account,
  named(
    'Group', 'system:serviceaccounts:a', 'system:serviceaccounts:b', 'system:serviceaccounts', 'system:authenticated',
    'system:unauthenticated', 'us',
  ),
  named('User', 'system:serviceaccount:b:two', 'system:anonymous', 'jane'),
);

/** A role, and a binding of it or of another one. */
const grant = fc.record({
  wide: fc.integer({ min: 0, max: 3 }).map((each) => each === 0),
  namespace: fc.constantFrom(...NAMESPACES),
  rules: fc.array(fc.oneof(resourceRule, resourceRule, risingRule), { minLength: 1, maxLength: 2 }),
  paths: fc.array(pathRule, { maxLength: 1 }),
  labels: fc.dictionary(fc.constantFrom('part', 'piece', 'other'), fc.constant('yes'), { maxKeys: 1 }),
  subjects: fc.array(fc.integer({ min: 0, max: 6 }).chain((rare) => (rare === 0 ? subject : account)), {
    minLength: 1, maxLength: 2,
  }),
  binds: fc.constantFrom('Role', 'ClusterRole', 'Role', 'ClusterRole', 'sum', 'total', 'nothing'),
});

/** Objects with roles of one namespace or of all, and bindings in both ways. */
function objectsOf(): KubeObject[] {
  const of = (kind: string, name: string, rest: object, namespace?: string, labels?: object) => ({
    apiVersion: RBAC, kind, metadata: { name, ...(namespace && { namespace }), ...(labels && { labels }) }, ...rest,
  } as KubeObject);
  const parts = fc.sample(grant, { numRuns: ROLES, seed: SEED }).flatMap((each, index) => {
    const { wide, namespace, rules, paths, labels, subjects, binds } = each;
    const name = `r${index}`;
    const roleRef = {
      apiGroup: GROUP,
      kind: binds === 'Role' && !wide ? 'Role' : 'ClusterRole',
      name: binds === 'sum' || binds === 'total' ? binds : binds === 'nothing' ? 'missing' : name,
    };
    return [
      of('Role', name, { rules }, namespace),
      of('ClusterRole', name, { rules: [...rules, ...paths] }, undefined, labels),
      // Of a role of all namespaces, rights in all of them are rare.
      wide
        ? of('ClusterRoleBinding', name, { roleRef, subjects })
        : of('RoleBinding', name, { roleRef, subjects }, namespace),
    ];
  });
  const sum = of('ClusterRole', 'sum', {
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: 'yes' } }] }, rules: [],
  }, undefined, { inner: 'yes' });
  // A sum of sums, by expressions too.
  const total = of('ClusterRole', 'total', {
    aggregationRule: {
      clusterRoleSelectors: [
        { matchLabels: { inner: 'yes' } },
        { matchExpressions: [{ key: 'piece', operator: 'In', values: ['yes', 'no'] }] },
      ],
    },
    rules: [],
  });
  const last = { subjects: [{ kind: 'User', name: 'last', apiGroup: GROUP }] };
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  // Each kind takes effect on its own: what is created last of each is asked about before the tests.
  const canaries = [
    of('Role', 'zz', { rules }, 'a'),
    of('ClusterRole', 'zz', { rules: [{ nonResourceURLs: ['/zz'], verbs: ['get'] }] }),
    of('RoleBinding', 'zz', { roleRef: { apiGroup: GROUP, kind: 'Role', name: 'zz' }, ...last }, 'a'),
    of('ClusterRoleBinding', 'zz', { roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'zz' }, ...last }),
  ];
  return [sum, total, ...parts, ...canaries];
}

const core = (kind: string, name: string, rest: object = {}, namespace?: string) => (
  { apiVersion: 'v1', kind, metadata: { name, ...(namespace && { namespace }) }, ...rest } as KubeObject
);

/** A Sandbox whose pod has the token of an account, or none. */
function sandboxOf(namespace: string, name: string, isMounted = true): KubeObject {
  return {
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: { name, namespace },
    spec: {
      podTemplate: {
        spec: { serviceAccountName: name, automountServiceAccountToken: isMounted, containers: [] },
      },
    },
  };
}

describeCluster('the blast radius', () => {
  const plane = aControlPlane();
  let onServer: KubeObject[];

  beforeAll(async () => {
    const { client } = plane;
    for (const object of [
      ...NAMESPACES.map((name) => core('Namespace', name)),
      ...NAMESPACES.flatMap((namespace) => (
        SECRETS.map((name) => core('Secret', name, { stringData: { key: 'x' } }, namespace))
      )),
      ...objectsOf(),
    ]) {
      accepted({ path: 'the suite', object }, await client.create(object));
    }
    const last: RbacSubject = { user: 'last', groups: [] };
    const get = { verb: 'get', group: '' };
    await until('those of namespaces', () => isGranted(last, { ...get, resource: 'pods', namespace: 'a' }));
    await until('those of all namespaces', () => isGranted(last, { ...get, resource: '', url: '/zz' }));
    const rulesOf = async (role: string) => (
      inList((await client.get(`/apis/${RBAC}/clusterroles/${role}`)).body, 'rules').map((rule) => JSON.stringify(rule))
    );
    await until('the sums of roles', async () => {
      const [sum, total] = [await rulesOf('sum'), await rulesOf('total')];
      return sum.length > 0 && sum.every((rule) => total.includes(rule));
    });
    onServer = await rbacOnServer();
  });

  async function isGranted({ user, groups }: RbacSubject, { url, resource, ...request }: ApiRequest): Promise<boolean> {
    const [kind, subresource] = resource.split('/');
    return isAllowed(plane.client, {
      user,
      groups,
      ...(url === undefined
        ? { resourceAttributes: { ...request, resource: kind, ...(subresource && { subresource }) } }
        : { nonResourceAttributes: { path: url, verb: request.verb } }),
    });
  }

  /** All roles and bindings, those that Kubernetes makes itself too. */
  async function rbacOnServer(): Promise<KubeObject[]> {
    const kinds = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];
    const lists = await Promise.all(kinds.map(async (kind) => {
      const { body } = await plane.client.get(`/apis/${RBAC}/${kind.toLowerCase()}s`);
      return inList(body, 'items').map((item) => ({ apiVersion: RBAC, kind, ...item } as unknown as KubeObject));
    }));
    return lists.flat();
  }

  const radiusOf = (objects: readonly KubeObject[]): Radius => (
    new ClusterRadius(objects, { release: Catalogue.standard().latest, allowedLabelDomains: [] }).of(objects[0])!
  );

  const factsOf = <K extends Fact['is']>(radius: Radius, is: K) => (
    radius.reached.flatMap(({ fact }) => (fact.is === is ? [fact as Extract<Fact, { is: K }>] : []))
  );

  /** The requests on which the radius and the server differ. */
  async function differences(radius: Radius, subjectOf: RbacSubject): Promise<string[]> {
    const held = factsOf(radius, 'grant').map((fact) => fact.grant);
    const places = [undefined, ...NAMESPACES].flatMap((namespace) => [undefined, 's1'].map((name) => (
      { ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) }
    )));
    const questions: ApiRequest[] = [
      ...VERBS.flatMap((verb) => GROUPS.flatMap((group) => RESOURCES.flatMap((resource) => (
        places.map((place) => ({ verb, group, resource, ...place }))
      )))),
      ...ACCOUNTS_AND_ROLES.flatMap(([group, resource]) => RISING.flatMap((verb) => (
        places.map((place) => ({ verb, group, resource, ...place }))
      ))),
      ...URLS.flatMap((url) => VERBS.map((verb) => ({ verb, group: '', resource: '', url }))),
    ];
    const found: string[] = [];
    const asker = async () => {
      for (let asked = questions.pop(); asked; asked = questions.pop()) {
        const question = asked;
        const ours = held.some((each) => grants(each, question));
        if (ours) { allowed += 1; }
        const theirs = await isGranted(subjectOf, question);
        if (ours !== theirs) { found.push(`ours ${ours}, server ${theirs}: ${JSON.stringify(question)}`); }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, asker));
    return found;
  }

  /** How many questions were answered by yes. */
  let allowed = 0;

  const holders = NAMESPACES.flatMap((namespace) => (
    ACCOUNTS.map((name) => [`${namespace}/${name}`, namespace, name] as const)
  ));

  test.each(holders)('of %s has exactly the verbs that the API server grants', async (_, namespace, holder) => {
    const radius = radiusOf([sandboxOf(namespace, holder), ...onServer]);
    expect(factsOf(radius, 'grant').length).toBeGreaterThan(0);
    expect(await differences(radius, serviceAccount(namespace, holder))).toEqual([]);
  });

  test('sums of roles are read off the roles that they select, before the API server has summed them', () => {
    const written = new Map(objectsOf().map((each) => [`${each.kind} ${each.metadata.name}`, each]));
    const beforeSums = onServer.map((each) => (
      ['sum', 'total'].includes(each.metadata.name) ? written.get(`${each.kind} ${each.metadata.name}`)! : each
    ));
    for (const [, namespace, holder] of holders) {
      const [ours, summed] = [beforeSums, onServer].map((objects) => {
        const radius = radiusOf([sandboxOf(namespace, holder), ...objects]);
        const held = factsOf(radius, 'grant').map(({ grant: { by: _, ...rest } }) => JSON.stringify(rest));
        return [...new Set(held)].sort();
      });
      expect(ours).toEqual(summed);
    }
  });

  test('a sum that selects all roles has all that cluster-admin has', async () => {
    const sum = {
      apiVersion: RBAC,
      kind: 'ClusterRole',
      metadata: { name: 'everything' },
      aggregationRule: { clusterRoleSelectors: [{}] },
      rules: [],
    } as unknown as KubeObject;
    accepted({ path: 'the sum', object: sum }, await plane.client.create(sum));
    await until('the sum of all roles', async () => {
      const { body } = await plane.client.get(`/apis/${RBAC}/clusterroles/everything`);
      return inList(body, 'rules').some(({ resources, verbs }) => String(resources) === '*' && String(verbs) === '*');
    });
    const binding = {
      apiVersion: RBAC,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'everything' },
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'everything' },
      subjects: [{ kind: 'ServiceAccount', name: 'one', namespace: 'a' }],
    } as unknown as KubeObject;
    const held = factsOf(radiusOf([sandboxOf('a', 'one'), sum, binding]), 'grant').map((fact) => fact.grant);
    expect(held).toContainEqual(expect.objectContaining({ verb: '*', group: '*', resource: '*' }));
  });

  test('the answers are not all the same', () => {
    expect(allowed).toBeGreaterThan(500);
    expect(allowed).toBeLessThan(4000);
  });

  test('of a pod without a token has exactly what the API server grants to anonymous requests', async () => {
    const radius = radiusOf([sandboxOf('a', 'one', false), ...onServer]);
    expect(await differences(radius, ANONYMOUS)).toEqual([]);
  });

  test.each(holders)('of %s has exactly the Secrets that the API server hands out', async (_, namespace, holder) => {
    const { user, groups } = serviceAccount(namespace, holder);
    const found = factsOf(radiusOf([sandboxOf(namespace, holder), ...onServer]), 'secrets-by-api');
    for (const of of NAMESPACES) {
      const path = `/api/v1/namespaces/${of}/secrets`;
      const as = { user, groups: [...groups] };
      const listed = (await plane.client.get(path, as)).status === 200
        || await isGranted({ user, groups }, { verb: 'watch', group: '', resource: 'secrets', namespace: of });
      for (const name of SECRETS) {
        const handed = listed || (await plane.client.get(`${path}/${name}`, as)).status === 200
          || await isGranted({ user, groups }, { verb: 'watch', group: '', resource: 'secrets', namespace: of, name })
          || await isGranted({ user, groups }, { verb: 'list', group: '', resource: 'secrets', namespace: of, name });
        const ours = found.some((fact) => (fact.namespace === undefined || fact.namespace === of)
          && (fact.name === undefined || fact.name === name));
        expect([of, name, ours]).toEqual([of, name, handed]);
      }
    }
  });

  test('of an app has the verbs that its objects are granted once they are applied', async () => {
    const app: App = Testing.app();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const chart = new Chart(app, 'app', { namespace: 'a' });
    const runner = new kplus.ServiceAccount(chart, 'Runner', { metadata: { name: 'runner' } });
    const role = new kplus.Role(chart, 'Role');
    role.allowRead(kplus.ApiResource.PODS);
    role.allow(['get'], kplus.ApiResource.custom({ apiGroup: '', resourceType: 'pods/log' }));
    role.bind(runner);
    const sandbox = new Sandbox(chart, 'Dev', {
      containers: [{ image: 'registry.example.com/devbox:2.4' }],
      serviceAccount: runner,
      automountServiceAccountToken: true,
    });
    const items = itemsOf(app).filter(({ object }) => object.kind !== 'Sandbox' && object.kind !== 'NetworkPolicy');
    for (const item of items) { accepted(item, await plane.client.create(item.object)); }
    const who = serviceAccount('a', 'runner');
    const logs: ApiRequest = { verb: 'get', group: '', resource: 'pods/log', namespace: 'a' };
    await until('the role of the app', () => isGranted(who, logs));
    expect(BlastRadius.of(sandbox).items.filter(({ area }) => area === BlastArea.API).map(({ text }) => text)).toEqual([
      "get, list, watch on pods in namespace 'a'", "get on pods/log in namespace 'a'",
    ]);
    const objects = itemsOf(app).map(({ object }) => object);
    const radius = radiusOf([objects.find(({ kind }) => kind === 'Sandbox')!, ...objects, ...await rbacOnServer()]);
    expect(await differences(radius, who)).toEqual([]);
  });
});
