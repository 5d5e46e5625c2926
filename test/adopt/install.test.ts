import { Chart, Duration, Testing } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxProfile, AgentSandboxProps, AgentSandboxVersion, ControllerLogEncoder,
} from '../../src';
import { importObjects } from '../../src/adopt';
import { Catalogue } from '../../src/release/catalogue';

const { V0_4_6, V1_0_5 } = AgentSandboxVersion;

function install(props: AgentSandboxProps): any[] {
  const chart = new Chart(Testing.app(), 'chart');
  new AgentSandbox(chart, 'AgentSandbox', props);
  return Testing.synth(chart);
}

function imported(objects: any[]): string {
  const { text, differences } = importObjects(objects, undefined, Catalogue.standard());
  expect(differences).toEqual([]);
  return text;
}

test('an install becomes its construct, with release, profile and props', () => {
  const text = imported(install({
    version: V0_4_6,
    profile: AgentSandboxProfile.UPSTREAM,
    replicas: 2,
    imageRegistry: 'mirror.example.com',
    nodeSelector: { pool: 'system' },
    zapEncoder: ControllerLogEncoder.JSON,
    kubeApiQps: 50,
    env: { OTEL: 'x' },
  }));
  expect(text).toContain(`new AgentSandbox(cluster, 'AgentSandbox', {
  version: AgentSandboxVersion.V0_4_6,
  profile: AgentSandboxProfile.UPSTREAM,
  replicas: 2,
  imageRegistry: 'mirror.example.com',`);
  expect(text).toContain('zapEncoder: ControllerLogEncoder.JSON,');
  expect(text).not.toMatch(/ApiObject|leaveOut|tryRemoveChild/);
});

test('durations and the hardened profile', () => {
  const text = imported(install({ version: V1_0_5, sandboxWarmPoolReplenishDelay: Duration.minutes(2) }));
  expect(text).toContain('sandboxWarmPoolReplenishDelay: Duration.minutes(2)');
  expect(text).not.toMatch(/ApiObject|leaveOut|profile/);
});

test('what no prop says is patched, and what is missing is removed', () => {
  const objects = install({ version: V1_0_5 }).filter(({ kind }) => kind !== 'ServiceAccount');
  const controller = objects.find(({ kind }) => kind === 'Deployment');
  controller.spec.revisionHistoryLimit = 3;
  const text = imported(objects);
  expect(text).toContain("JsonPatch.add('/spec/revisionHistoryLimit', 3)");
  expect(text).toContain("agentSandbox.node.tryRemoveChild('ServiceAccount');");
});
