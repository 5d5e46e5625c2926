import { ApiObject } from 'cdk8s';
import { Findings } from '../../app/findings';
import { constructPath } from '../../app/judged-objects';
import { Finding } from '../../findings/finding';
import { CodedTrouble, isError } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { nameOfObject } from '../../kubernetes/object-name';

/** An object with the fault. */
interface Faulty {
  readonly name: string;
  readonly detail: string;
}

/** A fault that many objects of an app may have: one finding tells of all. */
export abstract class OneForAll {
  private readonly faulty = new Map<ApiObject, Faulty>();

  /** Visits an object of our kinds, whenever it is judged. One that is refused makes no pod. */
  visit(object: ApiObject, json: KubeObject, findings: readonly Finding[]): void {
    const detail = findings.some(isError) ? undefined : this.detailOf(json, object);
    if (detail === undefined) {
      this.faulty.delete(object);
    } else {
      this.faulty.set(object, { name: nameOfObject(json), detail });
    }
  }

  /** One finding about all, one more for those where it is raised, and one for each where it is acknowledged. */
  findings(): Finding[] {
    const all: Array<{ readonly first: Finding; readonly object: ApiObject; readonly detail: string; count: number }> =
      [];
    const groups = new Map<string, typeof all[number]>();
    for (const [object, { name, detail }] of this.faulty) {
      const own = { ...this.findingOf(1, detail, object), object: name, path: constructPath(object) };
      const [{ severity, acknowledged }] = Findings._standing(object, [own]);
      const group = acknowledged === undefined ? groups.get(severity) : undefined;
      if (group) {
        group.count += 1;
        continue;
      }
      const made = { first: own, object, detail, count: 1 };
      all.push(made);
      if (acknowledged === undefined) { groups.set(severity, made); }
    }
    return all.map(({ first, object, detail, count }) => (
      { ...first, message: this.findingOf(count, detail, object).message }
    ));
  }

  /** What of an object has the fault; undefined where nothing has. */
  protected abstract detailOf(json: KubeObject, object: ApiObject): string | undefined;

  /** What is told of a number of objects, of which the first has the detail. */
  protected abstract told(count: number, detail: string, object: ApiObject): CodedTrouble;

  private findingOf(count: number, detail: string, object: ApiObject): Finding {
    const { path: _, remedyInFile: __, ...finding } = this.told(count, detail, object);
    return finding;
  }
}
