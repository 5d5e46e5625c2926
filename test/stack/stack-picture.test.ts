import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, IsolatedRuntime, OperatingMode, Sandbox, SandboxCluster, SandboxEgress, SandboxTemplate,
  StackPicture,
} from '../../src';
import { xmlErrorOf } from '../support/xml';

const image = 'registry.example.com/team/python:3.14';
const POD = { containers: [{ image }] };

function appOf(): App {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  return app;
}

function chartOf(app = appOf(), namespace = 'research'): Chart {
  return new Chart(app, namespace, { namespace });
}

/** Boxes as `kind name: details`, arrows as `kind name > kind name`, and the other lines of panels. */
function readPicture(picture: StackPicture) {
  const boxes = new Map<string, string>();
  const details: string[] = [];
  const arrows: string[] = [];
  const panels: string[] = [];
  for (const line of picture.toMermaid().split('\n')) {
    const box = /^ {4}(\w+)\(?\[\(?"(.*?)"/.exec(line) ?? /^ {4}(\w+)\(\["(.*)"/.exec(line);
    const arrow = /^ {2}(\w+) (-->|-\.->) (\w+)$/.exec(line);
    const panel = /subgraph \w+\["(.*)"\]/.exec(line);
    if (panel) { panels.push(panel[1]); }
    if (box) {
      const [kind, name, ...rest] = box[2].replace(/#(\d+);/g, (_, code) => String.fromCharCode(code)).split('<br/>');
      boxes.set(box[1], `${kind} ${name}`);
      details.push([`${kind} ${name}`, ...rest].join(': '));
    }
    if (arrow) { arrows.push(`${boxes.get(arrow[1])!} ${arrow[2]} ${boxes.get(arrow[3])!}`); }
  }
  return { details, arrows, panels };
}

const read = (scope: App | Chart) => readPicture(StackPicture.of(scope));

test('arrows lead from runtime and template to pool, claim and what the controller makes', () => {
  const chart = chartOf();
  const template = new SandboxTemplate(chart, 'Python', {
    ...POD, runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
  });
  template.addWarmPool('Pool', { replicas: 3 }).addClaim('Claim');
  const { details, arrows, panels } = read(chart);
  expect(panels).toEqual(['research (chart research)']);
  expect(details).toEqual([
    'SandboxTemplate python: python:3.14: policy by the controller',
    'SandboxWarmPool pool: 3 kept warm',
    'SandboxClaim claim',
    'RuntimeClass gvisor: not in the picture',
    'Sandbox made by the controller: one for each claim',
  ]);
  expect(arrows.sort()).toEqual([
    'RuntimeClass gvisor --> SandboxTemplate python',
    'SandboxClaim claim -.-> Sandbox made by the controller',
    'SandboxTemplate python --> SandboxWarmPool pool',
    'SandboxWarmPool pool --> SandboxClaim claim',
  ]);
});

test('a pool that nobody claims from has sandboxes that wait', () => {
  const chart = chartOf();
  new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool', { replicas: 3 });
  expect(read(chart).details).toContain('Sandbox made by the controller: 3 wait for claims');
});

test('policies, autoscalers, Services and routes lead to what they are about', () => {
  const chart = chartOf();
  new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.internetOnly() });
  const pool = new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool');
  new kplus.HorizontalPodAutoscaler(chart, 'Scaling', { target: pool, minReplicas: 1, maxReplicas: 9 });
  const deployment = new kplus.Deployment(chart, 'Web', { containers: [{ image, portNumber: 80 }] });
  deployment.exposeViaIngress('/', { ingress: new kplus.Ingress(chart, 'In') });
  new ApiObject(chart, 'Route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    spec: { rules: [{ backendRefs: [{ name: 'gone', port: 80 }] }] },
  });
  const { details, arrows } = read(chart);
  const kinds = arrows.map((each) => each.replace(/ \S*c8\S*/g, '').replace(/ research-\S+/g, '')).sort();
  expect(kinds).toEqual([
    'HTTPRoute --> Service gone',
    'HorizontalPodAutoscaler --> SandboxWarmPool pool',
    'Ingress --> Service',
    'NetworkPolicy dev-sandbox-policy --> Sandbox dev',
    'SandboxTemplate python --> SandboxWarmPool pool',
    'SandboxWarmPool pool -.-> Sandbox made by the controller',
    'Service --> Deployment',
  ]);
  expect(details).toContain('Service gone: not in the picture');
});

test('a policy of all pods is a line of its namespace, and so is the level of its Namespace', () => {
  const chart = chartOf();
  new Sandbox(chart, 'Dev', POD);
  new ApiObject(chart, 'Namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'research', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  });
  new ApiObject(chart, 'Closed', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  const svg = StackPicture.of(chart).toSvg();
  expect(svg).toContain('>namespace made here, pod security restricted</text>');
  expect(svg).toContain('>all pods: NetworkPolicy closed (no egress, no ingress)</text>');
  expect(read(chart).arrows).toEqual([]);
});

test('what stands in another chart has a dashed box that tells where', () => {
  const app = appOf();
  const platform = new Chart(app, 'platform');
  const runtime = IsolatedRuntime.gvisor(platform, 'Gvisor');
  new Sandbox(chartOf(app), 'Dev', { ...POD, runtime });
  expect(read(app)).toEqual({
    details: [
      'RuntimeClass gvisor: handler runsc',
      'Sandbox dev: python:3.14',
      'RuntimeClass gvisor: in chart platform',
    ],
    arrows: ['RuntimeClass gvisor --> Sandbox dev'],
    panels: ['whole cluster (chart platform)', 'research (chart research)'],
  });
});

test('what a chart has for the whole cluster stands in its only namespace', () => {
  const chart = chartOf();
  new Sandbox(chart, 'Dev', { ...POD, runtime: IsolatedRuntime.gvisor(chart, 'Gvisor') });
  expect(read(chart)).toEqual({
    details: ['RuntimeClass gvisor: handler runsc: of the whole cluster', 'Sandbox dev: python:3.14'],
    arrows: ['RuntimeClass gvisor --> Sandbox dev'],
    panels: ['research (chart research)'],
  });
});

test('other kinds are listed: by name if there is one', () => {
  const chart = chartOf();
  new kplus.Secret(chart, 'Key', { metadata: { name: 'key' } });
  for (const id of ['A', 'B']) { new kplus.Role(chart, id); }
  new kplus.ClusterRole(chart, 'C', { metadata: { name: 'all' } });
  expect(StackPicture.of(chart).toSvg()).toContain('>Secret key · 2 Roles · ClusterRole all</text>');
});

describe('equal objects', () => {
  test('share a box beyond three', () => {
    const boxes = (count: number) => {
      const chart = chartOf();
      for (let index = 0; index < count; index++) { new Sandbox(chart, `W${index}`, POD); }
      return read(chart).details;
    };
    expect(boxes(3)).toEqual(['w0', 'w1', 'w2'].map((name) => `Sandbox ${name}: python:3.14`));
    expect(boxes(4)).toEqual(['Sandbox × 4 w0 … w3: python:3.14']);
  });

  test('are those whose neighbours are equal, too', () => {
    const chart = chartOf();
    const egress = SandboxEgress.internetOnly();
    for (let index = 0; index < 5; index++) { new Sandbox(chart, `Open${index}`, POD); }
    for (let index = 0; index < 5; index++) { new Sandbox(chart, `Closed${index}`, { ...POD, egress }); }
    const template = new SandboxTemplate(chart, 'Python', POD);
    const pool = template.addWarmPool('Pool');
    for (let index = 0; index < 6; index++) { pool.addClaim(`Claim${index}`); }
    new Sandbox(chart, 'Away', { ...POD, operatingMode: OperatingMode.SUSPENDED });
    const { details, arrows } = read(chart);
    expect(details).toEqual(expect.arrayContaining([
      'Sandbox × 5 open0 … open4: python:3.14',
      'Sandbox × 5 closed0 … closed4: python:3.14',
      'Sandbox away: python:3.14: suspended',
      'SandboxClaim × 6 claim0 … claim5',
      'Sandbox × 6 made by the controller: one for each claim',
    ]));
    expect(arrows.filter((each) => each.startsWith('NetworkPolicy'))).toEqual([
      expect.stringMatching(/^NetworkPolicy × 5 closed0.* --> Sandbox × 5 closed0 … closed4$/),
    ]);
  });

  test('of a kind beyond a dozen different ones share a box', () => {
    const chart = chartOf();
    for (let index = 0; index < 20; index++) {
      new Sandbox(chart, `W${index}`, { containers: [{ image: `registry.example.com/python:3.${index}` }] });
    }
    const { details } = read(chart);
    expect(details).toHaveLength(12);
    expect(details.at(-1)).toBe('Sandbox × 9 w11 … w19: different ones');
  });

  test('namespaces are one panel beyond three', () => {
    const app = appOf();
    for (let index = 0; index < 50; index++) { new Sandbox(chartOf(app, `team-${index}`), 'Dev', POD); }
    new Sandbox(chartOf(app, 'other'), 'Dev', { containers: [{ image: 'registry.example.com/other:1' }] });
    expect(read(app).panels).toEqual(['team-0 … team-49 × 50 (chart team-0 … chart team-49)', 'other (chart other)']);
  });

  test('different namespaces beyond two dozen are counted', () => {
    const app = appOf();
    for (let index = 0; index < 40; index++) {
      new Sandbox(chartOf(app, `team-${index}`), 'Dev', {
        containers: [{ image: `registry.example.com/python:3.${index}` }],
      });
    }
    const { panels } = read(app);
    expect(panels).toHaveLength(24);
    expect(panels.at(-1)).toBe('and 17 more');
  });

  test('are together in time linear in their number', () => {
    const time = (count: number) => {
      const chart = chartOf();
      for (let index = 0; index < count; index++) {
        new ApiObject(chart, `S${index}`, {
          apiVersion: 'agents.x-k8s.io/v1beta1',
          kind: 'Sandbox',
          spec: {
            podTemplate: { metadata: { labels: { app: `a${index}` } }, spec: { containers: [{ name: 'a', image }] } },
          },
        });
        new ApiObject(chart, `P${index}`, {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          spec: { podSelector: { matchLabels: { app: `a${index}` } } },
        });
      }
      StackPicture.of(chart);
      const start = process.cpuUsage();
      expect(StackPicture.of(chart).toSvg().length).toBeLessThan(8000);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    time(300);
    // Ten times as many: a quadratic picture takes a hundred times as long.
    expect(time(5000) / time(500)).toBeLessThan(40);
  });
});

test('equal apps have equal bytes, in every format', () => {
  const draw = () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool').addClaim('Claim');
    const picture = StackPicture.of(chart);
    return [picture.toSvg(), picture.toMermaid(), picture.toDot()];
  };
  expect(draw()).toEqual(draw());
});

test('an app without objects has an empty picture', () => {
  const svg = StackPicture.of(new App()).toSvg();
  expect(xmlErrorOf(svg)).toBeUndefined();
  expect(svg).not.toContain('class="panel"');
});
