/** What is added to a stream is in the file as an app would have written it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Yaml } from 'cdk8s';
import { AgentSandboxVersion, ManifestStream, Sandbox, SandboxCluster } from '../../src';
import { directories } from '../support/directories';
import { quietly } from '../support/stderr';
import { POD } from '../support/workloads';

const directory = directories();
const pathOf = () => join(directory(), 'deep', 'fleet.k8s.yaml');

function chartOf(id: string): Chart {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  return new Chart(app, id, { namespace: 'fleet' });
}

const CONFIG = {
  kind: 'ConfigMap',
  data: { b: 'line\nline\n', a: null, c: undefined },
  apiVersion: 'v1',
  metadata: { name: 'a', namespace: 'fleet' },
};

test('objects and charts, in the bytes of cdk8s', () => {
  const stream = new ManifestStream(pathOf());
  stream.add(CONFIG);
  const charts = ['a', 'b'].map((id) => {
    const chart = chartOf(id);
    new Sandbox(chart, id, POD);
    return chart;
  });
  quietly(() => { for (const chart of charts) { stream.addChart(chart); } });
  expect(existsSync(stream.path)).toBe(false);
  stream.close();
  const plain = new ApiObject(new Chart(new App(), 'plain'), 'a', CONFIG);
  const expected = quietly(() =>
    Yaml.stringify(plain.toJson(), ...charts.flatMap((chart) => chart.toJson() as object[])),
  );
  expect(readFileSync(stream.path, 'utf8')).toBe(expected);
  expect(readdirSync(dirname(stream.path))).toEqual([basename(stream.path)]);
  stream.close();
});

test('nothing was added', () => {
  const stream = new ManifestStream(pathOf());
  stream.close();
  expect(readFileSync(stream.path, 'utf8')).toBe('');
});

test('fails if a chart is refused, and adds nothing of it', () => {
  const stream = new ManifestStream(pathOf());
  const chart = chartOf('a');
  new Sandbox(chart, 'Right', POD);
  ApiObject.of(new Sandbox(chart, 'Wrong', POD)).addJsonPatch(JsonPatch.add('/spec/operatingMode', 'Paused'));
  expect(() => quietly(() => stream.addChart(chart))).toThrow('error ASB102 at a/Wrong');
  stream.close();
  expect(readFileSync(stream.path, 'utf8')).toBe('');
});

test.each<[string, any, RegExp]>([
  ['nothing is added', undefined, /an object has apiVersion 'undefined' and kind 'undefined'; give both as strings/],
  ['an object has no kind', { apiVersion: 'v1' }, /apiVersion 'v1' and kind 'undefined'/],
  [
    'it holds a token',
    { ...CONFIG, data: { a: Lazy.any({ produce: () => 1 }) } },
    /ConfigMap 'a' holds something other than plain data; make an ApiObject/,
  ],
  ['it holds a date', { ...CONFIG, data: { a: new Date(0) } }, /holds something other than plain data/],
])('fails if %s', (_, object, message) => {
  const stream = new ManifestStream(pathOf());
  expect(() => stream.add(object)).toThrow(message);
  stream.close();
});

test('fails if it is closed, or has no path', () => {
  const stream = new ManifestStream(pathOf());
  stream.close();
  expect(() => stream.add(CONFIG)).toThrow(/^manifest '.*' is closed; add objects before that$/);
  expect(() => new ManifestStream('')).toThrow("path '' is not valid; give the path of a file, such as " +
    "'dist/fleet.k8s.yaml'");
});
