import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isRuntime } from './declared-runtime';
import { tryToRender } from '../../app/judged-objects';
import { rootOf } from '../../app/root';
import { constructsOf } from '../../app/two-phase-app';
import { inObject } from '../../kubernetes/read-json';
import { overheadAmounts } from '../../runtime/overhead';

/** The overhead of a RuntimeClass of an app for each pod, as quantities by resource; undefined where none is known. */
export function runtimeOverhead(
  construct: IConstruct,
  runtimeClass: string,
): Readonly<Record<string, string>> | undefined {
  for (const each of constructsOf(rootOf(construct))) {
    if (isRuntime(each) && each.runtimeClassName === runtimeClass && each.overhead) {
      return overheadAmounts(each.overhead).podFixed;
    }
    if (ApiObject.isApiObject(each) && each.kind === 'RuntimeClass' && each.name === runtimeClass) {
      return inObject(tryToRender(each), 'overhead', 'podFixed') as Record<string, string>;
    }
  }
  return undefined;
}
