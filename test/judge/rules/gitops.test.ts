import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { bothWays } from '../../support/both-ways';
import { objectOf } from '../../support/judged';

const said = (objects: readonly KubeObject[], code: string) => {
  const { synth, files } = bothWays(objects);
  const of = (lines: readonly string[]) => lines.filter((line) => line.includes(code));
  expect(of(synth)).toHaveLength(of(files).length);
  return of(files);
};

const POD = { spec: { containers: [{ name: 'main', image: 'registry.example.com/a:1' }] } };
const sandbox = (name: string, more: object = {}, metadata: object = {}): KubeObject => {
  const object = objectOf('Sandbox', name, { podTemplate: POD, ...more });
  return { ...object, metadata: { ...object.metadata, ...metadata } };
};
const TEMPLATES = {
  volumeClaimTemplates: [{
    metadata: { name: 'home' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }],
};

interface Parts {
  readonly options?: readonly string[];
  readonly automated?: object;
  readonly ignored?: readonly object[];
  readonly kind?: string;
}

const SERVER_SIDE = 'ServerSideApply=true';
const RESPECT = 'RespectIgnoreDifferences=true';

function application({ options = [SERVER_SIDE], automated, ignored, kind = 'Application' }: Parts): KubeObject {
  const spec = {
    project: 'default',
    source: { repoURL: 'https://git.example.com/platform.git', path: 'dist' },
    destination: { server: 'https://kubernetes.default.svc' },
    syncPolicy: { syncOptions: options, ...(automated && { automated }) },
    ...(ignored && { ignoreDifferences: ignored }),
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind,
    metadata: { name: 'all', namespace: 'argocd' },
    spec: kind === 'Application'
      ? spec
      : { generators: [{ list: { elements: [] } }], template: { metadata: { name: 'a' }, spec } },
  };
}

const kustomization = (more: object): KubeObject => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'all', namespace: 'flux-system' },
  spec: { interval: '10m', prune: false, sourceRef: { kind: 'GitRepository', name: 'platform' }, ...more },
});

const dev = sandbox('dev');

test.each(['ASB482', 'ASB484', 'ASB485', 'ASB486', 'ASB487', 'ASB489'])('%s is not said where all is right', (code) => {
  const right = [dev, application({ automated: { prune: true, selfHeal: true } }), kustomization({ prune: true })];
  expect(said(right, code)).toEqual([]);
});

test('ASB482: objects that are made anew', () => {
  expect(said([dev, application({ options: [SERVER_SIDE, 'Replace=true'] })], 'ASB482')).toHaveLength(1);
  expect(said([dev, application({ options: [SERVER_SIDE, 'Force=true'], kind: 'ApplicationSet' })], 'ASB482')).toEqual([
    expect.stringContaining('spec.template.spec.syncPolicy.syncOptions'),
  ]);
  expect(said([dev, kustomization({ force: true })], 'ASB482')).toHaveLength(1);
});

test('nothing is said of what applies other things', () => {
  expect(said([application({ options: ['Replace=true'] })], 'ASB48')).toEqual([]);
});

describe('ASB483: waves', () => {
  const wave = (value: string) => ({ annotations: { 'argocd.argoproj.io/sync-wave': value } });
  const namespace = (value: string): KubeObject => ({
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'research', ...wave(value) },
  });

  test('before that of the namespace', () => {
    expect(said([namespace('5'), dev], 'ASB483')).toHaveLength(1);
    expect(said([sandbox('dev', {}, wave('-40')), namespace('-30')], 'ASB483')).toHaveLength(1);
    expect(said([sandbox('dev', {}, wave('5')), namespace('5')], 'ASB483')).toEqual([]);
    expect(said([namespace('-30'), dev], 'ASB483')).toEqual([]);
  });
});

test('ASB484: ignored fields that a sync sets back', () => {
  const ignored = [{ kind: 'Deployment', group: 'apps', jsonPointers: ['/spec/replicas'] }];
  const automated = { selfHeal: true };
  expect(said([dev, application({ automated, ignored })], 'ASB484')).toHaveLength(1);
  expect(said([dev, application({ automated, ignored, options: [SERVER_SIDE, RESPECT] })], 'ASB484')).toEqual([]);
  expect(said([dev, application({ ignored })], 'ASB484')).toEqual([]);
});

test('ASB485: an ignored field that no manifest states', () => {
  const ignored = [{ kind: 'Sandbox', group: 'agents.x-k8s.io', jsonPointers: ['/spec/operatingMode'] }];
  const options = [SERVER_SIDE, RESPECT];
  expect(said([dev, application({ ignored, options })], 'ASB485')).toHaveLength(1);
  expect(said([dev, application({ ignored })], 'ASB485')).toEqual([]);
  const running = sandbox('b', { operatingMode: 'Running' });
  expect(said([dev, running, application({ ignored, options })], 'ASB485')).toEqual([]);
  const named = [{ ...ignored[0], name: 'dev' }];
  expect(said([dev, running, application({ ignored: named, options })], 'ASB485')).toHaveLength(1);
});

