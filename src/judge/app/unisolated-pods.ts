import { ApiObject } from 'cdk8s';
import { Findings } from '../../app/findings';
import { constructPath } from '../../app/judged-objects';
import { Finding } from '../../findings/finding';
import { isError } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { nameOfObject } from '../../kubernetes/object-name';
import { lacksRuntime, withoutRuntime } from '../rules/runtimes/no-runtime';

/** The objects of an app whose pods no runtime isolates. */
export class UnisolatedPods {
  private readonly names = new Map<ApiObject, string>();

  /** Visits an object of our kinds, whenever it is judged. One that is refused makes no pod. */
  visit(object: ApiObject, json: KubeObject, findings: readonly Finding[]): void {
    if (lacksRuntime(json) && !findings.some(isError)) {
      this.names.set(object, nameOfObject(json));
    } else {
      this.names.delete(object);
    }
  }

  /** One finding about all, one more for those where it is raised, and one for each where it is acknowledged. */
  findings(): Finding[] {
    const all: Array<{ readonly first: Finding; count: number }> = [];
    const groups = new Map<string, typeof all[number]>();
    for (const [object, name] of this.names) {
      const own = { ...findingOf(1), object: name, path: constructPath(object) };
      const [{ severity, acknowledged }] = Findings._standing(object, [own]);
      const group = acknowledged === undefined ? groups.get(severity) : undefined;
      if (group) {
        group.count += 1;
        continue;
      }
      const made = { first: own, count: 1 };
      all.push(made);
      if (acknowledged === undefined) { groups.set(severity, made); }
    }
    return all.map(({ first, count }) => ({ ...first, message: findingOf(count).message }));
  }
}

function findingOf(count: number): Finding {
  const { path: _, remedyInFile: __, ...finding } = withoutRuntime(count);
  return finding;
}
