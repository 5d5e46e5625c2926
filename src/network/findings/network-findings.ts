import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { contextOf } from './cluster-context';
import { NetworkContext } from './network-context';
import { judgeNetwork } from './rules';
import { isOther, SandboxPods, sandboxPodOf } from './sandboxes';
import { isSelectorObject } from './selector-objects';
import { clusterScopeOf } from '../../app/cluster-scope';
import { constructPath, isOfOurKinds, Judged, tryToRender } from '../../app/judged-objects';
import { PodsReference } from '../../app/pods-reference';
import { standingIn } from '../../app/standing-objects';
import { constructsOf } from '../../app/two-phase-app';
import { Finding } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { hasPods, PodCluster } from '../reachability/pods';
import { isNetworkPolicy } from '../reachability/policies';

/**
 * What is doubtful about who reaches whom in an app. Sandboxes and templates are noted as they are judged; policies,
 * namespaces and routers are rendered for it, once for each change of what was noted or of which objects there are.
 */
export class NetworkFindings {
  public found: readonly Finding[] = [];

  private readonly sandboxes = new Map<Judged, SandboxPods>();
  /** What was printed of objects that bear on the network. */
  private readonly printed = new Map<ApiObject, KubeObject>();
  private objects?: readonly ApiObject[];
  private isChanged = false;

  /** Notes a sandbox or a template that was rendered. */
  visit(object: Judged, json: KubeObject, cluster: PodCluster): void {
    const sandbox = sandboxPodOf(object, json, cluster);
    if (!sandbox) { return; }
    const before = this.sandboxes.get(object);
    if (before && !isOther(sandbox, before)) { return; }
    this.sandboxes.set(object, sandbox);
    this.isChanged = true;
  }

  /** Takes what an object prints, which need not be rendered again. */
  visitPrinted(object: ApiObject, json: KubeObject): void {
    if (isOfInterest(object)) { this.printed.set(object, json); }
  }

  /** All is printed: what was shown may change from now on. */
  endPrinting(): void {
    this.printed.clear();
  }

  /** Finds nothing until it looks anew. */
  drop(): void {
    this.found = [];
    this.isChanged = true;
  }

  /** Looks at all that was noted, if it is not as it was. */
  judge(objects: readonly ApiObject[]): void {
    if (!this.isChanged && objects === this.objects) { return; }
    this.objects = objects;
    this.isChanged = false;
    const present = new Set<IConstruct>(objects);
    const byCluster = new Map<IConstruct, SandboxPods[]>();
    for (const [object, sandbox] of this.sandboxes) {
      if (!present.has(object)) { continue; }
      const scope = clusterScopeOf(object);
      const list = byCluster.get(scope);
      if (list) { list.push(sandbox); } else { byCluster.set(scope, [sandbox]); }
    }
    this.found = [...byCluster].flatMap(([scope, sandboxes]) =>
      judgeNetwork(contextOf(sandboxes, this.others(scope, objects), { imported: () => importedLabels(scope) })),
    ).map(({ remedyInFile: _, ...finding }) => finding);
  }

  /** What else bears on the network of a cluster. */
  private others(scope: IConstruct, objects: readonly ApiObject[]): NetworkContext['policies'][number][] {
    return objects.filter((object) => isOfInterest(object) && clusterScopeOf(object) === scope)
      .flatMap((object) => {
        const json = this.printed.get(object) ?? tryToRender(object);
        return json ? [{ json, path: constructPath(object) }] : [];
      })
      .concat(standingIn(scope)
        .filter(({ object }) => isNetworkPolicy(object))
        .map(({ by, object }) => ({ json: object, path: by.node.path })));
  }
}

function isOfInterest(object: ApiObject): boolean {
  const { apiVersion, kind } = object;
  return !isOfOurKinds(object) && (
    kind === 'Namespace' || hasPods(kind) || isNetworkPolicy({ apiVersion, kind })
      || isSelectorObject({ apiVersion, kind })
  );
}

/** Values of the labels of sandboxes, templates and pools that an app refers to and does not make. */
function importedLabels(scope: IConstruct): ReadonlySet<string> {
  const references = constructsOf(scope.node.root).filter((each) => each instanceof PodsReference);
  return new Set(references.flatMap(({ selectorLabels }) => Object.values(selectorLabels)));
}