test('ASB486: a workspace that is pruned', () => {
  const automated = { prune: true };
  const kept = (key: string, value: string) => sandbox('dev', TEMPLATES, { annotations: { [key]: value } });
  expect(said([sandbox('dev', TEMPLATES), application({ automated })], 'ASB486')).toHaveLength(1);
  expect(said([sandbox('dev', TEMPLATES), application({})], 'ASB486')).toEqual([]);
  expect(said([sandbox('dev', TEMPLATES), kustomization({ prune: true })], 'ASB486')).toHaveLength(1);
  const [byArgo, byFlux] = [
    kept('argocd.argoproj.io/sync-options', 'Prune=false'), kept('kustomize.toolkit.fluxcd.io/prune', 'disabled'),
  ];
  expect(said([byArgo, application({ automated })], 'ASB486')).toEqual([]);
  expect(said([byFlux, kustomization({ prune: true })], 'ASB486')).toEqual([]);
});

test('ASB487: objects that are applied client-side', () => {
  expect(said([dev, application({ options: [] })], 'ASB487')).toHaveLength(1);
});

test('ASB489: a count that two set', () => {
  const pool = objectOf('SandboxWarmPool', 'warm', { sandboxTemplateRef: { name: 'python' }, replicas: 2 });
  const scaler: KubeObject = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'warm', namespace: 'research' },
    spec: {
      scaleTargetRef: { apiVersion: pool.apiVersion, kind: 'SandboxWarmPool', name: 'warm' },
      triggers: [{ type: 'cron', metadata: {} }],
    },
  };
  const automated = { selfHeal: true };
  const ignored = [{ kind: 'SandboxWarmPool', jsonPointers: ['/spec/replicas'] }];
  expect(said([pool, scaler, application({ automated })], 'ASB489')).toHaveLength(1);
  const options = [SERVER_SIDE, RESPECT];
  expect(said([pool, scaler, application({ automated, ignored, options })], 'ASB489')).toEqual([]);
  expect(said([pool, application({ automated })], 'ASB489')).toEqual([]);
  expect(said([pool, scaler, kustomization({})], 'ASB489')).toHaveLength(1);
  const rule = { paths: ['/spec/replicas'], target: { kind: 'SandboxWarmPool' } };
  expect(said([pool, scaler, kustomization({ ignore: [rule] })], 'ASB489')).toEqual([]);
});

describe('ASB486: other data that is pruned', () => {
  const automated = { prune: true };
  const keep = { annotations: { 'argocd.argoproj.io/sync-options': 'Delete=false, Prune=false' } };
  const more = (apiVersion: string, kind: string, name: string, metadata: object = {}, spec?: object): KubeObject => ({
    apiVersion, kind, metadata: { name, ...metadata }, ...(spec && { spec }),
  });
  const inResearch = { namespace: 'research' };
  const volume = (metadata: object) => more('v1', 'PersistentVolumeClaim', 'shared', metadata, {
    accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } },
  });
  const pool = objectOf('SandboxWarmPool', 'warm', { sandboxTemplateRef: { name: 'python' }, replicas: 2 });
  const claim = objectOf('SandboxClaim', 'mine', { warmPoolRef: { name: 'warm' } });
  const template = (spec: object) => objectOf('SandboxTemplate', 'python', { podTemplate: POD, ...spec });

  test.each<[string, KubeObject[], string]>([
    ['a volume claim beside sandboxes', [dev, volume(inResearch)], "PersistentVolumeClaim 'shared' is data"],
    ['a claim that gets a workspace', [claim, pool, template(TEMPLATES)], "SandboxClaim 'mine' gets a workspace"],
    ['the namespace of a workspace that is kept', [
      sandbox('dev', TEMPLATES, keep), more('v1', 'Namespace', 'research'),
    ], "Namespace 'research' is deleted with all in it"],
    ['several', [sandbox('a', TEMPLATES), sandbox('b', TEMPLATES), volume(inResearch)], '; and 2 more like it'],
  ])('%s', (_, objects, told) => {
    expect(said([...objects, application({ automated })], 'ASB486')).toEqual([expect.stringContaining(told)]);
    expect(said([...objects, application({})], 'ASB486')).toEqual([]);
  });

  test('a CRD of Agent Sandbox, which goes with all objects of its kind', () => {
    const crd = more('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'sandboxes.agents.x-k8s.io');
    const other = more('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'others.example.com');
    const of = (...objects: KubeObject[]) => bothWays([...objects, dev, application({ automated })]).files
      .filter((line) => line.includes('ASB486'));
    expect(of(crd)).toEqual([expect.stringContaining('is deleted with all objects of its kind')]);
    expect(of({ ...crd, metadata: { ...crd.metadata, ...keep } })).toEqual([]);
    expect(of(other)).toEqual([]);
  });

  test.each<[string, KubeObject[]]>([
    ['a volume claim of another namespace', [dev, volume({ namespace: 'shop' })]],
    ['a volume claim that is kept', [dev, volume({ ...inResearch, ...keep })]],
    ['a claim that gets none', [claim, pool, template({})]],
    ['the namespace of sandboxes without workspaces', [dev, more('v1', 'Namespace', 'research')]],
  ])('is not said of %s', (_, objects) => {
    expect(said([...objects, application({ automated })], 'ASB486')).toEqual([]);
  });
});
