import { judgeInPlace, RuleContext } from '../../../src/judge/rules';
import { KubeObject } from '../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../src/release/catalogue';

const claim = (name: string, size = '1Gi') => ({
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
});

function sandbox(spec: object, apiVersion = 'agents.x-k8s.io/v1beta1'): KubeObject {
  return {
    apiVersion,
    kind: 'Sandbox',
    metadata: { name: 'dev', namespace: 'a' },
    spec: { podTemplate: { spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] } }, ...spec },
  };
}

function found(object: KubeObject, old: KubeObject | undefined, release = 'v1.0.5') {
  const context: RuleContext = {
    release: Catalogue.standard().get(release),
    allowedLabelDomains: [],
    find: () => undefined,
    old: () => old,
  };
  return judgeInPlace(object, context)
    .filter(({ finding: { code } }) => code === 'ASB103')
    .map(({ finding: { severity, message, remedy }, path }) => [severity, `${message}; ${remedy}`, path]);
}

const REFUSED = [
  [
    'error',
    'spec: volumeClaimTemplates is immutable; leave it as it was, or delete the object and create it anew',
    ['spec'],
  ],
];

describe('ASB103: the rules that CRDs write in CEL', () => {
  test.each<[string, object, object]>([
    ['appears', { volumeClaimTemplates: [claim('work')] }, {}],
    ['disappears', {}, { volumeClaimTemplates: [claim('work')] }],
    ['changes', { volumeClaimTemplates: [claim('work', '2Gi')] }, { volumeClaimTemplates: [claim('work')] }],
    [
      'has another order',
      { volumeClaimTemplates: [claim('a'), claim('b')] },
      { volumeClaimTemplates: [claim('b'), claim('a')] },
    ],
  ])('fails if what may not change %s', (_, spec, old) => {
    expect(found(sandbox(spec), sandbox(old))).toEqual(REFUSED);
  });

  test('keeps what the controller makes of it from being asked', () => {
    const context: RuleContext = {
      release: Catalogue.standard().get('v1.0.5'),
      allowedLabelDomains: [],
      find: () => undefined,
      old: () => sandbox({}),
    };
    const object = sandbox({
      volumeClaimTemplates: [claim('work')],
      podTemplate: {
        metadata: { labels: { 'agents.x-k8s.io/a': 'b' } },
        spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] },
      },
    });
    expect(judgeInPlace(object, context).map(({ finding: { code } }) => code)).toEqual(['ASB103']);
  });

  test('accepts what stays, other changes, and objects that are new', () => {
    const spec = { volumeClaimTemplates: [claim('work')] };
    expect(found(sandbox(spec), sandbox(spec))).toEqual([]);
    expect(found(sandbox({ ...spec, operatingMode: 'Suspended' }), sandbox(spec))).toEqual([]);
    expect(found(sandbox(spec), undefined)).toEqual([]);
  });

  test('are those of the release and the API version', () => {
    const [spec, old] = [{ volumeClaimTemplates: [claim('work')] }, {}];
    expect(found(sandbox(spec), sandbox(old), 'v0.5.2')).toEqual([]);
    expect(found(sandbox(spec), sandbox(old), 'v0.5.3')).toEqual(REFUSED);
    expect(found(sandbox(spec), sandbox(old, 'agents.x-k8s.io/v1alpha1'), 'v0.5.3')).toEqual([]);
  });
});
