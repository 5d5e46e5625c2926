import type { Origin } from './origin';
import type { KubeObject } from '../../kubernetes/kube-object';
import { nameOfObject } from '../../kubernetes/object-name';
import { POD_TEMPLATES } from '../../kubernetes/pod-templates';
import { inObject } from '../../kubernetes/read-json';
import { contextOf } from '../../network/findings/cluster-context';
import { judgeNetwork } from '../../network/findings/rules';
import { SandboxPods, sandboxPodOf } from '../../network/findings/sandboxes';
import { isSelectorObject } from '../../network/findings/selector-objects';
import { hasPods, PodCluster, podTemplateOf } from '../../network/reachability/pods';
import { isNetworkPolicy } from '../../network/reachability/policies';
import { isCoreKind } from '../kubernetes-kinds';
import type { Located } from '../rules/located';

/**
 * Codes that hold whatever other policies there are: they are about what policies allow, and policies only add up.
 * The name servers (ASB343) may be allowed by a policy that is not here, which is less likely than a rule that was
 * forgotten.
 */
const OF_ONE_FILE: ReadonlySet<string> = new Set([
  'ASB248', 'ASB249', 'ASB312', 'ASB341', 'ASB342', 'ASB343', 'ASB345', 'ASB346', 'ASB347',
]);

/** An object that bears on the network of others. */
interface Other {
  readonly origin: Origin;
  readonly json: KubeObject;
}

/** Who reaches whom among the objects of a cluster: a file, or in a closed world all files. */
export class NetworkJudging {
  private sandboxes: SandboxPods[] = [];
  private others: Other[] = [];
  private places = new Map<string, { readonly origin: Origin; readonly object: string }>();
  /** Namespaces with objects of kinds that may make pods. */
  private foreign = new Set<string>();

  /** @param isClosed whether policies that are not among the objects do not exist */
  constructor(private readonly isClosed: boolean) {}

  /** Visits an object of Agent Sandbox that the API server accepts. */
  visitAgentSandboxKind(origin: Origin, json: KubeObject, cluster: PodCluster): void {
    const { name, namespace } = inObject(json.metadata);
    if (typeof name !== 'string') { return; }
    const path = `${origin.order}`;
    const group = `${origin.file}\0${String(namespace ?? '')}`;
    const sandbox = sandboxPodOf({ name, path, group }, json, cluster);
    if (!sandbox) { return; }
    const place = { origin, object: nameOfObject(json) };
    this.sandboxes.push(sandbox);
    this.places.set(path, place);
    if (!this.places.has(group)) { this.places.set(group, place); }
  }

  /** Visits another object that the API server accepts. */
  visitOtherKind(origin: Origin, json: KubeObject): void {
    if (typeof inObject(json.metadata).name !== 'string') { return; }
    const { apiVersion, kind, metadata } = json;
    // Pods of other kinds are not known.
    if (this.isClosed && !isCoreKind(apiVersion, kind)) { this.foreign.add(String(metadata.namespace ?? '')); }
    if (!isSelecting(json) && kind !== 'Namespace' && !hasPods(kind)) { return; }
    this.others.push({ origin, json: this.isClosed || !hasPods(kind) ? json : labelled(json) });
    this.places.set(`${origin.order}`, { origin, object: nameOfObject(json) });
  }

  /** Judges what was visited since the last time. */
  * finish(): Generator<{ readonly where: Origin; readonly located: Located }> {
    const { sandboxes, others, places, foreign } = this;
    [this.sandboxes, this.others, this.places, this.foreign] = [[], [], new Map(), new Set()];
    if (sandboxes.length === 0 || (!this.isClosed && !others.some(({ json }) => isSelecting(json)))) { return; }
    const isAsked = this.isClosed ? undefined : besidePolicies(others);
    const context = contextOf(sandboxes, others.map(({ origin, json }) => ({ json, path: `${origin.order}` })), (
      this.isClosed ? { hasAllPods: (namespace) => !foreign.has(namespace) } : undefined
    ));
    for (const { path, remedyInFile, ...finding } of judgeNetwork(context, isAsked)) {
      const place = places.get(path!);
      if (!place || !(this.isClosed || OF_ONE_FILE.has(finding.code))) { continue; }
      yield {
        where: place.origin,
        located: {
          finding: { ...finding, object: place.object },
          path: [],
          ...(remedyInFile !== undefined && { remedyInFile }),
        },
      };
    }
  }
}

/** Whether an object selects pods. */
function isSelecting(json: KubeObject): boolean {
  return isNetworkPolicy(json) || isSelectorObject(json);
}

/** As much of an object with pods as selectors ask for. */
function labelled({ apiVersion, kind, metadata, ...rest }: KubeObject): KubeObject {
  const { labels } = inObject(podTemplateOf({ apiVersion, kind, metadata, ...rest }).metadata);
  const pod = { metadata: { labels } };
  const template = POD_TEMPLATES[kind].reduceRight<object>((below, name) => ({ [name]: below }), pod);
  return { apiVersion, kind, ...template, metadata };
}

/** Whether a policy of the namespace of a sandbox is among objects. */
function besidePolicies(others: readonly Other[]): (sandbox: SandboxPods) => boolean {
  const namespaces = new Set(others.filter(({ json }) => isNetworkPolicy(json))
    .map(({ json }) => String(inObject(json.metadata).namespace ?? '')));
  return ({ pod }) => namespaces.has(pod.namespace);
}
