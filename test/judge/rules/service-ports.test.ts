import { AgentSandboxVersion, Sandbox, SandboxTemplate } from '../../../src';
import { chartOf, linesOf, POD } from '../../support/workloads';

const line = (path: string) =>
  `warning ASB214 ${path}: the Service has no ports in v0.5.3: ` +
  'its name resolves, but named ports and service meshes find none; ' +
  'use v0.5.4 or newer, or a Service of your own that selects the sandbox';

describe('ASB214', () => {
  test('warns where a Service is asked for and has no ports', () => {
    const chart = chartOf(AgentSandboxVersion.V0_5_3);
    new Sandbox(chart, 'Dev', { ...POD, service: true });
    new SandboxTemplate(chart, 'Python', { ...POD, service: true });
    expect(linesOf(chart)).toEqual([line('research/Dev'), line('research/Python')]);
  });

  test('accepts none that was asked for, and all from v0.5.4 on', () => {
    const silent = chartOf(AgentSandboxVersion.V0_5_3);
    new Sandbox(silent, 'Dev', POD);
    new Sandbox(silent, 'Other', { ...POD, service: false });
    const newer = chartOf(AgentSandboxVersion.V0_5_4);
    new Sandbox(newer, 'Dev', { ...POD, service: true });
    expect([...linesOf(silent), ...linesOf(newer)]).toEqual([]);
  });
});
