import { ImageRegistryLayout } from '../../../../src';
import { ImageMirror } from '../../../../src/air-gap/image-mirror';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays } from '../../../support/both-ways';
import { objectOf, podWith } from '../../../support/judged';

const REGISTRY = 'm.example.com/mirror';
const judged = (object: KubeObject, layout?: ImageRegistryLayout) => bothWays([object], {
  cluster: { imageRegistry: REGISTRY, imageRegistryLayout: layout },
  files: { mirror: new ImageMirror(REGISTRY, layout) },
});
const sandbox = (image: string) => objectOf('Sandbox', 'dev', podWith({}, { image }));
const workload = (kind: string, apiVersion: string, spec: object): KubeObject => (
  { apiVersion, kind, metadata: { name: 'dev', namespace: 'agents' }, spec } as KubeObject
);
const POD = { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox:1' }] };
const TEMPLATE = { metadata: { labels: { app: 'c' } }, spec: POD };
const said = (image: string) => `image '${image}' does not come from '${REGISTRY}', the registry of its cluster: where `
  + 'nodes reach no other, its pod does not start (ImagePullBackOff)';

describe('ASB348: an image from elsewhere than the registry of the cluster', () => {
  test('in a sandbox', () => {
    expect(judged(sandbox('python:3.14'))).toEqual({
      synth: [`warning ASB348 dev: ${said('python:3.14')}`],
      files: [`warning ASB348 spec.podTemplate.spec.containers[0].image: ${said('python:3.14')}`],
    });
  });

  test.each<[string, KubeObject, string]>([
    ['Pod', workload('Pod', 'v1', POD), 'spec.containers[0].image'],
    ['Deployment', workload('Deployment', 'apps/v1', {
      selector: { matchLabels: { app: 'c' } },
      template: {
        ...TEMPLATE, spec: { containers: POD.containers },
      },
    }), 'spec.template.spec.containers[0].image'],
    ['Job', workload('Job', 'batch/v1', { template: TEMPLATE }), 'spec.template.spec.containers[0].image'],
    ['CronJob', workload('CronJob', 'batch/v1', {
      schedule: '0 0 * * *', jobTemplate: { spec: { template: TEMPLATE } },
    }), 'spec.jobTemplate.spec.template.spec.containers[0].image'],
    ['PodTemplate', {
      apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'dev', namespace: 'agents' }, template: TEMPLATE,
    } as unknown as KubeObject, 'template.spec.containers[0].image'],
  ])('in a %s', (_, object, path) => {
    expect(judged(object)).toEqual({
      synth: [`warning ASB348 dev: ${said('busybox:1')}`], files: [`warning ASB348 ${path}: ${said('busybox:1')}`],
    });
  });

  test.each<[string, KubeObject]>([
    ['from there', sandbox(`${REGISTRY}/library/python:3.14`)],
    ['of an object that a controller made', {
      ...sandbox('python:3.14'),
      metadata: {
        name: 'dev',
        namespace: 'agents',
        ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'u', controller: true }],
      } as any,
    }],
  ])('not %s', (_, object) => {
    expect(judged(object)).toEqual({ synth: [], files: [] });
  });

  test('not where no registry is declared', () => {
    expect(bothWays([sandbox('python:3.14')])).toEqual({ synth: [], files: [] });
  });

  test('a registry beside it is elsewhere', () => {
    expect(judged(sandbox('m.example.com/mirrored/python:3.14')).files).toHaveLength(1);
  });
});
