/**
 * The Job that deletes what the release before has left. There is no kubelet, so its command is run here, as its
 * ServiceAccount: its Role is enough for what it deletes, and for nothing else.
 */
import { spawn, spawnSync } from 'node:child_process';
import { App, Chart } from 'cdk8s';
import { apply } from './controlled';
import { Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { isAllowed } from './questions';
import { everythingOf, install } from './releases';
import { AgentSandbox, AgentSandboxVersion, LeftoverObject } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { directories } from '../support/directories';

const KUBECTL = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!KUBECTL) { process.stderr.write('SKIPPED: no kubectl, so the Job that cleans up is not run\n'); }

const SYSTEM = 'agent-sandbox-system';
const [FROM, TO] = [AgentSandboxVersion.V0_5_6, AgentSandboxVersion.V1_0_5];

interface Job {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly containers: ReadonlyArray<{ readonly command: readonly string[]; readonly args: readonly string[] }>;
      };
    };
  };
}

/** The install with its Job. */
function upgraded(): { items: Item[]; leftovers: readonly LeftoverObject[]; job: Job } {
  const app = new App();
  const made = new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', {
    version: TO, upgradeFrom: FROM, cleanUp: { image: 'registry.example.com/kubectl:1.36' },
  });
  const items = itemsOf(app);
  const job = items.find(({ object }) => object.kind === 'Job')!.object as unknown as Job;
  return { items, leftovers: made.leftovers, job };
}

(KUBECTL ? describeCluster : describe.skip)(`the Job that cleans up after ${FROM}`, () => {
  const plane = aControlPlane();
  const directory = directories();
  const { items, leftovers, job } = upgraded();
  const { serviceAccountName, containers: [{ command, args }] } = job.spec.template.spec;
  const user = `system:serviceaccount:${SYSTEM}:${serviceAccountName}`;

  /** Objects of the namespace, but events and what Kubernetes makes in each. */
  async function contents(): Promise<string[]> {
    const kinds = ['roles', 'rolebindings', 'services', 'secrets', 'serviceaccounts', 'deployments', 'configmaps'];
    const { out } = await kubectl('get', kinds.join(','), `--namespace=${SYSTEM}`, '--output=name');
    return out.trim().split('\n').sort();
  }

  beforeAll(async () => {
    await install(plane.client, everythingOf(FROM.id));
    // The controller makes it itself; and one that nothing has left.
    await apply(plane.client, ['agent-sandbox-webhook-certs', 'other'].map((name) => (
      { path: 'the suite', object: secret(name) }
    )));
    await install(plane.client, items);
  });

  test('is about objects that are there', async () => {
    expect(leftovers.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Role agent-sandbox-controller', 'RoleBinding agent-sandbox-controller', 'Service agent-sandbox-webhook-service',
      'Secret agent-sandbox-webhook-certs',
    ]);
    for (const object of leftovers) {
      expect((await plane.client.read({ ...object, metadata: object })).status).toBe(200);
    }
  });

  test('may delete these by their names, and do nothing else', async () => {
    const allowed = new Set(leftovers.flatMap(({ kind, name }) => (
      ['delete', 'get'].map((verb) => `${verb} ${kind.toLowerCase()}s ${name}`)
    )));
    const found: string[] = [];
    for (const [group, resource] of RESOURCES) {
      const names = ['', 'other', ...leftovers.filter(({ kind }) => resource === `${kind.toLowerCase()}s`)
        .map(({ name }) => name)];
      for (const name of names) {
        for (const verb of VERBS) {
          for (const namespace of [SYSTEM, 'default']) {
            if (await may({ verb, group, resource, namespace, ...(name && { name }) })) {
              found.push([verb, resource, name, ...(namespace === SYSTEM ? [] : [namespace])].join(' '));
            }
          }
        }
      }
    }
    expect(found.sort()).toEqual([...allowed].sort());
  });

  test('is refused what its Role does not name', async () => {
    for (const refused of [
      ['delete', 'secret/other'],
      ['delete', 'secrets', '--all'],
      ['get', 'secrets'],
      ['delete', 'deployment/agent-sandbox-controller'],
      ['delete', `role/${serviceAccountName}`],
      ['delete', 'clusterrole/agent-sandbox-controller'],
      ['delete', 'crd/sandboxes.agents.x-k8s.io'],
      ['create', 'role', 'mine', '--verb=get', '--resource=pods'],
    ]) {
      expect([refused, await kubectl(...refused, `--namespace=${SYSTEM}`, `--as=${user}`)]).toEqual([
        refused, { code: 1, out: '', err: expect.stringContaining('orbidden') },
      ]);
    }
  });

  test('deletes these and nothing else, and ends well where they are gone already', async () => {
    const before = await contents();
    expect(command).toEqual(['kubectl']);
    expect(await kubectl(...args, `--as=${user}`)).toMatchObject({ code: 0, err: '' });
    const gone = leftovers.map(({ apiVersion, kind, name }) => {
      const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
      return `${kind.toLowerCase()}${group ? `.${group}` : ''}/${name}`;
    });
    expect(await contents()).toEqual(before.filter((each) => !gone.includes(each)));
    expect(before.filter((each) => gone.includes(each))).toHaveLength(leftovers.length);
    // The Job runs anew when it failed, and with each sync.
    expect(await kubectl(...args, `--as=${user}`)).toEqual({ code: 0, out: '', err: '' });
  });

  function may(attributes: object): Promise<boolean> {
    return isAllowed(plane.client, { user, groups: GROUPS, resourceAttributes: attributes });
  }

  function kubectl(...given: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
    const env = { ...process.env, HOME: directory(), KUBECONFIG: plane.plane.kubeconfig };
    const child = spawn('kubectl', given, { env, timeout: 60_000 });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { err += text; });
    return new Promise((resolve) => { child.once('close', (code) => { resolve({ code, out, err }); }); });
  }
});

/** Groups of every ServiceAccount of the namespace. */
const GROUPS = ['system:serviceaccounts', `system:serviceaccounts:${SYSTEM}`, 'system:authenticated'];

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'escalate', 'bind'];

/** Kinds that the Job might reach for. */
const RESOURCES: ReadonlyArray<readonly [group: string, resource: string]> = [
  ['', 'secrets'], ['', 'services'], ['', 'pods'], ['', 'configmaps'], ['', 'serviceaccounts'],
  ['rbac.authorization.k8s.io', 'roles'], ['rbac.authorization.k8s.io', 'rolebindings'],
  ['apps', 'deployments'], ['batch', 'jobs'], ['agents.x-k8s.io', 'sandboxes'],
];

function secret(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: SYSTEM }, stringData: { key: 'value' } };
}
