/** Objects with who made them, and what is said when the server does not take one. */
import { ApiObject, App, Chart } from 'cdk8s';
import type { Answer } from './client';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { quietly } from '../support/stderr';

/** An object, and the path of the construct that made it, or of the file. */
export interface Item {
  readonly path: string;
  readonly object: KubeObject;
}

/** All that an app prints, in the order of its charts. */
export function itemsOf(app: App): Item[] {
  const constructs = app.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each));
  return app.charts.flatMap((chart: Chart) => (quietly(() => chart.toJson()) as KubeObject[]).map((object) => {
    const maker = constructs.find(
      (each) => each.chart === chart && each.kind === object.kind && each.name === object.metadata.name,
    );
    return { path: maker?.node.path ?? chart.node.path, object };
  }));
}

/** What the server answered, when it is not what was wanted. */
export function complaint({ path, object }: Item, { status, body }: Answer): string {
  return `${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}, made by ${path}: ${status} ${body?.message ?? JSON.stringify(body)}\n${JSON.stringify(object, undefined, 2)}`;
}

/** @throws with the object, the server's message and the path unless it was accepted */
export function accepted(item: Item, answer: Answer): Answer {
  if (answer.status > 201) { throw new Error(complaint(item, answer)); }
  return answer;
}
