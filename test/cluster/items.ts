/** Objects with the construct that made them, and the message for one that the server refuses. */
import { ApiObject, App, Chart } from 'cdk8s';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { ApiAnswer } from '../../src/rehearsal/cluster/client';
import { quietly } from '../support/stderr';

/** An object with the path of its construct or file. */
export interface Item {
  readonly path: string;
  readonly object: KubeObject;
}

/** All objects that an app prints, in the order of its charts, or those of some of them. */
export function itemsOf(app: App, charts: readonly Chart[] = app.charts): Item[] {
  const constructs = app.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each));
  return charts.flatMap((chart) => (quietly(() => chart.toJson()) as KubeObject[]).map((object) => {
    const maker = constructs.find(
      (each) => each.chart === chart && each.kind === object.kind && each.name === object.metadata.name,
    );
    return { path: maker?.node.path ?? chart.node.path, object };
  }));
}

/** The message for an unexpected answer of the server. */
export function complaint({ path, object }: Item, { status, body }: ApiAnswer): string {
  const { kind, metadata: { namespace = '', name } } = object;
  const message = body?.message ?? JSON.stringify(body);
  const text = JSON.stringify(object, undefined, 2);
  return `${kind} ${namespace}/${name}, made by ${path}: ${status} ${message}\n${text}`;
}

/** @throws if the object was refused, with the object, its path and the server's message */
export function accepted(item: Item, answer: ApiAnswer): ApiAnswer {
  if (answer.status > 201) { throw new Error(complaint(item, answer)); }
  return answer;
}
