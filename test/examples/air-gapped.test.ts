import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxVersion, NetworkTarget } from '../../src';
import { run } from '../support/cli';
import { directories, writeFiles } from '../support/directories';
import { example } from '../support/examples';
import { reportOf, sandboxesReached } from '../support/reachability';

const MIRROR = 'registry.internal.example/mirror';
const FILES = ['analysis', 'ci', 'nodes', 'platform'].map((chart) => `${chart}.k8s.yaml`);

describe('cdk8s synth in examples/air-gapped', () => {
  const printed = example('air-gapped');
  const temporary = directories();
  const all = () => Object.keys(printed.files).flatMap(printed.objects);
  const podsOf = () => all().flatMap(({ kind, spec }) => {
    const pod = kind === 'SandboxTemplate' ? spec.podTemplate.spec : spec?.template?.spec;
    return pod?.containers ? [pod] : [];
  });
  const inDirectory = () => {
    const directory = temporary();
    writeFiles(directory, printed.files);
    return directory;
  };

  test('prints a file for the platform, for its nodes and for each tenant', () => {
    expect(Object.keys(printed.files)).toEqual(FILES);
  });

  test('every image comes from the mirror, with the Secret to pull it', () => {
    expect(podsOf()).toHaveLength(6);
    for (const { containers, initContainers = [], imagePullSecrets } of podsOf()) {
      for (const { image } of [...containers, ...initContainers]) { expect(image).toMatch(`${MIRROR}/`); }
      expect(imagePullSecrets).toEqual([{ name: 'mirror' }]);
    }
    expect(Object.values(printed.files).join('').match(/(?<!mirror\/)(docker\.io|registry\.k8s\.io)\//g)).toBeNull();
  });

  test('containerd starts the pause image of the mirror', () => {
    const [{ env }] = printed.find('DaemonSet', 'preparation', FILES[2]).spec.template.spec.initContainers;
    expect(env).toContainEqual({ name: 'SANDBOX_IMAGE', value: `${MIRROR}/registry.k8s.io/pause:3.10` });
  });

  test('sandboxes trust the authorities of the company', () => {
    for (const [tenant, name] of [['analysis', 'python'], ['ci', 'builder']]) {
      const { containers: [{ env, volumeMounts }], volumes } = printed.find(
        'SandboxTemplate', name, `${tenant}.k8s.yaml`,
      ).spec.podTemplate.spec;
      expect(volumes[0].configMap.name).toBe('company-ca');
      expect(volumeMounts).toContainEqual({ name: 'ca-bundle', mountPath: '/etc/agent-sandbox-ca', readOnly: true });
      expect(env).toContainEqual({ name: 'SSL_CERT_FILE', value: '/etc/agent-sandbox-ca/ca.crt' });
    }
  });

  test('admission admits the mirror alone', () => {
    for (const tenant of ['analysis', 'ci']) {
      expect(printed.files[`${tenant}.k8s.yaml`]).toContain(`${MIRROR}/`);
    }
  });

  test('files tell what is to be copied to the mirror, and where to', () => {
    const to = ['--to', MIRROR, '--layout', 'host-and-path'];
    const { out } = run(['images', inDirectory(), '--format', 'oras', ...to]);
    const copy = (image: string) => `oras cp --recursive ${image} ${MIRROR}/${image}`;
    expect(out.trim().split('\n')).toEqual([
      copy('docker.io/library/node:24-bookworm'),
      copy('docker.io/library/python:3.14-slim'),
      `# ${MIRROR}/platform/gvisor-installer:2026.09 is in the mirror, and no copy of what is known`,
      copy('registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5'),
      copy('registry.k8s.io/agent-sandbox/sandbox-router-go:v1.0.5'),
      copy('registry.k8s.io/pause:3.10'),
    ]);
  });

  test('validate finds no image from elsewhere', () => {
    const options = ['--image-registry', MIRROR, '--layout', 'host-and-path', '--strict'];
    const { code, out } = run(['validate', inDirectory(), ...options]);
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });

  test('sandboxes reach neither the internet nor those of the other tenant', () => {
    const { report, constructs } = reportOf(all(), AgentSandboxVersion.V1_0_5);
    const templates = constructs.filter(({ kind }) => kind === 'SandboxTemplate');
    expect(templates).toHaveLength(2);
    for (const template of templates) {
      const answer = report.mayReach(template, NetworkTarget.address('1.1.1.1'), kplus.NetworkPolicyPort.tcp(443));
      expect([answer.isKnown, answer.allowed]).toEqual([true, false]);
    }
    expect(sandboxesReached(all(), AgentSandboxVersion.V1_0_5)).toEqual([]);
  });
});
