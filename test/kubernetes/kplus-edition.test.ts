/** Values of another edition of cdk8s-plus, which JavaScript and structural types let through. */
import { Chart, Size } from 'cdk8s';
import * as kplus28 from 'cdk8s-plus-28';
import * as kplus33 from 'cdk8s-plus-33';
import * as kplus34 from 'cdk8s-plus-34';
import { EgressDestination, IngressSource, Sandbox, SandboxEgress, SandboxIngress } from '../../src';
import { refuseOtherEdition } from '../../src/kubernetes/kplus-edition';
import { chartOf, CONTAINER, POD } from '../support/workloads';

const DEPLOYMENT = { containers: [{ image: 'registry.example.com/web:1', portNumber: 8080 }] };

/** A value of cdk8s-plus-34 where the types of this package want one of cdk8s-plus-28. */
const loose = (value: unknown) => value as never;

test.each<[string, string, (chart: Chart) => unknown]>([
  ["'serviceAccount'", 'ServiceAccount', (chart) => new Sandbox(chart, 'A', {
    ...POD, serviceAccount: loose(new kplus34.ServiceAccount(chart, 'B')),
  })],
  ["'dockerRegistryAuth'", 'Secret', (chart) => new Sandbox(chart, 'A', {
    ...POD, dockerRegistryAuth: loose(new kplus34.Secret(chart, 'B')),
  })],
  ["'volumes[0]'", 'Volume', (chart) => new Sandbox(chart, 'A', {
    ...POD, volumes: [loose(kplus34.Volume.fromEmptyDir(chart, 'B', 'b'))],
  })],
  ["'readiness'", 'Probe', (chart) => new Sandbox(chart, 'A', {
    containers: [{ ...CONTAINER, readiness: loose(kplus34.Probe.fromHttpGet('/')) }],
  })],
  ["'resources.cpu.limit'", 'Cpu', (chart) => new Sandbox(chart, 'A', {
    containers: [{ ...CONTAINER, resources: { cpu: { limit: loose(kplus34.Cpu.units(1)) } } }],
  })],
  ["'envVariables.LEVEL'", 'EnvValue', (chart) => new Sandbox(chart, 'A', {
    containers: [{ ...CONTAINER, envVariables: { LEVEL: loose(kplus34.EnvValue.fromValue('1')) } }],
  })],
  ['the container', 'Container', (chart) => new Sandbox(chart, 'A', POD).attachContainer(
    loose(new kplus34.Container({ image: 'registry.example.com/a:1' })),
  )],
  ['the resource', 'Service', (chart) => new Sandbox(chart, 'A', POD).adopt(
    loose(new kplus34.Service(chart, 'B', { ports: [{ port: 80 }], metadata: { name: 'a' } })),
  )],
  ['the peer', 'Deployment', (chart) => SandboxEgress.to([
    EgressDestination.peer(loose(new kplus34.Deployment(chart, 'B', DEPLOYMENT))),
  ])],
  ['the peer', 'Deployment', (chart) => SandboxIngress.of([
    IngressSource.peer(loose(new kplus34.Deployment(chart, 'B', DEPLOYMENT))),
  ])],
  ["'ports[0]'", 'NetworkPolicyPort', () => SandboxEgress.internetOnly({
    ports: [loose(kplus34.NetworkPolicyPort.tcp(443))],
  })],
])('fails if %s is a %s of cdk8s-plus-34', (what, type, make) => {
  expect(() => make(chartOf())).toThrow(
    `${what} is a ${type} of 'cdk8s-plus-34', and this package takes those of 'cdk8s-plus-28'; import it from `
      + "'cdk8s-plus-28', or the constructs from 'cdk8s-agent-sandbox-34'",
  );
});

test('names what to install: nothing for an edition without a package', () => {
  class Probe {}
  Object.defineProperty(Probe, Symbol.for('jsii.rtti'), { value: { fqn: 'cdk8s-plus-30.Probe', version: '2.0.0' } });
  expect(() => refuseOtherEdition("'readiness'", new Probe())).toThrow(
    "'readiness' is a Probe of 'cdk8s-plus-30', and this package takes those of 'cdk8s-plus-28'; import it from "
      + "'cdk8s-plus-28'",
  );
  expect(() => refuseOtherEdition("'readiness'", kplus33.Probe.fromHttpGet('/'))).toThrow("'cdk8s-agent-sandbox-33'");
});

test.each<[string, unknown]>([
  ['its own edition', kplus28.Probe.fromHttpGet('/')],
  ['cdk8s', Size.gibibytes(1)],
  ['no class', Object.create(null)],
  ['no object', 'text'],
  ['nothing', null],
])('passes a value of %s', (_, value) => {
  expect(() => refuseOtherEdition("'x'", value)).not.toThrow();
});
