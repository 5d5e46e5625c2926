import { judge } from '../../../src/judge/rules';
import { Catalogue } from '../../../src/release/catalogue';

const RELEASE = Catalogue.standard().latest;

/** The judge takes what a file or an untyped caller gives. */
test.each([
  [{ apiVersion: undefined, kind: 'Sandbox' }],
  [{ apiVersion: 5, kind: 'Sandbox' }],
  [{ apiVersion: null, kind: null }],
  [{ apiVersion: 'agents.x-k8s.io/v1beta1', kind: ['Sandbox'] }],
  [{ apiVersion: 'agents.x-k8s.io/v1beta1', kind: {} }],
  [{ apiVersion: '', kind: '' }],
  [{ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: 'a', spec: 5 }],
  [{ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: null, spec: [] }],
])('an object that is none has errors, and fails nothing: %j', (object) => {
  const found = judge(object as never, { release: RELEASE, allowedLabelDomains: [], find: () => undefined });
  expect(found.map(({ severity }) => severity)).toContain('error');
});
