import { ApiObject, App, Chart } from 'cdk8s';
import { AgentSandboxVersion, Sandbox, SandboxCluster } from '../../../../src';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays, inFiles } from '../../../support/both-ways';
import { objectOf, podWith } from '../../../support/judged';
import { findingsOf, POD } from '../../../support/workloads';

const of = (kind: string, name: string, namespace?: string, more: object = {}, apiVersion = 'v1'): KubeObject => ({
  apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) }, ...more,
});
const sandbox = (more: object, container: object = {}) => objectOf('Sandbox', 'dev', podWith(more, container));
const reading = sandbox({}, { envFrom: [{ secretRef: { name: 'keys' } }] });
const NOTHING = { synth: [], files: [] };

describe('ASB245: an object that only another namespace has', () => {
  test.each<[string, KubeObject, KubeObject, string]>([
    ['a Secret', reading, of('Secret', 'keys', 'vault'), 'containers[0].envFrom[0].secretRef.name'],
    [
      'a ConfigMap',
      sandbox(
        { volumes: [{ name: 'a', configMap: { name: 'settings' } }] },
        { volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      ),
      of('ConfigMap', 'settings', 'vault'),
      'volumes[0].configMap.name',
    ],
    [
      'an account',
      sandbox({ serviceAccountName: 'robot' }),
      of('ServiceAccount', 'robot', 'vault'),
      'serviceAccountName',
    ],
    [
      'a Secret to pull with',
      sandbox({ imagePullSecrets: [{ name: 'registry' }] }),
      of('Secret', 'registry', 'vault'),
      'imagePullSecrets[0].name',
    ],
  ])('%s', (_, object, other, path) => {
    const { kind, metadata: { name } } = other;
    const effect = path.startsWith('imagePull') ? 'and the kubelet pulls without it'
      : 'and the pod does not start without it';
    const said = `${kind} '${name}' is in namespace 'vault', and not in 'research', where the pod is: `
      + `pods never use objects of another namespace, ${effect}`;
    const told = {
      synth: [`warning ASB245 dev: ${said}`],
      files: [`warning ASB245 spec.podTemplate.spec.${path}: ${said}`],
    };
    expect(bothWays([object, other])).toEqual(told);
    expect(bothWays([other, object])).toEqual(told);
    expect(bothWays([object, other, of(kind, name, 'research')])).toEqual(NOTHING);
    expect(bothWays([object])).toEqual(NOTHING);
  });

  test.each<[string, KubeObject[]]>([
    ['an optional one', [
      sandbox({}, { envFrom: [{ secretRef: { name: 'keys', optional: true } }] }), of('Secret', 'keys', 'vault'),
    ]],
    ['the account that each namespace has', [
      sandbox({ serviceAccountName: 'default' }), of('ServiceAccount', 'default', 'vault'),
    ]],
    ['one that an operator makes', [
      reading,
      of('Secret', 'keys', 'vault'),
      of('ExternalSecret', 'sync', 'research', { spec: { target: { name: 'keys' } } }, 'external-secrets.io/v1'),
    ]],
    ['one of which the namespace is not known', [reading, of('Secret', 'keys', 'vault'), of('Secret', 'keys')]],
  ])('is not %s', (_, objects) => {
    expect(bothWays(objects)).toEqual(NOTHING);
  });

  test('objects of another cluster do not count, and neither do those of another file', () => {
    const app = new App();
    const charts = ['staging', 'production'].map((id) => {
      const chart = new Chart(app, id, { namespace: id });
      SandboxCluster.declare(chart, { version: AgentSandboxVersion.LATEST });
      return chart;
    });
    new ApiObject(charts[0], 'Keys', of('Secret', 'keys'));
    new Sandbox(charts[1], 'Dev', POD);
    new ApiObject(charts[1], 'Reader', { ...reading, metadata: { name: 'reader', namespace: 'production' } });
    expect(findingsOf(app).map(({ code }) => code)).not.toContain('ASB245');
    expect(inFiles({ 'a.yaml': [reading], 'b.yaml': [of('Secret', 'keys', 'vault')] })).toEqual([]);
  });
});
