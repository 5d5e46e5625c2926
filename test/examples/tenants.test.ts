import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentSandboxVersion } from '../../src';
import { example } from '../support/examples';
import { reportOf, sandboxesReached } from '../support/reachability';
import { keyOf } from '../support/upstream';

const TENANTS = ['product', 'research'];
const KINDS = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];

const fileOf = (chart: string) => `${chart}.k8s.yaml`;

/** All names of namespaces in an object: its own, and those of subjects and selectors. */
const isNamed = (namespace: string, object: object) => new RegExp(`"${namespace}["-]`).test(JSON.stringify(object));

describe('cdk8s synth in examples/tenants', () => {
  const printed = example('tenants');
  const { objects, find } = printed;
  const all = () => Object.keys(printed.files).flatMap(objects);

  test('prints a file for the platform, for its nodes and for each tenant', () => {
    expect(Object.keys(printed.files)).toEqual(['nodes', 'platform', ...TENANTS].map(fileOf));
  });

  test('one class for all, of nodes that nothing else runs on', () => {
    const classes = all().filter(({ kind }) => kind === 'RuntimeClass');
    expect(classes).toEqual([
      {
        apiVersion: 'node.k8s.io/v1',
        kind: 'RuntimeClass',
        metadata: { name: 'gvisor' },
        handler: 'runsc',
        scheduling: {
          nodeSelector: { 'sandboxes.example.com/runtime': 'gvisor' },
          tolerations: [
            { key: 'sandboxes.example.com/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' },
          ],
        },
      },
    ]);
    for (const name of ['preparation', 'images']) {
      expect(find('DaemonSet', name, fileOf('nodes')).spec.template.spec).toMatchObject(classes[0].scheduling);
    }
  });

  test('nodes have the images of all tenants', () => {
    const { initContainers } = find('DaemonSet', 'images', fileOf('nodes')).spec.template.spec;
    expect(initContainers.map(({ image }: { image: string }) => image)).toEqual(
      ['python:3.14', 'agent:2.4.1'].map((image) => `registry.example.com/sandboxes/${image}`),
    );
  });

  test('the router asks for a token of the sandbox', () => {
    const [{ args }] = find('Deployment', 'sandbox-router', fileOf('platform')).spec.template.spec.containers;
    expect(args).toContain('--authz-mode=scoped-token');
  });

  test.each(TENANTS)('%s admits restricted pods of gVisor, with images of the registry', (tenant) => {
    expect(find('Namespace', tenant, fileOf(tenant)).metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const expressions = find('ValidatingAdmissionPolicy', `${tenant}-isolation-pods`, fileOf(tenant))
      .spec.validations.map(({ expression }: any) => expression)
      .join('\n');
    expect(expressions).toContain("runtimeClassName in ['gvisor']");
    expect(expressions).toContain("['registry.example.com/sandboxes/']");
  });

  test('the quota of research has room for its pool at its most and twenty more', () => {
    const { maxReplicas } = find('HorizontalPodAutoscaler', 'python-pool', fileOf('research')).spec;
    const sandboxes = maxReplicas + 20;
    expect(find('ResourceQuota', 'sandbox-quota', fileOf('research')).spec.hard).toMatchObject({
      'count/sandboxes.agents.x-k8s.io': `${sandboxes}`,
      'limits.cpu': `${sandboxes}`,
      'limits.memory': `${sandboxes / 2}Gi`,
    });
  });

  test('the quota of product is as given', () => {
    expect(find('ResourceQuota', 'sandbox-quota', fileOf('product')).spec.hard).toMatchObject({
      'count/sandboxes.agents.x-k8s.io': '30',
      'count/sandboxclaims.extensions.agents.x-k8s.io': '20',
      'limits.cpu': '60',
      'limits.memory': '120Gi',
    });
  });

  test('research reaches its feature store alone, product the internet', () => {
    const egressOf = (name: string, tenant: string) =>
      find('SandboxTemplate', name, fileOf(tenant)).spec.networkPolicy.egress;
    expect(egressOf('python', 'research')[0]).toEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } },
          podSelector: { matchLabels: { app: 'feature-store' } },
        },
      ],
      ports: [{ port: 8443, protocol: 'TCP' }],
    });
    expect(JSON.stringify(egressOf('python', 'research'))).not.toContain('ipBlock');
    expect(egressOf('agent', 'product')[0]).toMatchObject({
      to: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
      ports: [{ port: 443 }],
    });
  });

  test('who was granted a role has it, by one binding in the namespace', () => {
    const bound = (tenant: string) =>
      objects(fileOf(tenant))
        .filter(({ kind }) => kind === 'RoleBinding')
        .map(({ roleRef, subjects }) => [
          roleRef.name,
          subjects.map(({ kind, name, namespace }: any) => [kind, namespace, name].filter(Boolean).join(' ')),
        ]);
    expect(bound('research')).toEqual([
      ['sandbox-claimer', ['ServiceAccount evals eval-runner']],
      ['sandbox-viewer', ['Group scientists']],
    ]);
    expect(bound('product')).toEqual([
      ['sandbox-claimer', ['ServiceAccount product-backend backend']],
      ['sandbox-runner', ['Group product-on-call']],
    ]);
  });

  test('no file of a tenant names another', () => {
    const [product, research] = TENANTS.map((tenant) => objects(fileOf(tenant)));
    expect([
      product.filter((object) => isNamed('research', object)),
      research.filter((object) => isNamed('product', object)),
    ]).toEqual([[], []]);
    // What is asked is there to be found.
    expect(product.filter((object) => isNamed('product', object))).toHaveLength(product.length);
  });

  test('permissions of tenants are of their namespaces, and those of the cluster name no tenant', () => {
    const permissions = all().filter(({ kind }) => KINDS.includes(kind));
    for (const object of permissions) {
      const { kind, metadata: { namespace } } = object;
      const named = TENANTS.filter((tenant) => isNamed(tenant, object));
      expect([keyOf(object), named]).toEqual([
        keyOf(object),
        kind.startsWith('Cluster') || !TENANTS.includes(namespace) ? [] : [namespace],
      ]);
    }
    expect(permissions.filter(({ metadata: { namespace } }) => TENANTS.includes(namespace))).toHaveLength(2 * (4 + 2));
  });

  test('the report in docs/examples.md is that of the example', () => {
    const page = readFileSync(join(__dirname, '../../docs/examples.md'), 'utf8');
    const shown = page.slice(
      page.indexOf('<!-- tenants -->\n') + '<!-- tenants -->\n'.length,
      page.indexOf('<!-- /tenants -->'),
    );
    const inOrderOfApp = ['platform', 'nodes', 'research', 'product'].map(fileOf).flatMap(objects);
    expect(shown).toBe(reportOf(inOrderOfApp, AgentSandboxVersion.V1_0_5).report.toMarkdown());
  });

  // That none does is asked of every example.
  test('a sandbox that reached one of another tenant would be told', () => {
    const open = (namespace: string) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'open', namespace },
      spec: { podSelector: {}, ingress: [{}], egress: [{}] },
    });
    const reached = sandboxesReached([...all(), ...TENANTS.map(open)], AgentSandboxVersion.V1_0_5).map((text) =>
      text.slice(0, text.indexOf(':')),
    );
    expect(reached).toEqual(expect.arrayContaining([
      'SandboxTemplate product/agent to SandboxTemplate research/python, port 8888',
      'SandboxTemplate research/python to SandboxTemplate product/agent, port 8080',
    ]));
  });
});
