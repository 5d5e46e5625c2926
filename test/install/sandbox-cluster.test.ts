import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AgentSandbox, AgentSandboxCrds, AgentSandboxVersion, Findings, SandboxCluster } from '../../src';
import { containerOf, installed } from '../support/install';
import { quietly } from '../support/stderr';

const version = AgentSandboxVersion.LATEST;

function argsOf(install: AgentSandbox): string[] {
  return install.controller.toJson().spec.template.spec.containers[0].args;
}

/** What a synthesis says, or nothing when it succeeds. */
function errorsOf(app: App): string {
  try {
    quietly(() => app.charts[0].toJson());
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('at and of', () => {
  test('the app is the cluster of all, unless one is declared', () => {
    const app = new App();
    const inner = new Construct(new Chart(app, 'chart'), 'inner');
    const cluster = SandboxCluster.of(inner);
    expect(cluster.scope).toBe(app);
    expect(SandboxCluster.of(app)).toBe(cluster);
    expect([cluster.version, cluster.kubernetesVersion, cluster.clusterDomain]).toEqual([
      undefined,
      undefined,
      'cluster.local',
    ]);
  });

  test('the nearest one declared above counts', () => {
    const app = new App();
    const [staging, production] = [new Chart(app, 'staging'), new Chart(app, 'production')];
    const inner = new Construct(production, 'inner');
    const whole = SandboxCluster.declare(app, { kubernetesVersion: '1.34' });
    const declared = SandboxCluster.declare(production, {
      version,
      kubernetesVersion: '1.36',
      clusterDomain: 'corp.example',
    });
    expect(SandboxCluster.of(inner)).toBe(declared);
    expect(SandboxCluster.of(production)).toBe(declared);
    expect(SandboxCluster.of(staging)).toBe(whole);
    expect([declared.scope, declared.version, declared.kubernetesVersion, declared.clusterDomain]).toEqual([
      production,
      version,
      '1.36',
      'corp.example',
    ]);
    expect(whole.version).toBeUndefined();
  });

  test('one declared later replaces what the app was taken for', () => {
    const app = new App();
    const before = SandboxCluster.of(app);
    const declared = SandboxCluster.declare(app, { version });
    expect(SandboxCluster.of(app)).toBe(declared);
    expect(declared).not.toBe(before);
  });

  test('the version is the one declared, else that of the install', () => {
    const { app, chart } = installed({ version: AgentSandboxVersion.V0_5_6 });
    expect(SandboxCluster.of(chart).version?.id).toBe('v0.5.6');
    expect(SandboxCluster.of(app).version?.id).toBe('v0.5.6');
    expect(SandboxCluster.declare(chart).version?.id).toBe('v0.5.6');
    expect(SandboxCluster.of(app).version).toBeUndefined();
  });

  test('fails if a scope declares a cluster twice', () => {
    const chart = new Chart(new App(), 'staging');
    SandboxCluster.declare(chart);
    expect(() => SandboxCluster.declare(chart, { version })).toThrow(
      "'staging' declares a cluster already; call SandboxCluster.declare once per scope",
    );
    SandboxCluster.declare(chart.node.root);
    expect(() => SandboxCluster.declare(chart.node.root)).toThrow('the app');
  });

  test.each(['1', 'v1.36', '1.36.2', '1.x', '', '2.0'])(
    'fails if the Kubernetes version is %j',
    (kubernetesVersion) => {
      expect(() => SandboxCluster.declare(new App(), { kubernetesVersion })).toThrow(
        `Kubernetes version '${kubernetesVersion}' is not a minor; give, for example, '1.36'`,
      );
    },
  );

  test.each(['', 'my cluster', 'Corp.Example', '.local'])('fails if the domain is %j', (clusterDomain) => {
    expect(() => SandboxCluster.declare(new App(), { clusterDomain })).toThrow(
      `domain of the cluster '${clusterDomain}' is not a DNS subdomain; give lower-case letters, digits, dashes and `
        + 'dots',
    );
  });
});

describe('the domain of the cluster', () => {
  function inCluster(props: object, clusterDomain?: string): string[] {
    const app = new App();
    SandboxCluster.declare(app, { clusterDomain });
    return argsOf(new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version, ...props }));
  }

  test('is handed to the controller', () => {
    expect(inCluster({}, 'corp.example')).toContain('--cluster-domain=corp.example');
    expect(inCluster({}, 'cluster.local')).toContain('--cluster-domain=cluster.local');
  });

  test('is not when it was not given, or the release takes none', () => {
    expect(inCluster({}).join(' ')).not.toContain('--cluster-domain');
    expect(inCluster({ version: AgentSandboxVersion.V0_3_10 }, 'corp.example').join(' ')).not.toContain(
      '--cluster-domain',
    );
  });

  test('may be said again by the install', () => {
    expect(inCluster({ clusterDomain: 'corp.example' }, 'corp.example')).toContain('--cluster-domain=corp.example');
  });

  test('fails if the install is given another one', () => {
    const { app } = installed({ clusterDomain: 'other.example' });
    SandboxCluster.declare(app, { clusterDomain: 'corp.example' });
    expect(errorsOf(app)).toContain(
      "[platform/AgentSandbox] the cluster has the domain 'corp.example', but its controller is told 'other.example'; "
        + '' +
        'declare the cluster before the install, and give both the same domain',
    );
  });

  test('is handed on when the prop of the install is undefined', () => {
    expect(inCluster({ clusterDomain: undefined }, 'corp.example')).toContain('--cluster-domain=corp.example');
  });

  test('fails if the cluster is declared after the install, which was not told', () => {
    const { app, chart } = installed({});
    SandboxCluster.declare(chart, { clusterDomain: 'corp.example' });
    expect(errorsOf(app)).toContain(
      "the cluster has the domain 'corp.example', but its controller is told none; declare the cluster before the "
        + 'install',
    );
  });

  test('is the controller\'s own matter without a cluster', () => {
    expect(containerOf({ clusterDomain: 'a.example' }).args).toContain('--cluster-domain=a.example');
  });
});

