/** Manifests as reviewers read them, and that what is printed reads back as what was meant. */
import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, ClaimShutdownPolicy, Disruption, EnvVarsInjectionPolicy, IsolatedRuntime, Sandbox,
  SandboxTemplate,
} from '../../src';
import { readable } from '../support/install';
import { quietly } from '../support/stderr';
import { parseManifest } from '../support/upstream';
import { compose, composeNewest } from '../support/whole-app';
import { chartOf, printed } from '../support/workloads';

expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', print: (value) => value as string });

const { V0_4_6, V0_5_6, V1_0_5 } = AgentSandboxVersion;
const READ = [V0_4_6, V0_5_6, V1_0_5].map((version): [string, AgentSandboxVersion] => [version.id, version]);

/** A sandbox of one's own, and a pool with claims, as most users have them. */
function team(chart: Chart): void {
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');

  const dev = new Sandbox(chart, 'Dev', {
    runtime,
    service: true,
    containers: [
      {
        image: 'registry.example.com/devbox:2.4',
        portNumber: 3000,
        resources: {
          cpu: { request: kplus.Cpu.millis(500) },
          memory: { request: Size.gibibytes(1), limit: Size.gibibytes(4) },
        },
      },
    ],
    shutdownTime: '2027-01-31T18:00:00Z',
  });
  dev.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(50), storageClassName: 'fast' });

  const python = new SandboxTemplate(chart, 'Python', {
    runtime,
    containers: [{ image: 'registry.example.com/python-sandbox:3.14', portNumber: 8888 }],
    restartPolicy: kplus.RestartPolicy.NEVER,
    envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED,
    podLabels: { 'example.com/team': 'research' },
    disruption: Disruption.allowed(),
  });
  const pool = python.addWarmPool('Pool', { replicas: 4 });
  pool.addClaim('Nightly', {
    ttlAfterFinished: Duration.hours(1),
    shutdownPolicy: ClaimShutdownPolicy.DELETE,
    podLabels: { 'sandbox.users.io/run': 'nightly' },
  });
  python.addClaim('OnDemand', { env: [{ name: 'SEED', value: '7' }] });
}

/** The least of each. */
function bare(chart: Chart): void {
  new Sandbox(chart, 'Sandbox', { containers: [{ image: 'registry.example.com/devbox:2.4' }] });
  new SandboxTemplate(chart, 'Template', { containers: [{ image: 'registry.example.com/devbox:2.4' }] })
    .addWarmPool('Pool')
    .addClaim('Claim');
}

test.each(READ)('the sandboxes of a team, for %s', (_, version) => {
  const chart = chartOf(version);
  team(chart);
  expect(readable(printed(chart))).toMatchSnapshot();
});

test.each(READ)('the least of each kind, for %s', (_, version) => {
  const chart = chartOf(version, { namespace: undefined });
  bare(chart);
  expect(readable(printed(chart))).toMatchSnapshot();
});

test('all that every release has, for v1.0.5', () => {
  const chart = chartOf(V1_0_5);
  compose(chart);
  expect(readable(printed(chart))).toMatchSnapshot();
});

test('what only v1.0.5 has', () => {
  const chart = chartOf(V1_0_5);
  composeNewest(chart);
  expect(readable(printed(chart))).toMatchSnapshot();
});

test.each([
  ...READ.flatMap(([id, version]): Array<[string, AgentSandboxVersion, (chart: Chart) => void]> => [
    [`the sandboxes of a team, for ${id}`, version, team],
    [`the least of each kind, for ${id}`, version, bare],
    [`all that every release has, for ${id}`, version, compose],
  ]),
  ['what only v1.0.5 has', V1_0_5, composeNewest],
])('the YAML of %s reads back as its objects', (_, version, make) => {
  const chart = chartOf(version);
  make(chart);
  const yaml = quietly(() => (chart.node.root as App).synthYaml());
  const objects = printed(chart);
  expect(objects.length).toBeGreaterThan(3);
  expect(parseManifest(yaml)).toEqual(objects);
});
