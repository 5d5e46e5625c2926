import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, CaBundle, Findings, IsolatedRuntime, Sandbox, SandboxCluster, SandboxPodProps, SandboxTemplate,
} from '../../src';
import { chartOf, POD } from '../support/workloads';

const BUNDLE = CaBundle.fromTrustManager('company-ca');
const FILE = '/etc/agent-sandbox-ca/ca.crt';
const VARIABLES = [
  'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'PIP_CERT', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'DENO_CERT',
  'GIT_SSL_CAINFO', 'CARGO_HTTP_CAINFO', 'AWS_CA_BUNDLE', 'CLOUDSDK_CORE_CUSTOM_CA_CERTS_FILE',
  'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH',
];
const MOUNT = { name: 'ca-bundle', mountPath: '/etc/agent-sandbox-ca', readOnly: true };

function podOf(props: Partial<SandboxPodProps>, make?: (sandbox: Sandbox) => void): any {
  const chart = chartOf();
  SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5 });
  const sandbox = new Sandbox(chart, 'Dev', { ...POD, caBundle: BUNDLE, ...props });
  make?.(sandbox);
  return ApiObject.of(sandbox).toJson().spec.podTemplate.spec;
}
const envOf = (container: any) => Object.fromEntries(container.env.map(({ name, value }: any) => [name, value]));

describe('a CA bundle', () => {
  test('is mounted in all containers, with the variables that name it', () => {
    const pod = podOf({ initContainers: [{ image: 'registry.example.com/init:1' }] }, (sandbox) => {
      sandbox.attachContainer(new kplus.Container({ name: 'own', image: 'registry.example.com/own:1' }));
    });
    const all = [...pod.containers, ...pod.initContainers];
    expect(all).toHaveLength(3);
    for (const container of all) {
      expect(envOf(container)).toEqual(Object.fromEntries(VARIABLES.map((name) => [name, FILE])));
      expect(container.volumeMounts).toEqual([MOUNT]);
    }
    const configMap = { name: 'company-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] };
    expect(pod.volumes).toEqual([{ name: 'ca-bundle', configMap }]);
  });

  test('leaves the variables alone that a container sets, by any prop', () => {
    const pod = podOf({
      containers: [{
        name: 'main',
        image: 'registry.example.com/a:1',
        envVariables: { SSL_CERT_FILE: kplus.EnvValue.fromValue('/own.pem') },
      }],
      containerOptions: { main: { env: [{ name: 'PIP_CERT', value: '/pip.pem' }] } },
    });
    expect(envOf(pod.containers[0])).toMatchObject({ SSL_CERT_FILE: '/own.pem', PIP_CERT: '/pip.pem' });
    expect(pod.containers[0].env).toHaveLength(VARIABLES.length);
  });

  test('of a Secret, with another key and place', () => {
    const chart = chartOf();
    const secret = kplus.Secret.fromSecretName(chart, 'Ca', 'roots');
    const pod = podOf({ caBundle: CaBundle.fromSecret(secret, { key: 'tls-ca.pem', mountPath: '/ca' }) });
    expect(pod.volumes).toEqual([
      { name: 'ca-bundle', secret: { secretName: 'roots', items: [{ key: 'tls-ca.pem', path: 'ca.crt' }] } },
    ]);
    expect(envOf(pod.containers[0]).GIT_SSL_CAINFO).toBe('/ca/ca.crt');
  });

  test('of a cluster is that of all sandboxes that have no other', () => {
    const chart = chartOf();
    SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5, caBundle: BUNDLE });
    const own = CaBundle.fromConfigMap(new kplus.ConfigMap(chart, 'Own', { metadata: { name: 'own' } }));
    const volumesOf = (template: SandboxTemplate) => ApiObject.of(template).toJson().spec.podTemplate.spec.volumes;
    expect(volumesOf(new SandboxTemplate(chart, 'A', POD))[0].configMap.name).toBe('company-ca');
    expect(volumesOf(new SandboxTemplate(chart, 'B', { ...POD, caBundle: own }))[0].configMap.name).toBe('own');
  });

  test('passes Pod Security restricted, under a runtime and with a workspace', () => {
    const chart = chartOf();
    SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5, caBundle: BUNDLE });
    new ApiObject(chart, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'research', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
    const sandbox = new Sandbox(chart, 'Dev', { ...POD, runtime: IsolatedRuntime.gvisor(chart, 'Gvisor') });
    sandbox.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(1) });
    expect(Findings.of(chart).list().filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('fails if the pod has a volume of its name', () => {
    expect(() => podOf({ podSpec: { volumes: [{ name: 'ca-bundle', emptyDir: {} }] } }))
      .toThrow("the pod has a volume 'ca-bundle', which is that of 'caBundle'; give it another name");
  });

  test.each<[string, () => unknown, string]>([
    ['no name', () => CaBundle.fromTrustManager(undefined as any), 'name of a CA bundle undefined is not'],
    ['a bad name', () => CaBundle.fromTrustManager('A b'), "name of a CA bundle 'A b' is not a DNS subdomain"],
    ['no ConfigMap', () => CaBundle.fromConfigMap(null as any), 'the CA bundle is null; give a ConfigMap'],
    ['no Secret', () => CaBundle.fromSecret('a' as any), "the CA bundle is 'a'; give a Secret"],
    ['a bad key', () => CaBundle.fromTrustManager('a', { key: 'a/b' }), "'key' of a CA bundle is 'a/b'"],
    ['a key that is no text', () => CaBundle.fromTrustManager('a', { key: 1 as any }), "'key' is 1; give a string"],
    ['a relative path', () => CaBundle.fromTrustManager('a', { mountPath: 'etc' }), "'mountPath' of a CA bundle"],
    ['a colon', () => CaBundle.fromTrustManager('a', { mountPath: '/a:b' }), "'mountPath' of a CA bundle is '/a:b'"],
    ['another option', () => CaBundle.fromTrustManager('a', { mountpath: '/a' } as any), "'mountpath'"],
    ['what is none', () => podOf({ caBundle: 'company-ca' as any }), "'caBundle' is 'company-ca'; give a CaBundle"],
  ])('fails if there is %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('says what it is', () => {
    expect([String(BUNDLE), BUNDLE.path]).toEqual(['ConfigMap company-ca', FILE]);
  });
});

