/** Findings about size classes, in apps and in files. */
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { AgentSandboxVersion, SandboxClaim, SandboxClassesProps, WarmPool } from '../../../src';
import { classesIn, SMALL } from '../../classes/made';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';
import { quietly } from '../../support/stderr';
import { chartOf, linesOf } from '../../support/workloads';

const directory = directories();

const BASE: Partial<SandboxClassesProps> = {
  sizes: { small: SMALL }, only: [{ runtimes: ['gvisor'] }], rules: [{ replicas: 1 }],
};
const DEPRECATED = {
  ...BASE, rules: [{ replicas: 1 }, { images: ['node'], deprecated: { instead: 'small-gvisor-python' } }],
};

const codes = (lines: readonly string[]) => lines.map((line) => /ASB\d+/.exec(line)![0]);

/** What validate says of files, those of the classes alone. */
function validated(files: Readonly<Record<string, string>>, ...args: string[]): string[] {
  const root = directory();
  writeFiles(root, files);
  const { out } = run(['validate', root, '--format', 'json', ...args]);
  return (JSON.parse(out) as Array<{ code: string; message: string; remedy?: string; severity: string }>)
    .filter(({ code }) => /^ASB(47|213)/.test(code))
    .map(({ code, severity, message, remedy }) => `${severity} ${code}: ${message}; ${remedy}`);
}

const yamlOf = (chart: Chart) => quietly(() => (chart.node.root as App).synthYaml());
const claim = (pool: string) => `---
apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxClaim
metadata: { name: nightly, namespace: research }
spec: { warmPoolRef: { name: ${pool} } }
`;

test('classes as they are made have no findings', () => {
  const chart = chartOf();
  classesIn(chart, BASE).pool('small', 'gvisor', 'python').addClaim('Nightly');
  expect(linesOf(chart)).toEqual([]);
  expect(validated({ 'a.yaml': yamlOf(chart) })).toEqual([]);
});

describe('ASB470', () => {
  const text = () => {
    const chart = chartOf();
    classesIn(chart, BASE);
    return yamlOf(chart);
  };
  const without = (name: string) => text().split(/^---$/m)
    .filter((each) => !(each.includes('kind: SandboxWarmPool') && each.includes(`name: ${name}\n`))).join('---');

  test('a class without its pool, with the nearest', () => {
    const chart = chartOf();
    const classes = classesIn(chart, BASE);
    ApiObject.of(classes.node.findChild('Catalogue')).addJsonPatch(JsonPatch.replace(
      '/data/classes.json', classes.catalogue().replace(/"small-gvisor-node"/g, '"small-gvisor-nod"'),
    ));
    expect(linesOf(chart)).toEqual([
      "error ASB470 research/Classes/Catalogue: the catalogue has class 'small-gvisor-nod' with pool "
        + "'small-gvisor-nod', "
        + "which is not here: claims from it wait for ever; did you mean 'small-gvisor-node'?",
    ]);
  });

  test('in files, unless none of the pools is known', () => {
    expect(validated({ 'a.yaml': without('small-gvisor-node') })).toEqual([
      "error ASB470: the catalogue has class 'small-gvisor-node' with pool 'small-gvisor-node', which is "
        + 'not here: claims '
        + 'from it wait for ever; give the pool too, or take the class out',
    ]);
    const alone = text().split(/^---$/m).find((each) => each.includes('kind: ConfigMap'))!;
    expect(validated({ 'a.yaml': alone })).toEqual([]);
    expect(validated({ 'a.yaml': alone, 'b.yaml': text().replace(alone, '') })).toEqual([]);
    expect(validated({ 'a.yaml': alone }, '--closed-world')).toHaveLength(2);
  });
});

describe('ASB471', () => {
  test.each(['v0.2.1', 'v0.4.6', 'v1.0.5'])('a claim from a class that goes, by %s', (release) => {
    const chart = chartOf(AgentSandboxVersion.of(release));
    const classes = classesIn(chart, DEPRECATED);
    for (const image of ['node', 'python']) { classes.pool('small', 'gvisor', image).addClaim(image); }
    const found = "the claim is of class 'small-gvisor-node', which is deprecated; "
      + "claim from class 'small-gvisor-python'";
    expect(linesOf(chart).filter((line) => line.includes('ASB471'))).toEqual([
      `warning ASB471 research/Classes/small-gvisor-node/Pool/node: ${found}`,
    ]);
    expect(validated({ 'a.yaml': yamlOf(chart) }, '--release', release)).toEqual([`warning ASB471: ${found}`]);
  });

  test('with its day, and without another class', () => {
    const chart = chartOf();
    classesIn(chart, { ...BASE, prefix: 'p-', rules: [{ deprecated: { until: '2027-03-31' } }] })
      .pool('small', 'gvisor', 'node').addClaim('Nightly');
    expect(linesOf(chart)).toEqual([
      'warning ASB471 research/Classes/small-gvisor-node/Pool/Nightly: the claim is of class '
        + "'small-gvisor-node', which is "
        + 'deprecated and may be gone from 2027-03-31 on; claim from another class',
    ]);
  });
});

