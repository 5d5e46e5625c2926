/** Whole platforms of any kind, and the texts in which people and clusters write them. */
import { CORE_SCHEMA, dump } from 'js-yaml';
import { anyInstall, anyIntents, anyRuntimes, anyTenant, Parts } from './construct-platforms';
import { randomOf, randomPlatform } from './random-platforms';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../src/release/catalogue';

function object(
  apiVersion: string, kind: string, name: string, namespace: string | undefined, rest: object,
): KubeObject {
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) }, ...rest } as never;
}

/** Names that are words of the language, that collide as variables, and that are no words at all. */
const NAMES = [
  'class', 'default', 'new', 'await', 'app', 'cluster', 'k8s', 'kplus', 'leave-out', 'constructor', 'sandbox-app',
  'size', 'a-b', 'a.b', 'ab', 'a--b', '3d', '007', 'x', 'object', 'chart', 'duration', 'not-in-yaml', 'process',
];

/** Objects of other kinds, as charts and operators have them. */
function others(parts: Parts, namespace: string | undefined): KubeObject[] {
  const name = () => parts.pick(...NAMES);
  const labels = { 'app': 'web', 'example.com/part': 'y' };
  const all = [
    object('apps/v1', 'Deployment', name(), namespace, {
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'a', image: 'b', args: ['--x={{ .y }}', '${z}', '`q`', 'back\\slash'] }] },
        },
      },
    }),
    object('v1', 'Service', name(), namespace, {
      spec: { ports: [{ port: 80, targetPort: 'http' }], selector: labels },
    }),
    object('v1', 'Secret', name(), namespace, { type: 'Opaque', stringData: { token: 'päss\u2028"\'`${x}' } }),
    object('v1', 'ConfigMap', name(), namespace, {
      data: {
        'a.sh': '#!/bin/sh\nset -e\necho "$HOME"\n\n',
        'tab': '\tx\r\ny',
        'emoji': '😀\u200b',
        'yes': 'true',
        'on': '0o7',
      },
      binaryData: { b: 'AAEC' },
    }),
    object('v1', 'ServiceAccount', name(), namespace, { imagePullSecrets: [{ name: 'registry' }] }),
    object('example.com/v1', 'Widget', name(), namespace, {
      spec: {
        big: 12345678901, small: 1e-7, nothing: {}, list: [[], [1, [2]]], no: null, text: '1e3', date: '2026-01-01',
      },
    }),
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'widgets.example.com', undefined, {
      spec: { group: 'example.com', names: { kind: 'Widget', plural: 'widgets' }, scope: 'Namespaced', versions: [] },
    }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', name(), undefined, {
      rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get'] }],
    }),
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['a.yaml'] } as never,
    object('batch/v1', 'CronJob', name(), namespace, { spec: { schedule: '*/5 * * * *' } }),
    object('autoscaling/v2', 'HorizontalPodAutoscaler', name(), namespace, {
      spec: {
        scaleTargetRef: { apiVersion: 'x/v1', kind: 'SandboxWarmPool', name: 'python-p0' },
        minReplicas: 1,
        maxReplicas: 5,
      },
    }),
  ];
  return all.filter(() => parts.chance(0.35));
}

/** So many objects of one form. */
function fleet(parts: Parts, namespace: string): KubeObject[] {
  const count = parts.pick(9, 10, 11, 25);
  const odd = parts.chance(0.3) ? count - 1 : -1;
  return Array.from({ length: count }, (_, index) => {
    const name = `user-${index}`;
    return object('agents.x-k8s.io/v1beta1', 'Sandbox', name, namespace, {
      spec: {
        podTemplate: {
          spec: {
            runtimeClassName: 'gvisor',
            containers: [{
              name: 'main',
              image: index === odd ? 'other' : 'registry.example.com/python:3.14',
              env: [{ name: 'USER', value: `u${index}` }, { name: 'N', value: String(index % 3) }],
            }],
          },
        },
      },
    });
  });
}

/** The objects of one platform: what people write, and what the library prints. */
export function widePlatform(seed: number): KubeObject[] {
  const parts = new Parts(randomOf(seed + 100_000));
  const names = parts.pick(['team-1', 'class', 'data'], ['default', 'a-b', 'a.b'], ['x', 'y', '3d']);
  const objects = [
    ...(parts.chance(0.8) ? randomPlatform(seed) : []),
    ...(parts.chance(0.3) ? anyInstall(parts, Catalogue.standard().ids) : []),
    ...(parts.chance(0.25) ? anyTenant(parts, parts.pick('acme', 'research')) : []),
    ...(parts.chance(0.3) ? anyRuntimes(parts) : []),
    ...(parts.chance(0.4) ? anyIntents(parts, names[0]) : []),
    ...(parts.chance(0.25) ? fleet(parts, names[2]) : []),
    ...[...names, undefined].flatMap((namespace) => (parts.chance(0.4) ? others(parts, namespace) : [])),
  ];
  const byKey = new Map(objects.map((each) =>
    [`${each.apiVersion} ${each.kind} ${each.metadata?.namespace ?? ''} ${each.metadata?.name}`, each]));
  return [...byKey.values()];
}

/** What a cluster has of an object. */
function read(given: KubeObject, index: number): object {
  if (given.kind === 'Kustomization') { return given; }
  return {
    ...given,
    metadata: {
      ...given.metadata,
      uid: `0000-${index}`,
      resourceVersion: String(index),
      generation: 2,
      creationTimestamp: '2026-11-01T00:00:00Z',
      managedFields: [{ manager: 'kubectl', operation: 'Apply', fieldsV1: { 'f:spec': {} } }],
      annotations: {
        ...given.metadata.annotations as object,
        'kubectl.kubernetes.io/last-applied-configuration': '{"a":1}',
      },
    },
    status: { phase: 'Ready', conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** A platform as a file, and its ending. */
export interface PlatformText {
  readonly text: string;
  readonly ending: 'yaml' | 'json';
}

/** Ways to write a platform. */
export function platformText(seed: number, objects: readonly KubeObject[]): PlatformText {
  const parts = new Parts(randomOf(seed + 200_000));
  const given = parts.chance(0.25) ? objects.map(read) : objects;
  // What stands twice is written as an anchor and its aliases.
  const options = { schema: CORE_SCHEMA, lineWidth: parts.pick(-1, 80) };
  const yaml = (value: unknown) => dump(value, options);
  const list = { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items: given };
  const texts: Array<() => PlatformText> = [
    () => ({ text: given.map((each) => `---\n# ${parts.pick('a note', 'ü')}\n${yaml(each)}`).join(''), ending: 'yaml' }),
    () => ({ text: given.map(yaml).join('---\n').replace(/\n/g, '\r\n'), ending: 'yaml' }),
    () => ({ text: yaml(list), ending: 'yaml' }),
    () => ({ text: JSON.stringify(list, null, 2), ending: 'json' }),
    () => ({
      text: `\uFEFF---\n${given.map((each) => JSON.stringify(each)).join('\n---\n')}\n...\n`, ending: 'yaml',
    }),
  ];
  return parts.pick(...texts)();
}
