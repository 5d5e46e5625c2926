import { IConstruct } from 'constructs';
import type { PodRuntime } from './facts';
import { notOfCloud } from './not-of-cloud';
import { Cluster } from '../app/cluster';
import { clusterScopeOf } from '../app/cluster-scope';
import { Findings } from '../app/findings';
import { perApp } from '../app/per-app';
import { Finding, FindingSeverity } from '../findings/finding';

/** The members of an IsolatedRuntime that others read. */
interface Runtime extends IConstruct {
  readonly runtimeClassName: string;
  readonly isCreated: boolean;
  readonly owner?: string;
  readonly _podRuntime: PodRuntime;
}

/** The RuntimeClasses of an app that are made or referenced as IsolatedRuntime. */
export class KnownRuntimes {
  /** Those of an app. */
  static of(construct: IConstruct): KnownRuntimes {
    return perApp(construct, 'runtimes', (root) => new KnownRuntimes(root));
  }

  private readonly byName = new Map<string, Runtime[]>();

  private constructor(root: IConstruct) {
    Findings._ask(root, { list: () => [...this.ownedTwice(), ...this.notOfClouds()] });
  }

  add(runtime: Runtime): void {
    const same = this.byName.get(runtime.runtimeClassName);
    if (same) { same.push(runtime); } else { this.byName.set(runtime.runtimeClassName, [runtime]); }
  }

  /**
   * Facts about a class in a cluster: those of its maker first. One that is only declared elsewhere, such as by the
   * app for all its clusters, speaks for the cluster too.
   */
  find(clusterScope: IConstruct, className: string): PodRuntime | undefined {
    const all = this.byName.get(className);
    if (!all) { return undefined; }
    const here = all.filter((runtime) => clusterScopeOf(runtime) === clusterScope);
    const candidates = here.length > 0 ? here : all;
    return (
      candidates.find(({ isCreated }) => isCreated) ??
      candidates.find(({ owner }) => owner !== undefined) ??
      candidates[0]
    )._podRuntime;
  }

  /** Classes that clouds of clusters do not have, or make themselves: each is told once in a cluster. */
  private notOfClouds(): Finding[] {
    const told = new Set<string>();
    return [...this.byName.values()].flat().flatMap((runtime) => {
      const { cloud, scope } = Cluster.of(runtime);
      const found = cloud ? notOfCloud(runtime, cloud) : [];
      return found.flatMap(({ remedyInFile: _, ...trouble }) => {
        const key = `${scope.node.path} ${trouble.message}`;
        if (told.has(key)) { return []; }
        told.add(key);
        return [{ ...trouble, path: runtime.node.path }];
      });
    });
  }

  /** Classes that are made in a cluster and declared there as made by another owner. */
  private ownedTwice(): Finding[] {
    return [...this.byName.values()].flatMap((runtimes) =>
      runtimes
        .filter(({ isCreated }) => isCreated)
        .flatMap((made) => {
          const cluster = clusterScopeOf(made);
          const other = runtimes.find((each) => each.owner !== undefined && clusterScopeOf(each) === cluster);
          return other
            ? [
              {
                code: 'ASB308',
                severity: FindingSeverity.ERROR,
                message: `RuntimeClass '${made.runtimeClassName}' is made here, but for '${other.node.path}' `
                  + `${other.owner} makes it`,
                remedy:
                    'a class has one owner: give the same IsolatedRuntime to all pods, or name the one that is made '
                      + 'here otherwise',
                path: made.node.path,
              },
            ]
            : [];
        }),
    );
  }
}
