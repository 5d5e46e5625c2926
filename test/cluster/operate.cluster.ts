/** What constructs of operation print is accepted, and has no drift: classes and quotas by priority, room on nodes. */
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import { appliesWithoutDrift } from './workloads';
import {
  AgentSandboxVersion, Headroom, HeadroomMechanism, IsolatedRuntime, SandboxApiPriority, SandboxCluster,
  SandboxPriorityClass, SandboxTemplate, SandboxTenant, TenantQuota,
} from '../../src';

const RELEASE = 'v1.0.5';

/** A tenant with pods of two priorities, and room for them on nodes. */
function platform(): App {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(RELEASE) });
  const chart = new Chart(app, 'platform', { namespace: 'headroom' });
  const gold = new SandboxPriorityClass(chart, 'Gold', { value: 1000, description: 'People wait.' });
  const usual = new SandboxPriorityClass(chart, 'Usual', { value: 5, preempts: false, globalDefault: true });
  new SandboxApiPriority(chart, 'ApiPriority', { controllerSeats: 20, claimSeats: 10 });
  const tenant = new SandboxTenant(app, 'research', {
    runtimes: [IsolatedRuntime.gvisor(chart, 'Gvisor')],
    quota: TenantQuota.of({
      sandboxes: 20,
      byPriority: [
        { priorityClass: gold, pods: 4, requestedCpu: kplus.Cpu.units(8) },
        { priorityClass: usual, pods: 16 },
      ],
    }),
  });
  const template = new SandboxTemplate(tenant, 'Python', {
    containers: [{ image: 'registry.example.com/python:3.14' }],
    runtime: tenant.runtimes[0],
    priorityClassName: gold.priorityClassName,
  });
  new Headroom(chart, 'Placeholders', { template, sandboxes: 3 });
  new Headroom(chart, 'Buffer', { template, sandboxes: 3, mechanism: HeadroomMechanism.CAPACITY_BUFFER });
  return app;
}

describeCluster('objects of operation', () => {
  const plane = aControlPlane();

  beforeAll(() => install(plane.client, everythingOf(RELEASE)));

  test('are accepted and have no drift', async () => {
    const items = itemsOf(platform());
    const kinds = new Set(items.map(({ object: { kind } }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining([
      'PriorityClass', 'ResourceQuota', 'FlowSchema', 'PriorityLevelConfiguration', 'CapacityBuffer',
    ]));
    await appliesWithoutDrift(plane, items);
  });
});
