import { App, Chart, Testing } from 'cdk8s';
import {
  AgentSandboxVersion, ImagePrePull, IsolatedRuntime, Sandbox, SandboxAdmissionPolicy, SandboxCluster,
} from '../../../src';
import { quietly, stderrOf } from '../../support/stderr';
import { POD } from '../../support/workloads';

test('judging pods by policies at validation prints nothing, and judges no chart before it is printed', () => {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const chart = new Chart(app, 'research', { namespace: 'research' });
  const runtime = IsolatedRuntime.gvisor(chart, 'Gvisor');
  new SandboxAdmissionPolicy(chart, 'Policy', { runtimes: [runtime] });
  new ImagePrePull(chart, 'Images', { images: ['registry.example.com/python:3.14'] });
  new Sandbox(chart, 'Dev', POD);
  // Whatever validates an app may do so without printing it; cdk8s does both.
  const validated = stderrOf(() => app.node.findAll().flatMap(({ node }) => node.validate()));
  expect(validated).toBe('');
  expect(() => quietly(() => Testing.synth(chart))).toThrow('ASB350 at research/Images (DaemonSet research/images)');
});
