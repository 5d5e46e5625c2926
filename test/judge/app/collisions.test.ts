import { ApiObject, ApiObjectProps, App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, EnvVarsInjectionPolicy, NetworkPolicyManagement, Sandbox, SandboxClaim, SandboxCluster,
  SandboxTemplate,
} from '../../../src';
import { chartOf, errorsOf, linesOf, POD, POD_WITH_GROUP, pooled } from '../../support/workloads';

const size = Size.gibibytes(1);

/** A sandbox of a name, with a workspace `Home` if it is asked for. */
function sandbox(chart: Chart, name: string, workspace = false): Sandbox {
  const made = new Sandbox(chart, `${name}-id`, { ...POD_WITH_GROUP, metadata: { name } });
  if (workspace) { made.addWorkspace('Home', '/home', { size }); }
  return made;
}

/** The least that the API server takes. */
const SPECS: Readonly<Record<string, object>> = {
  Pod: { containers: [{ name: 'main', image: 'a' }] },
  Service: { ports: [{ port: 80 }] },
  PersistentVolumeClaim: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

function raw(chart: Chart, kind: string, name: string, labels?: Record<string, string>): ApiObject {
  return new ApiObject(chart, `${kind}-${name}`, {
    apiVersion: kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'v1',
    kind,
    metadata: { name, ...(labels && { labels }) },
    ...(Object.hasOwn(SPECS, kind) && { spec: SPECS[kind] }),
  });
}

describe('ASB211: a cold claim and a Sandbox of one name', () => {
  const line =
    'error ASB211 research/Python/Pool/Nightly: the claim starts a sandbox of its own name, ' +
    "and the app has a Sandbox 'nightly' already; name the claim otherwise";

  test('fails if the pool is cold, whichever comes first', () => {
    for (const first of ['claim', 'sandbox']) {
      const { chart, pool } = pooled({}, { replicas: 0 });
      if (first === 'sandbox') { sandbox(chart, 'nightly'); }
      pool.addClaim('Nightly');
      if (first === 'claim') { sandbox(chart, 'nightly'); }
      expect(linesOf(chart)).toEqual([line]);
    }
  });

  test('fails if the claim brings environment variables', () => {
    const { chart, pool } = pooled({ envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED });
    sandbox(chart, 'nightly');
    pool.addClaim('Nightly', { env: [{ name: 'A', value: '1' }] });
    expect(linesOf(chart)).toContain(line);
  });

  test('fails if an old claim names no pool', () => {
    const chart = chartOf(AgentSandboxVersion.V0_4_6);
    new SandboxTemplate(chart, 'Python', POD).addClaim('Nightly');
    sandbox(chart, 'nightly');
    expect(linesOf(chart)).toEqual([line.replace('/Pool', '')]);
  });

  test('is fine where a waiting sandbox serves it, in another namespace, and in another cluster', () => {
    const { chart, pool } = pooled({}, { replicas: 1 });
    sandbox(chart, 'nightly');
    pool.addClaim('Nightly');
    expect(linesOf(chart)).toEqual([]);

    const cold = pooled({}, { replicas: 0 });
    cold.pool.addClaim('Nightly');
    sandbox(new Chart(cold.chart.node.root as App, 'other', { namespace: 'other' }), 'nightly');
    const elsewhere = new Chart(cold.chart.node.root as App, 'production', { namespace: 'research' });
    SandboxCluster.declare(elsewhere, { version: AgentSandboxVersion.LATEST });
    sandbox(elsewhere, 'nightly');
    expect(linesOf(cold.chart)).toEqual([]);
  });
});

describe('ASB211: volumes that become one PersistentVolumeClaim', () => {
  test('fails if two sandboxes do so, and names both', () => {
    const chart = chartOf();
    new Sandbox(chart, 'A', { ...POD_WITH_GROUP, metadata: { name: 'b' } }).addWorkspace('x-a', '/x', { size });
    new Sandbox(chart, 'B', { ...POD_WITH_GROUP, metadata: { name: 'a-b' } }).addWorkspace('x', '/x', { size });
    expect(linesOf(chart)).toEqual([
      "error ASB211 research/B: its volume 'x' becomes PersistentVolumeClaim 'x-a-b', " +
        "which a volume of 'research/A' becomes too; give the volume or the sandbox another name",
    ]);
  });

  test('fails if a sandbox and a cold claim do so', () => {
    const { chart, pool, template } = pooled(POD_WITH_GROUP, { replicas: 0 });
    template.addWorkspace('home-dev', '/home', { size });
    pool.addClaim('Box');
    new Sandbox(chart, 'Other', { ...POD_WITH_GROUP, metadata: { name: 'dev-box' } })
      .addWorkspace('Home', '/home', { size });
    expect(linesOf(chart)).toEqual([
      "error ASB211 research/Other: its volume 'home' becomes PersistentVolumeClaim 'home-dev-box', " +
        "which a volume of 'research/Python/Pool/Box' becomes too; give the volume or the sandbox another name",
    ]);
  });

  test('is fine in two namespaces', () => {
    const chart = chartOf();
    sandbox(chart, 'dev', true);
    sandbox(new Chart(chart.node.root as App, 'other', { namespace: 'other' }), 'dev', true);
    expect(linesOf(chart)).toEqual([]);
  });

  test('does not take an object for its own twin at the next synthesis', () => {
    const chart = chartOf();
    sandbox(chart, 'dev', true);
    for (const _ of [1, 2, 3]) { expect(errorsOf(chart)).toBe(''); }
    sandbox(chart, 'other', true);
    expect(errorsOf(chart)).toBe('');
  });
});

describe('ASB211: a network policy of the name that the controller uses', () => {
  const line =
    'error ASB211 research/NetworkPolicy-python-network-policy: ' +
    "the controller makes a NetworkPolicy 'python-network-policy' for template 'research/Python'; " +
    'name yours otherwise, or set networkPolicyManagement UNMANAGED';

  test('fails if the template is managed', () => {
    const { chart } = pooled();
    raw(chart, 'NetworkPolicy', 'python-network-policy');
    expect(linesOf(chart)).toEqual([line]);
  });

  test('is fine if the template is not managed, or is another', () => {
    const { chart } = pooled({ networkPolicyManagement: NetworkPolicyManagement.UNMANAGED });
    raw(chart, 'NetworkPolicy', 'python-network-policy');
    raw(chart, 'NetworkPolicy', 'other-network-policy');
    raw(chart, 'NetworkPolicy', 'python');
    expect(linesOf(chart)).toEqual([]);
  });
});

describe('ASB212: an object of the name that a sandbox looks for', () => {
  const line = (kind: string, name: string) =>
    `error ASB212 research/${kind}-${name}: ${kind} '${name}' has the ` +
    "name of the one that sandbox 'research/dev-id' makes or looks for, " +
    "and no label 'agents.x-k8s.io/adoptable' that lets it be taken over; " +
    'call adopt(...) of the sandbox, or name it otherwise';

  test.each([
    ['Service', 'dev'],
    ['Pod', 'dev'],
    ['PersistentVolumeClaim', 'home-dev'],
  ])('fails if a %s has it', (kind, name) => {
    const chart = chartOf();
    sandbox(chart, 'dev', true);
    raw(chart, kind, name);
    expect(linesOf(chart)).toEqual([line(kind, name)]);
    expect(errorsOf(chart)).toContain('error ASB212');
  });

  test.each([
    ['Pod', 'dev'],
    ['PersistentVolumeClaim', 'home-dev'],
  ])('is fine if the %s may be taken over', (kind, name) => {
    const chart = chartOf();
    sandbox(chart, 'dev', true);
    raw(chart, kind, name, { [Sandbox.ADOPTABLE_LABEL]: 'true' });
    expect(linesOf(chart)).toEqual([]);
  });

  /** What is said of a Service that a sandbox may take over. */
  function offered(spec: object): string[] {
    const chart = chartOf();
    sandbox(chart, 'dev', true);
    new ApiObject(chart, 'Web', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'dev', labels: { [Sandbox.ADOPTABLE_LABEL]: 'true' } },
      spec,
    } as ApiObjectProps);
    return linesOf(chart);
  }

  test('is fine if a headless Service with a selector may be taken over, or one with a policy for its families', () => {
    expect(offered({ clusterIP: 'None', selector: { app: 'web' } })).toEqual([]);
    expect(offered({ clusterIP: 'None', ipFamilyPolicy: 'SingleStack' })).toEqual([]);
  });

  test('fails if a Service that may be taken over is not headless', () => {
    expect(offered({ ports: [{ port: 80 }], selector: { app: 'web' } })).toEqual([
      "error ASB212 research/Web: Service 'dev' is there to be taken over by a sandbox, " +
        "which takes headless ones only, and has a cluster IP; set its clusterIP to 'None', or name it otherwise",
    ]);
  });

  test('says so if it has no selector, which fails in clusters of one IP family', () => {
    expect(offered({ clusterIP: 'None' })).toEqual([
      expect.stringMatching(/^warning ASB212 research\/Web: Service 'dev' .* has no selector/),
    ]);
  });

  test.each([
    ['Service', 'other'],
    ['Pod', 'dev-0'],
    ['PersistentVolumeClaim', 'dev'],
    ['ConfigMap', 'dev'],
  ])('is fine for a %s named %s', (kind, name) => {
    const chart = chartOf();
    sandbox(chart, 'dev', true);
    raw(chart, kind, name);
    expect(linesOf(chart)).toEqual([]);
  });

  test('is fine in another namespace', () => {
    const chart = chartOf();
    sandbox(chart, 'dev', true);
    raw(new Chart(chart.node.root as App, 'other', { namespace: 'other' }), 'Service', 'dev');
    expect(linesOf(chart)).toEqual([]);
  });

  test('fails if a Service that selects the sandbox has its name', () => {
    const chart = chartOf();
    new kplus.Service(chart, 'Web', {
      metadata: { name: 'dev' },
      selector: sandbox(chart, 'dev'),
      ports: [{ port: 80 }],
    });
    expect(linesOf(chart)).toEqual([expect.stringMatching(/^error ASB212 research\/Web: Service 'dev' has the name/)]);
  });

  test('fails if a cold claim looks for it', () => {
    const { chart, pool, template } = pooled(POD_WITH_GROUP, { replicas: 0 });
    template.addWorkspace('Home', '/home', { size });
    new SandboxClaim(chart, 'Nightly', { warmPool: pool });
    raw(chart, 'PersistentVolumeClaim', 'home-nightly');
    expect(linesOf(chart)).toEqual([
      expect.stringContaining(
        "PersistentVolumeClaim 'home-nightly' has the name of the " +
          "one that sandbox 'research/Nightly' makes or looks for",
      ),
    ]);
  });
});
