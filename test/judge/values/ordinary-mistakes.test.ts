/** Mistakes as hurried users make them: what is found, in manifests and at synth, and that Kubernetes says the same. */
import { join } from 'node:path';
import { ApiObject, JsonPatch } from 'cdk8s';
import { Findings, Sandbox } from '../../../src';
import { judgeCore } from '../../../src/judge/kubernetes-kinds';
import { judgeInPlace } from '../../../src/judge/rules';
import { formatPath } from '../../../src/kubernetes/json-path';
import { askGo, buildGo, GO } from '../../support/go';
import { contextOf, objectOf } from '../../support/judged';
import { ORDINARY_MISTAKES, OrdinaryMistake } from '../../support/ordinary-mistakes';
import { chartOf, POD } from '../../support/workloads';

function specOf({ pod = {}, container = {} }: OrdinaryMistake): object {
  return { containers: [{ name: 'main', image: 'registry.example.com/a:1', ...container }], ...pod };
}

const BELOW = 'spec.podTemplate.spec.';
/** Of the schema, of values, and of systems and overheads, which the rules about isolation tell. */
const KINDS_OF_ERRORS = /^ASB(?:101|102|209|302|306)$/;

test.each(ORDINARY_MISTAKES.map((mistake) => [mistake.name, mistake] as const))('%s', (_, mistake) => {
  const object = objectOf('Sandbox', 'dev', { podTemplate: { spec: specOf(mistake) } });
  const errors = judgeInPlace(object, contextOf()).filter(({ finding: { code, severity } }) => (
    severity === 'error' && KINDS_OF_ERRORS.test(code)
  ));
  const found = errors.map(({ finding: { code }, path }) => `${code} ${formatPath(path).replace(BELOW, '')}`);
  expect(found.sort()).toEqual([...mistake.found].sort());
});

/** Kinds of Kubernetes with the pod of a mistake. */
function plain(spec: object): any[] {
  const template = { metadata: { labels: { app: 'a' } }, spec };
  const selector = { matchLabels: { app: 'a' } };
  const metadata = { name: 'a' };
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata, spec },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector, template } },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { selector, template } },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { selector, serviceName: 'a', template } },
  ];
}

test('plain Pods and workloads are refused for the same', () => {
  const accepted = ORDINARY_MISTAKES.filter(({ found }) => found.length > 0).flatMap((mistake) => (
    plain(specOf(mistake)).filter((object) => judgeCore(object).every(({ finding }) => finding.severity !== 'error'))
      .map(({ kind }) => `${mistake.name} in a ${kind}`)
  ));
  expect(accepted).toEqual([]);
});

test('at synth, each is an error with the path of the construct', () => {
  const silent = ORDINARY_MISTAKES.filter(({ found }) => found.length > 0).filter((mistake) => {
    const sandbox = new Sandbox(chartOf(), 'Dev', POD);
    ApiObject.of(sandbox).addJsonPatch(JsonPatch.replace('/spec/podTemplate/spec', specOf(mistake)));
    return !Findings.of(sandbox.node.root).list().some(({ path, severity }) => (
      severity === 'error' && path === 'research/Dev'
    ));
  });
  expect(silent.map(({ name }) => name)).toEqual([]);
});

(GO ? test : test.skip)("Kubernetes' own code refuses those, and no others", () => {
  const pods = ORDINARY_MISTAKES.map((mistake) => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'a' }, spec: specOf(mistake),
  }));
  const program = buildGo(join(__dirname, '../../oracle/pod-values'));
  const verdicts = askGo<{ refused?: string; paths?: string[] }>(program, pods);
  const refused = ORDINARY_MISTAKES.filter((_, index) => verdicts[index].refused ?? verdicts[index].paths);
  expect(ORDINARY_MISTAKES.filter(({ found }) => found.length > 0).map(({ name }) => name))
    .toEqual(refused.map(({ name }) => name));
}, 10 * 60_000);
