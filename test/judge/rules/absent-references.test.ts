import type { Kind } from '../../../src/api/kinds';
import { judgeInPlace, RuleContext } from '../../../src/judge/rules';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../src/release/catalogue';

const V1 = 'extensions.agents.x-k8s.io/v1beta1';
const pool = {
  apiVersion: V1,
  kind: 'SandboxWarmPool',
  metadata: { name: 'pool', namespace: 'research' },
  spec: { replicas: 1, sandboxTemplateRef: { name: 'python' } },
};
const claim = {
  apiVersion: V1,
  kind: 'SandboxClaim',
  metadata: { name: 'nightly', namespace: 'research' },
  spec: { warmPoolRef: { name: 'pool' } },
};
const old = (spec: object) => ({ ...claim, apiVersion: 'extensions.agents.x-k8s.io/v1alpha1', spec });

/** What is said of an object where these are all there are: kind, namespace and name. */
function said(object: KubeObject, release: string, ...there: string[]): [string, string][] {
  const context: RuleContext = {
    release: Catalogue.standard().get(release),
    allowedLabelDomains: [],
    find: () => undefined,
    isAbsent: (kind: Kind, namespace, name) => !there.includes(`${kind} ${namespace} ${name}`),
  };
  return judgeInPlace(object, context).map(({ finding: { code, message }, path }) => [
    `${code} ${message}`,
    path.join('.'),
  ]);
}

test('fails if a pool names a template that is not there, or is in another namespace', () => {
  const message = "ASB213 the pool names template 'python' of namespace 'research', which is not there";
  expect(said(pool, 'v1.0.5')).toEqual([[message, 'spec.sandboxTemplateRef.name']]);
  expect(said(pool, 'v1.0.5', 'SandboxTemplate production python')).toEqual([
    [message, 'spec.sandboxTemplateRef.name'],
  ]);
  expect(said(pool, 'v1.0.5', 'SandboxTemplate research python')).toEqual([]);
});

test('fails if a claim names a pool that is not there', () => {
  expect(said(claim, 'v1.0.5')).toEqual([
    ["ASB213 the claim names pool 'pool' of namespace 'research', which is not there", 'spec.warmPoolRef.name'],
  ]);
  expect(said(claim, 'v1.0.5', 'SandboxWarmPool research pool')).toEqual([]);
});

test('fails if a claim of v1alpha1 names a template or a pool that is not there', () => {
  const template = [
    "ASB213 the claim names template 'python' of namespace 'research', which is not there",
    'spec.sandboxTemplateRef.name',
  ];
  const ofTemplate = (warmpool?: string) =>
    old({ sandboxTemplateRef: { name: 'python' }, ...(warmpool && { warmpool }) });
  expect(said(ofTemplate(), 'v0.4.6')).toEqual([template]);
  expect(said(ofTemplate('none'), 'v0.4.6')).toEqual([template]);
  expect(said(ofTemplate('default'), 'v0.4.6', 'SandboxTemplate research python')).toEqual([]);
  expect(said(ofTemplate('pool'), 'v0.4.6', 'SandboxTemplate research python')).toEqual([
    ["ASB213 the claim names pool 'pool' of namespace 'research', which is not there", 'spec.warmpool'],
  ]);
});

test('what is not known may exist', () => {
  const context: RuleContext = { release: Catalogue.standard().latest, allowedLabelDomains: [], find: () => undefined };
  expect(judgeInPlace(pool, context)).toEqual([]);
  expect(judgeInPlace(claim, context)).toEqual([]);
});