describe('ASB472', () => {
  function claimed(name: string, other = false) {
    const chart = chartOf();
    classesIn(chart, BASE);
    const elsewhere = other ? new Chart(chart.node.root, 'other', { namespace: 'other' }) : chart;
    new SandboxClaim(elsewhere, 'Nightly', { warmPool: WarmPool.fromWarmPoolName(elsewhere, 'Pool', name) });
    return chart;
  }

  test('a claim from a pool that nothing knows, with the nearest', () => {
    const found = "the claim names pool 'small-gvisor-nodes', which is not in the catalogue of size classes of its "
      + "namespace, and not defined here; did you mean 'small-gvisor-node'?";
    const chart = claimed('small-gvisor-nodes');
    expect(linesOf(chart)).toEqual([`warning ASB472 research/Nightly: ${found}`]);
    expect(validated({ 'a.yaml': yamlOf(chart) })).toEqual([`warning ASB472: ${found}`]);
    expect(linesOf(claimed('other'))[0]).toContain(
      "name a pool of the catalogue, as 'pool' of SandboxClasses gives them",
    );
  });

  test('not where the namespace has no catalogue, or the pool is in it or defined', () => {
    expect(linesOf(claimed('small-gvisor-node'))).toEqual([]);
    expect(linesOf(claimed('small-gvisor-nodes', true))).toEqual([]);
    const chart = claimed('mine');
    new WarmPool(chart, 'Mine', {
      template: (chart.node.findChild('Classes') as any).template('small', 'gvisor', 'node'),
    });
    expect(linesOf(chart)).toEqual([]);
  });

  test('where all objects are known, it is a reference to nothing', () => {
    const found = codes(validated({ 'a.yaml': yamlOf(claimed('small-gvisor-nodes')) }, '--closed-world'));
    expect(found).toContain('ASB213');
    expect(found).not.toContain('ASB472');
  });

  test('a catalogue in another file counts', () => {
    const chart = chartOf();
    classesIn(chart, BASE);
    expect(codes(validated({ 'a.yaml': yamlOf(chart), 'b.yaml': claim('nothing') }))).toEqual(['ASB472']);
  });
});

describe('ASB473', () => {
  const catalogue = (data: object) => `apiVersion: v1
kind: ConfigMap
metadata: { name: sandbox-classes, namespace: research, labels: { cdk8s-agent-sandbox/catalogue: classes } }
data: ${JSON.stringify(data)}
`;

  test.each<[object, string]>([
    [{}, "it has no 'classes.json'"],
    [{ 'classes.json': '{' }, "'classes.json' is no JSON: "],
    [{ 'classes.json': '[]' }, "'format' is undefined, and 1 is known here"],
    [{ 'classes.json': '{"format":2}' }, "'format' is 2, and 1 is known here"],
    [{ 'classes.json': '{"format":1}' }, "'classes' is no list"],
    [{ 'classes.json': '{"format":1,"classes":[{"name":"a"}]}' }, 'a class has no \'name\' and \'pool\': {"name":"a"}'],
    [
      { 'classes.json': '{"format":1,"classes":[{"name":"a","pool":"a"},{"name":"a","pool":"b"}]}' },
      "it has class 'a' twice",
    ],
  ])('a catalogue of %j', (data, problem) => {
    const [found, ...others] = validated({ 'a.yaml': catalogue(data) });
    expect(found).toContain(`error ASB473: programs cannot read the catalogue of size classes: ${problem}`);
    expect(others).toEqual([]);
  });

  test('not a ConfigMap without the label', () => {
    const bare = catalogue({}).replace(', labels: { cdk8s-agent-sandbox/catalogue: classes }', '');
    expect(validated({ 'a.yaml': bare })).toEqual([]);
  });
});