describe('Secrets to pull with', () => {
  const secretsOf = (props: object, cluster: object = {}) => {
    const chart = chartOf();
    SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5, ...cluster });
    const secret = (name: string) => kplus.Secret.fromSecretName(chart, `Secret${made++}`, name);
    let made = 0;
    const given = Object.fromEntries(Object.entries(props).map(([key, names]) => (
      [key, Array.isArray(names) ? names.map(secret) : secret(names)]
    )));
    const printed = [Sandbox, SandboxTemplate].map((of, index) => (
      ApiObject.of(new of(chart, `X${index}`, { ...POD, ...given })).toJson().spec.podTemplate.spec.imagePullSecrets
    ));
    expect(printed[0]).toEqual(printed[1]);
    return printed[0]?.map(({ name }: { name: string }) => name);
  };
  const cluster = { imagePullSecrets: ['mirror', 'more'] };

  test.each<[string, object, object, string[] | undefined]>([
    ['none', {}, {}, undefined],
    ['given', { imagePullSecrets: ['a', 'b'] }, {}, ['a', 'b']],
    ['of cdk8s-plus first', { dockerRegistryAuth: 'c', imagePullSecrets: ['a', 'c'] }, {}, ['c', 'a']],
    ['of the cluster', {}, cluster, ['mirror', 'more']],
    ['given in place of those of the cluster', { imagePullSecrets: ['a'] }, cluster, ['a']],
    ['of cdk8s-plus in place of those of the cluster', { dockerRegistryAuth: 'c' }, cluster, ['c']],
    ['an empty list is none', { imagePullSecrets: [] }, cluster, undefined],
  ])('%s', (_, props, of, names) => {
    expect(secretsOf(props, of)).toEqual(names);
  });

  test('fails if one is none', () => {
    expect(() => new Sandbox(chartOf(), 'Dev', { ...POD, imagePullSecrets: ['mirror' as any] }))
      .toThrow("'imagePullSecrets[0]' is 'mirror'; give a construct, or a reference to what exists");
  });
});
