import { ApiObject } from 'cdk8s';
import { KnownObjects } from './known-objects';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf, keyInCluster } from '../../app/cluster-scope';
import { constructPath, Judged, tryToRender } from '../../app/judged-objects';
import { Finding } from '../../findings/finding';
import { CodedTrouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import type { RuleContext } from '../rules';
import { claimTemplateNames, startsCold, templateOf } from '../rules/claim-resolution';
import {
  claimPolicy, keepsPolicy, keptPolicy, makesClaimPolicy, mayBeKept, sharedVolume, taken, templateOfPolicy, twin,
} from '../rules/names/taken';

/** Kinds of objects that the controller makes, so that one of the app may have the name already. */
const MADE_BY_CONTROLLER = new Set(['Pod', 'Service', 'PersistentVolumeClaim', 'NetworkPolicy']);

/** Names that the controller derives from objects of the app, and that something else in the app has. */
export class Collisions {
  /** Findings about other objects of the app. */
  public found: readonly Finding[] = [];

  /** The object for whose sandbox a PersistentVolumeClaim will be made. */
  private readonly claims = new Map<string, Judged>();
  private objects: readonly ApiObject[] = [];

  /** Names that the controller derives from an object, and that another object has. */
  visit(object: Judged, json: KubeObject, context: RuleContext): Finding[] {
    const { kind, metadata: { name, namespace } } = json;
    const cold = kind === 'SandboxClaim' && startsCold(json, context);
    const holder = kind === 'Sandbox' ? json : cold ? templateOf(json, context) : undefined;
    const twins = cold && context.find('Sandbox', namespace, name) ? [asFinding(twin(name, 'the app has'))] : [];
    return [
      ...twins,
      ...(holder ? claimTemplateNames(holder) : []).flatMap((volume) =>
        this.visitVolume(object, namespace, volume, name),
      ),
    ];
  }

  /** Looks for other objects of the app that have a name which the controller will give to one of its own. */
  judgeOthers(objects: readonly ApiObject[], known: KnownObjects): void {
    if (objects === this.objects && this.found.length === 0) { return; }
    this.objects = objects;
    this.found = objects
      .filter(({ kind }) => MADE_BY_CONTROLLER.has(kind))
      .flatMap((object) => this.judgeOther(object, known));
  }

  private visitVolume(object: Judged, namespace: string | undefined, volume: string, sandbox: string): Finding[] {
    const claim = `${volume}-${sandbox}`;
    const key = keyInCluster(clusterScopeOf(object), namespace, claim);
    const other = this.claims.get(key);
    if (other && other !== object) {
      return [asFinding(sharedVolume(volume, sandbox, constructPath(other), undefined))];
    }
    this.claims.set(key, object);
    return [];
  }

  private judgeOther(object: ApiObject, known: KnownObjects): Finding[] {
    const { kind, name, metadata } = object;
    const { namespace } = metadata;
    const cluster = Cluster.of(object);
    const path = constructPath(object);
    if (kind === 'NetworkPolicy') {
      const template = mayBeKept(object) && known.get(cluster, 'SandboxTemplate', namespace, templateOfPolicy(name));
      const release = cluster.version?._release;
      if (template && release && keepsPolicy(template._render() as KubeObject, release)) {
        return [{ ...asFinding(keptPolicy(name, constructPath(template))), path }];
      }
      return this.judgeClaimPolicy(object, known, cluster);
    }
    const sandbox = kind === 'PersistentVolumeClaim'
      ? this.claims.get(keyInCluster(clusterScopeOf(object), namespace, name))
      : known.get(cluster, 'Sandbox', namespace, name);
    const json = sandbox && tryToRender(object);
    if (!json) { return []; }
    return taken(json, constructPath(sandbox), 'call adopt(...) of the sandbox')
      .map((trouble) => ({ ...asFinding(trouble), path }));
  }

  /** A NetworkPolicy that may have the name of that of a claim. */
  private judgeClaimPolicy(object: ApiObject, known: KnownObjects, cluster: Cluster): Finding[] {
    const { name, metadata: { namespace } } = object;
    const claim = mayBeKept(object) && known.get(cluster, 'SandboxClaim', namespace, templateOfPolicy(name));
    const release = cluster.version?._release;
    const json = claim && release && tryToRender(claim);
    if (!json || !makesClaimPolicy(json, known.contextOf(cluster, release))) { return []; }
    return [{ ...asFinding(claimPolicy(name, constructPath(claim))), path: constructPath(object) }];
  }
}

/** A trouble as a finding about a construct, which has no path in its object. */
function asFinding({ path: _, remedyInFile: __, ...finding }: CodedTrouble): Finding {
  return finding;
}