describe('installs', () => {
  test('fails if there are two in one cluster, and says how to have two clusters', () => {
    const app = new App();
    new AgentSandbox(new Chart(app, 'staging'), 'AgentSandbox', { version });
    new AgentSandbox(new Chart(app, 'production'), 'AgentSandbox', { version });
    expect(errorsOf(app)).toContain(
      "[production/AgentSandbox] the cluster has an install already, 'staging/AgentSandbox'; " +
        'one cluster runs one controller: remove one, or declare each cluster with SandboxCluster.declare(chart, ...)',
    );
    expect(errorsOf(app)).not.toContain('[staging/AgentSandbox]');
  });

  test('may be several, each in a cluster of its own', () => {
    const app = new App();
    for (const [id, release] of [
      ['staging', AgentSandboxVersion.LATEST],
      ['production', AgentSandboxVersion.V0_5_6],
    ] as const) {
      const chart = new Chart(app, id);
      SandboxCluster.declare(chart, { version: release });
      new AgentSandbox(chart, 'AgentSandbox', { version: release });
    }
    expect(errorsOf(app)).toBe('');
  });

  test('may be two if one cluster is declared, the other being the app', () => {
    const app = new App();
    const [staging, production] = [new Chart(app, 'staging'), new Chart(app, 'production')];
    for (const chart of [staging, production]) { new AgentSandbox(chart, 'AgentSandbox', { version }); }
    SandboxCluster.declare(production);
    expect(errorsOf(app)).toBe('');
  });

  test.each(['before', 'after'])('fails if the cluster is declared with another version, %s the install', (when) => {
    const app = new App();
    const declare = () => SandboxCluster.declare(app, { version: AgentSandboxVersion.V0_5_6 });
    if (when === 'before') { declare(); }
    new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.V1_0_0 });
    if (when === 'after') { declare(); }
    expect(errorsOf(app)).toContain(
      '[platform/AgentSandbox] the release here is v1.0.0, but its cluster is declared with v0.5.6; give both the '
        + 'same version',
    );
  });
});

