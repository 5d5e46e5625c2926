import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AgentSandboxVersion, Sandbox, SandboxCluster, SandboxTemplate } from '../../src';
import { nameOfId, objectName, qualified } from '../../src/app/names';
import { chartOf, errorsOf, POD } from '../support/workloads';

describe('the name of an id', () => {
  test.each([
    ['Dev', 'dev'],
    ['dev', 'dev'],
    ['DevBox', 'dev-box'],
    ['devBox', 'dev-box'],
    ['Python3Runtime', 'python3-runtime'],
    ['Python314', 'python314'],
    ['GPUPool', 'gpu-pool'],
    ['HTTPServer2Go', 'http-server2-go'],
    ['ABC', 'abc'],
    ['ABCd', 'ab-cd'],
    ['aB', 'a-b'],
    ['A1B2', 'a1-b2'],
    ['my-template', 'my-template'],
    ['my_template', 'my-template'],
    ['my template', 'my-template'],
    ['team.a', 'team-a'],
    ['alice@example.com', 'alice-example-com'],
    ['a--b__c', 'a-b-c'],
    ['-Dev-', 'dev'],
    ['(Dev)', 'dev'],
    ['1st', '1st'],
    ['7', '7'],
  ])('%j is %j', (id, name) => {
    expect(nameOfId(id)).toBe(name);
  });

  test('is one that its name stays as it is', () => {
    for (const id of ['DevBox', 'GPUPool', 'alice@example.com', 'A1B2', 'HTTPServer2Go']) {
      expect(nameOfId(nameOfId(id))).toBe(nameOfId(id));
    }
  });

  test.each([
    ['Büro', 'ü'],
    ['開発', '開'],
    ['Dev\u200b', '\u200b'],
    ['tab\there', '\t'],
    ['emoji😀', '😀'],
  ])('fails if the id is %j', (id, odd) => {
    expect(() => nameOfId(id)).toThrow(
      new Error(
        `id '${id}' has '${odd}', which no name of an object can have; use ASCII in the id, or set 'metadata.name'`,
      ),
    );
  });

  test.each(['-', '...', '__', ' '])('fails if the id is %j', (id) => {
    expect(() => nameOfId(id)).toThrow(
      new Error(`id '${id}' has no letter or digit to make a name of; change the id, or set 'metadata.name'`),
    );
  });
});

describe('the name of an object', () => {
  class Company extends Chart {
    public generateObjectName(object: ApiObject): string {
      return `acme-${object.node.scope!.node.id.toLowerCase()}`;
    }
  }

  test('is the one given, whatever the id is', () => {
    const chart = chartOf();
    expect(objectName(new Construct(chart, 'Büro'), 'office')).toBe('office');
    expect(new Sandbox(chart, '開発', { ...POD, metadata: { name: 'dev' } }).name).toBe('dev');
  });

  test('is that of the id, not of its path', () => {
    const chart = chartOf();
    const sandbox = new Sandbox(new Construct(new Construct(chart, 'Team'), 'Alice'), 'DevBox', POD);
    expect(sandbox.name).toBe('dev-box');
    expect(sandbox.node.path).toBe('research/Team/Alice/DevBox');
  });

  test('is left to a chart that names its objects itself', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const chart = new Company(app, 'company', { namespace: 'a' });
    const template = new SandboxTemplate(chart, 'Python', POD);
    const pool = template.addWarmPool('Pool');
    expect([template.name, pool.name, pool.addClaim('Nightly').name]).toEqual([
      'acme-python',
      'acme-pool',
      'acme-nightly',
    ]);
    expect(new Sandbox(chart, 'Dev', { ...POD, metadata: { name: 'dev' } }).name).toBe('dev');
    // The chart knows what to do with such an id.
    expect(new Sandbox(chart, 'Büro', { ...POD, metadata: { name: undefined } }).name).toBe('acme-büro');
    expect(objectName(new Construct(chart, 'X'), undefined)).toBeUndefined();
  });

  test('stays when the construct moves to another parent, in a chart and to another chart', () => {
    const places: Array<(chart: Chart) => Construct> = [
      (chart) => chart,
      (chart) => new Construct(chart, 'Group'),
      (chart) => new Construct(new Construct(chart, 'Group'), 'Inner'),
      (chart) => new Chart(chart, 'Nested', { namespace: 'research' }),
      (chart) => new Chart(chart.node.root, 'elsewhere', { namespace: 'research' }),
    ];
    const manifests = places.map((place) => {
      const chart = chartOf();
      const parent = place(chart);
      const template = new SandboxTemplate(parent, 'PythonRuntime', POD);
      template.addWarmPool('FastPool').addClaim('Nightly');
      new Sandbox(parent, 'DevBox', POD);
      expect(errorsOf(chart)).toBe('');
      return (chart.node.root as App).synthYaml();
    });
    expect([...manifests[0].matchAll(/^ {2}name: (.*)$/gm)].map(([, name]) => name)).toEqual([
      'python-runtime',
      'fast-pool',
      'nightly',
      'dev-box',
    ]);
    expect(new Set(manifests)).toEqual(new Set([manifests[0]]));
  });

  test('stays when a sibling is added before it', () => {
    const name = (siblings: string[]) => {
      const chart = chartOf();
      for (const id of siblings) { new Sandbox(chart, id, POD); }
      return new Sandbox(chart, 'Dev', POD).name;
    };
    expect(name(['A', 'B'])).toBe(name([]));
  });

  test('fails if two ids have one name', () => {
    const chart = chartOf();
    new Sandbox(chart, 'DevBox', POD);
    new Sandbox(chart, 'dev-box', POD);
    expect(errorsOf(chart)).toContain(
      "two objects are Sandbox 'research/dev-box': 'research/DevBox/Resource' and 'research/dev-box/Resource'; " +
        'remove one, or declare each cluster with SandboxCluster.declare(chart, ...)',
    );
  });
});

test('a name is shown with its namespace, where it has one', () => {
  expect(qualified(ApiObject.of(new Sandbox(chartOf(), 'Dev', POD)))).toBe('research/dev');
  expect(qualified(ApiObject.of(new Sandbox(chartOf(undefined, { namespace: undefined }), 'Dev', POD)))).toBe('dev');
});
