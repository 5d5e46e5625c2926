/** The sizes that docs/capacity.md works out are those of a report. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandbox, AgentSandboxVersion, CapacityReport, ClaimRate, IsolatedRuntime, SandboxTemplate,
} from '../../src';

const PAGE = readFileSync(join(__dirname, '../../docs/capacity.md'), 'utf8');

function reportOf(claims: number, replicas: number): CapacityReport {
  const app = new App();
  new AgentSandbox(new Chart(app, 'install'), 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });
  const chart = new Chart(app, 'agents', { namespace: 'agents' });
  const runtime = IsolatedRuntime.custom(chart, 'Gvisor', {
    runtimeClassName: 'gvisor',
    handler: 'runsc',
    overhead: { cpu: kplus.Cpu.millis(100), memory: Size.mebibytes(64) },
  });
  new SandboxTemplate(chart, 'Python', {
    runtime,
    containers: [{
      image: 'registry.example.com/python:3.14',
      resources: { cpu: { request: kplus.Cpu.millis(500) }, memory: { request: Size.gibibytes(1) } },
    }],
  }).addWarmPool('Pool', { replicas });
  return CapacityReport.of(app, {
    arrivals: ClaimRate.perHour(claims),
    hold: Duration.minutes(15),
    startup: Duration.seconds(6),
    podAddress: Duration.seconds(5),
    nodes: { cpu: kplus.Cpu.units(15), memory: Size.gibibytes(56), pricePerHour: 0.8 },
  });
}

test.each([[10], [1000], [100_000]])('%s claims an hour', (claims) => {
  const replicas = reportOf(claims, 1).pools[0].replicasNeeded!;
  const report = reportOf(claims, replicas);
  const [pool] = report.pools;
  const [stage, next] = report.stages;
  const percent = (share: number) => (share < 0.01 ? 'below 1 %' : `${Math.round(100 * share)} %`);
  const row = [
    claims.toLocaleString('en'),
    replicas,
    pool.sandboxes.toLocaleString('en'),
    pool.headroom,
    report.nodes!.toLocaleString('en'),
    `$${report.costPerHour!.toFixed(2)}`,
    report.apiServerSeats,
    `${stage.name}, ${percent(stage.used / stage.limit)}; ${next.name}, ${percent(next.used / next.limit)}`,
  ].join(' | ');
  expect(PAGE).toContain(`| ${row} |`);
});
