/** Ordinary mistakes in all kinds that stand beside sandboxes, and what looks like one and is fine. */
import { split } from '../../src/documents';
import { judgeCore } from '../../src/judge/kubernetes-kinds';
import { ManifestJudge } from '../../src/judge/manifests';
import { judgeInPlace } from '../../src/judge/rules';
import { Located } from '../../src/judge/rules/located';
import { formatPath } from '../../src/kubernetes/json-path';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Catalogue } from '../../src/release/catalogue';
import { contextOf } from '../support/judged';
import { CORE_CASES, GOOD_PODS, OtherCase, OUR_CASES } from '../support/other-set';

const KUBERNETES = '1.36';

/** The field of the first error. */
function refusedAt(found: readonly Located[]): string | undefined {
  const first = found.find(({ finding: { severity } }) => severity === 'error');
  return first && formatPath(first.path);
}

const named = <T extends { readonly name: string }>(cases: readonly T[]) => (
  cases.map((each): [string, T] => [each.name, each])
);

test('there are enough, of both sorts', () => {
  const refused = [...CORE_CASES, ...OUR_CASES].filter(({ at }) => at !== undefined);
  expect(refused.length).toBeGreaterThan(280);
  expect(CORE_CASES.length + OUR_CASES.length - refused.length).toBeGreaterThan(60);
  expect(GOOD_PODS.length).toBeGreaterThan(30);
});

test.each(named(CORE_CASES))('%s', (_, { object, at }) => {
  expect(refusedAt(judgeCore(object, KUBERNETES))).toBe(at);
});

test.each(named(OUR_CASES))('of the four kinds: %s', (_, { object, at, release }) => {
  expect(refusedAt(judgeInPlace(object, contextOf(release, [], { kubernetes: KUBERNETES })))).toBe(at);
});

/** What only the CRDs refuse: variables are a map there, and metadata of claims has no fields. */
const REFUSED_BY_CRDS = ['a variable twice', 'a claim of the pod alone'];

test.each(named(GOOD_PODS))('a good pod: %s', (name, { spec }) => {
  const metadata = { name: 'a', namespace: 'default' };
  expect(judgeCore({ apiVersion: 'v1', kind: 'Pod', metadata, spec } as KubeObject, KUBERNETES)).toEqual([]);
  const podTemplate = { metadata: { labels: { app: 'a' } }, spec };
  const sandbox = { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata, spec: { podTemplate } };
  const found = judgeInPlace(sandbox as KubeObject, contextOf('v1.0.5', [], { kubernetes: KUBERNETES }));
  expect(refusedAt(found) !== undefined).toBe(REFUSED_BY_CRDS.includes(name));
});

test('`validate` says the same, each case in a file of its own', () => {
  const differing = [...CORE_CASES, ...OUR_CASES.filter(({ release }) => release === 'v1.0.5')]
    .filter((each) => errorsIn(each) > 0 !== (each.at !== undefined))
    .map(({ name }) => name);
  expect(differing).toEqual([]);
});

function errorsIn({ object }: OtherCase): number {
  const release = Catalogue.standard().get('v1.0.5');
  const judge = new ManifestJudge({ release, kubernetes: KUBERNETES, closedWorld: false, keepObjects: false });
  for (const chunk of split([JSON.stringify(object)])) {
    judge.read({ name: 'a.json', isStrict: true }, chunk);
  }
  return judge.finish().errors;
}
