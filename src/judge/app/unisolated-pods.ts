import { OneForAll } from './one-for-all';
import { CodedTrouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { lacksRuntime, withoutRuntime } from '../rules/runtimes/no-runtime';

/** The objects of an app whose pods no runtime isolates. */
export class UnisolatedPods extends OneForAll {
  protected detailOf(json: KubeObject): string | undefined {
    return lacksRuntime(json) ? '' : undefined;
  }

  protected told(count: number): CodedTrouble {
    return withoutRuntime(count);
  }
}
