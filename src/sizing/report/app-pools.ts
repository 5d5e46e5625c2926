import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf } from '../../app/cluster-scope';
import { constructPath, tryToRender } from '../../app/judged-objects';

import { runtimeOverhead } from '../../judge/app/runtime-overhead';
import { needsOfObjects, SANDBOXES } from '../../judge/capacity/object-needs';
import { podNeeds } from '../../judge/capacity/pod-needs';
import type { KubeObject } from '../../kubernetes/kube-object';
import { podSpecOf } from '../../kubernetes/pod-templates';
import { inList, inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';

/** A pool of an app, with what a sandbox of it needs. */
export interface AppPool {
  /** `namespace/name`. */
  readonly title: string;
  readonly name: string;
  /** The path of its construct. */
  readonly path: string;
  readonly replicas: number;
  /** CPU in thousandths of a core, and memory in thousandths of a byte, as the needs of quotas. */
  readonly cpu: bigint;
  readonly memory: bigint;
  /** Whether its template is in the app. */
  readonly isKnown: boolean;
}

/** What a report reads of an app. */
export interface ReadApp {
  readonly release: Release;
  readonly pools: readonly AppPool[];
  /** The flags of the controller by name, where the app has an install. */
  readonly flags: ReadonlyMap<string, string>;
}

/** @throws when the release of the cluster is not known */
export function readApp(scope: IConstruct): ReadApp {
  const { scope: clusterScope } = Cluster.of(scope);
  const found = clusterScope.node.findAll()
    .filter((each): each is ApiObject => ApiObject.isApiObject(each) && clusterScopeOf(each) === clusterScope)
    .filter(({ kind }) => READ.has(kind))
    .flatMap((construct) => {
      const json = tryToRender(construct);
      return json ? [{ construct, json }] : [];
    });
  const objects = found.map(({ json }) => json);
  const overhead = (name: string) => runtimeOverhead(scope, name);
  const pools = found
    .filter(({ construct, json }) => json.kind === 'SandboxWarmPool' && construct.node.scopes.includes(scope))
    .map(({ construct, json }): AppPool => {
      const { name = '', namespace } = json.metadata;
      const here = objects.filter((each) => each.metadata.namespace === namespace);
      const template = here.find((each) => (
        each.kind === 'SandboxTemplate' && each.metadata.name === inObject(json.spec, 'sandboxTemplateRef').name
      ));
      const needs = template ? podNeeds(podSpecOf(template), { defaults: {}, overhead }) : {};
      return {
        title: namespace === undefined ? name : `${namespace}/${name}`,
        name,
        path: constructPath(construct),
        replicas: replicasOf(json, here),
        cpu: needs['requests.cpu'] ?? 0n,
        memory: needs['requests.memory'] ?? 0n,
        isKnown: template !== undefined,
      };
    });
  return { release: Cluster.releaseFor(scope), pools, flags: flagsIn(objects) };
}

const READ: ReadonlySet<string> = new Set([
  'SandboxWarmPool', 'SandboxTemplate', 'HorizontalPodAutoscaler', 'ScaledObject', 'Deployment', 'StatefulSet',
]);

/** The sandboxes of a pool, as a quota counts them: at the maximum of its autoscaler, each once. */
function replicasOf(pool: KubeObject, here: readonly KubeObject[]): number {
  const { updateStrategy: _, ...spec } = inObject(pool.spec);
  const counted = { ...pool, spec } as KubeObject;
  const objects = [counted, ...here.filter((each) => each !== pool)];
  const { needs } = needsOfObjects({ objects, defaults: {}, overhead: () => undefined })[0];
  return Number((needs[SANDBOXES] ?? 0n) / 1000n);
}

/** The arguments `--flag=value` of the controller. */
function flagsIn(objects: readonly KubeObject[]): ReadonlyMap<string, string> {
  const controllers = objects.filter(({ metadata }) => metadata.name === 'agent-sandbox-controller');
  const args = controllers.flatMap((object) => inList(podSpecOf(object), 'containers').flatMap((container) => (
    Array.isArray(container.args) ? container.args as unknown[] : []
  )));
  return new Map(args.flatMap((argument) => {
    const [, name, value = 'true'] = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(String(argument)) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  }));
}
