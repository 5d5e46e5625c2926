import agents from '../../examples/coding-agents/agents.json';
import { example } from '../support/examples';
import { expectValid } from '../support/other-kinds';

describe('cdk8s synth in examples/coding-agents', () => {
  const { objects, find } = example('coding-agents');
  const FILE = 'coding-agents.k8s.yaml';
  const of = (kind: string) => objects(FILE).filter((each) => each.kind === kind);
  const namesOf = (kind: string) => of(kind).map(({ metadata }) => metadata.name);

  test('prints a sandbox with its route, policy and budget for each of 200 agents', () => {
    const logins = agents.map(({ login }) => login);
    expect(logins).toHaveLength(200);
    expect(namesOf('Sandbox')).toEqual(logins);
    expect(namesOf('HTTPRoute')).toEqual(logins);
    expect(namesOf('NetworkPolicy')).toEqual(logins.map((login) => `${login}-sandbox-policy`));
    expect(of('PodDisruptionBudget')).toHaveLength(200);
    expect(objects(FILE)).toHaveLength(800);
  });

  test('each has 50 GiB that its user may write, and the schedule owns whether it runs', () => {
    for (const { spec, metadata } of of('Sandbox')) {
      expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('50Gi');
      expect(spec.podTemplate.spec.securityContext).toMatchObject({ runAsUser: 1000, fsGroup: 1000 });
      expect(spec).not.toHaveProperty('operatingMode');
      expect(metadata.labels).toEqual({ 'cdk8s-agent-sandbox/schedule': 'work-hours' });
    }
  });

  test('agents with a GPU have another image, and tolerate the taint of its nodes', () => {
    const withGpu = agents.filter(({ gpus }) => gpus).map(({ login }) => login);
    expect(withGpu).toHaveLength(10);
    for (const { metadata: { name }, spec: { podTemplate: { spec: pod } } } of of('Sandbox')) {
      const [{ image, resources }] = pod.containers;
      const hasGpu = withGpu.includes(name);
      expect(image).toBe(`registry.example.com/coding-agent${hasGpu ? '-cuda' : ''}:2026.11`);
      expect(resources.limits['nvidia.com/gpu']).toBe(hasGpu ? 1 : undefined);
      expect(resources.limits).toMatchObject({ cpu: '4', memory: '8192Mi' });
      expect(pod.tolerations).toEqual(hasGpu ? [{ key: 'nvidia.com/gpu', operator: 'Exists' }] : undefined);
    }
  });

  test('a host name leads to each agent, and the Gateway alone gets in', () => {
    expectValid(...of('HTTPRoute').slice(0, 3));
    for (const { metadata: { name }, spec } of of('HTTPRoute')) {
      expect(spec.hostnames).toEqual([`${name}.agents.example.com`]);
      expect(spec.rules[0]).toMatchObject({ backendRefs: [{ name, port: 8080 }], timeouts: { request: '0s' } });
    }
    for (const { spec } of of('NetworkPolicy')) {
      expect(spec.ingress).toEqual([{
        from: [{
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } },
          podSelector: {},
        }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      }]);
    }
  });

  test('two CronJobs of the platform end and begin the day', () => {
    const cron = (name: string) => find('CronJob', name, 'platform.k8s.yaml').spec;
    expect([cron('work-hours-start').schedule, cron('work-hours-stop').schedule])
      .toEqual(['0 7 * * MON,TUE,WED,THU,FRI', '0 20 * * *']);
    expect(cron('work-hours-stop').timeZone).toBe('Europe/Berlin');
  });
});