describe('names', () => {
  const remedies = {
    ours: 'remove one, or declare each cluster with SandboxCluster.declare(chart, ...)',
    yours: 'name yours otherwise, or remove it',
  };
  const clash = (what: string, ...paths: string[]) => {
    const remedy = paths[1].endsWith('/Mine') ? remedies.yours : remedies.ours;
    return `two objects are ${what}: '${paths[0]}' and '${paths[1]}'; ${remedy}`;
  };

  test('fails if an object of the user bears the name of one of ours', () => {
    const { app, chart } = installed({});
    new ApiObject(chart, 'Mine', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'agent-sandbox-system' } });
    new ApiObject(new Chart(app, 'other', { namespace: 'agent-sandbox-system' }), 'Mine', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'agent-sandbox-controller' },
    });
    expect(errorsOf(app)).toContain(
      clash("Namespace 'agent-sandbox-system'", 'platform/AgentSandbox/Namespace', 'platform/Mine'),
    );
    expect(errorsOf(app)).toContain(
      clash("Service 'agent-sandbox-system/agent-sandbox-controller'", 'platform/AgentSandbox/Service', 'other/Mine'),
    );
    expect(errorsOf(app).split('\n')).toHaveLength(3);
  });

  test('fails if the CRDs are made twice', () => {
    const { app } = installed({});
    new AgentSandboxCrds(new Chart(app, 'crds'), 'Crds', { version });
    expect(errorsOf(app)).toContain(
      clash(
        "CustomResourceDefinition 'sandboxes.agents.x-k8s.io'",
        'platform/AgentSandbox/Crds/SandboxCrd',
        'crds/Crds/SandboxCrd',
      ),
    );
    expect(errorsOf(app).split('\n')).toHaveLength(5);
  });

  test('fails if two AgentSandboxCrds are in one cluster, without an install', () => {
    const app = new App();
    for (const id of ['a', 'b']) { new AgentSandboxCrds(new Chart(app, id), 'Crds', { version, extensions: false }); }
    expect(errorsOf(app)).toContain(
      clash("CustomResourceDefinition 'sandboxes.agents.x-k8s.io'", 'a/Crds/SandboxCrd', 'b/Crds/SandboxCrd'),
    );
  });

  test('fails below a declared cluster as well', () => {
    const app = new App();
    const chart = new Chart(app, 'staging');
    SandboxCluster.declare(chart);
    new AgentSandbox(chart, 'AgentSandbox', { version });
    new ApiObject(chart, 'Mine', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'agent-sandbox-system' } });
    expect(errorsOf(app)).toContain(
      clash("Namespace 'agent-sandbox-system'", 'staging/AgentSandbox/Namespace', 'staging/Mine'),
    );
  });

  test('may recur in another cluster, another namespace, another kind or group', () => {
    const { app, chart } = installed({});
    const elsewhere = new Chart(app, 'elsewhere');
    SandboxCluster.declare(elsewhere);
    const named = (scope: Construct, id: string, apiVersion: string, kind: string, namespace?: string) => (
      new ApiObject(scope, id, { apiVersion, kind, metadata: { name: 'agent-sandbox-controller', namespace } })
    );
    named(elsewhere, 'Same', 'v1', 'Service', 'agent-sandbox-system');
    named(chart, 'Namespace', 'v1', 'Service', 'other');
    named(chart, 'Kind', 'v1', 'Secret', 'agent-sandbox-system');
    named(chart, 'Group', 'serving.knative.dev/v1', 'Service', 'agent-sandbox-system');
    expect(errorsOf(app)).toBe('');
  });

  test('of the user\'s own objects alone are the user\'s matter', () => {
    const { app, chart } = installed({});
    for (const id of ['a', 'b']) {
      new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'same' } });
    }
    expect(errorsOf(app)).toBe('');
  });
});

describe('versions of a cluster', () => {
  test('fails if CRDs are of another release than the install', () => {
    const app = new App();
    new AgentSandboxCrds(new Chart(app, 'crds'), 'Crds', { version: AgentSandboxVersion.V1_0_4 });
    new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, crds: false });
    expect(errorsOf(app)).toContain(
      '[crds/Crds] the release here is v1.0.4, but its cluster has an install of v1.0.5; give both the same version',
    );
  });

  test('two installs are told that they are two, and not that they share every name', () => {
    const app = new App();
    for (const stage of ['staging', 'production']) {
      new AgentSandbox(new Chart(app, stage), 'AgentSandbox', { version });
    }
    expect(errorsOf(app)).toContain('the cluster has an install already');
    expect(errorsOf(app)).not.toContain('two objects are');
  });

  test('the finding about a release is the install\'s, and the CRDs\' where there is no install', () => {
    const paths = (make: (chart: Chart) => void) => {
      const app = new App();
      make(new Chart(app, 'platform'));
      return Findings.of(app).list().map(({ path }) => path);
    };
    const bad = AgentSandboxVersion.V0_5_0;
    expect(
      paths((chart) => {
        new AgentSandbox(chart, 'AgentSandbox', { version: bad });
      }),
    ).toEqual(['platform/AgentSandbox', 'platform/AgentSandbox']);
    expect(
      paths((chart) => {
        new AgentSandboxCrds(chart, 'Crds', { version: bad });
      }),
    ).toEqual(['platform/Crds', 'platform/Crds']);
  });
});
