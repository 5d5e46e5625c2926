/** Assertions about the network: both ways, and what a failure says. */
import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Manifests, NetworkTarget, Sandbox, SandboxCluster, SandboxEgress, SandboxTemplate,
} from '../../src';

const { tcp } = kplus.NetworkPolicyPort;
const METADATA = NetworkTarget.address('169.254.169.254');
const PYPI = NetworkTarget.address('151.101.0.223');

const app = Testing.app();
const chart = new Chart(app, 'agents', { namespace: 'agents' });
SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5 });
const containers = [{ image: 'registry.example.com/devbox:2.4', portNumber: 3000 }];
const online = new Sandbox(chart, 'Online', { containers, egress: SandboxEgress.internetOnly({ ports: [tcp(443)] }) });
const offline = new SandboxTemplate(chart, 'Offline', { containers, egress: SandboxEgress.none() });
const manifests = Manifests.fromApp(app);

test('mayReach', () => {
  manifests.mayReach(online, PYPI, tcp(443));
  expect(() => manifests.mayReach(online, PYPI, tcp(80))).toThrowErrorMatchingSnapshot();
  expect(() => manifests.mayReach(offline, PYPI, tcp(443))).toThrowErrorMatchingSnapshot();
});

test('mayNotReach', () => {
  manifests.mayNotReach(online, METADATA, tcp(80));
  manifests.mayNotReach(offline, PYPI, tcp(443));
  manifests.mayNotReach(offline, NetworkTarget.pods(online), tcp(3000));
  expect(() => manifests.mayNotReach(online, PYPI, tcp(443))).toThrowErrorMatchingSnapshot();
});

test('fails if it is not known, both ways', () => {
  const target = NetworkTarget.podsWithLabels('elsewhere', { app: 'db' });
  expect(() => manifests.mayReach(online, target, tcp(443))).toThrowErrorMatchingSnapshot();
  expect(() => manifests.mayNotReach(online, target, tcp(443))).toThrow("'agents/Online' may not reach pods app=db");
  const range = kplus.NetworkPolicyPort.tcpRange(1, 2);
  expect(() => manifests.mayNotReach(online, PYPI, range)).toThrow('the port is several ports');
});

test('asks the policies of the cluster of the source', () => {
  const many = Testing.app();
  const [open, closed] = ['open', 'closed'].map((id) => {
    const each = new Chart(many, id, { namespace: 'agents' });
    SandboxCluster.declare(each, { version: AgentSandboxVersion.V1_0_5 });
    return { each, dev: new Sandbox(each, 'Dev', { metadata: { name: 'dev' }, containers }) };
  });
  new kplus.NetworkPolicy(closed.each, 'Deny', { egress: { default: kplus.NetworkPolicyTrafficDefault.DENY } });
  const both = Manifests.fromApp(many);
  both.mayReach(open.dev, PYPI, tcp(443));
  both.mayNotReach(closed.dev, PYPI, tcp(443));
});
