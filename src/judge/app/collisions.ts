import { ApiObject } from 'cdk8s';
import { KnownObjects } from './known-objects';
import { POLICY_SUFFIX } from '../../api/controller-names';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf, keyInCluster } from '../../app/cluster-scope';
import { constructPath, Judged, tryToRender } from '../../app/judged-objects';
import { Finding, FindingSeverity } from '../../findings/finding';
import { CodedTrouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import type { RuleContext } from '../rules';
import { claimTemplateNames, startsCold, templateOf } from '../rules/claim-resolution';
import { taken, twin } from '../rules/names/taken';

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
      return [
        collision(
          `its volume '${volume}' becomes PersistentVolumeClaim '${claim}', ` +
            `which a volume of '${constructPath(other)}' becomes too`,
          'give the volume or the sandbox another name',
        ),
      ];
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
      const template = name.endsWith(POLICY_SUFFIX)
        ? known.get(cluster, 'SandboxTemplate', namespace, name.slice(0, -POLICY_SUFFIX.length))
        : undefined;
      const managed = template && inObject(template._render(), 'spec').networkPolicyManagement === 'Managed';
      return managed
        ? [
          {
            ...collision(
              `the controller makes a NetworkPolicy '${name}' for template '${constructPath(template)}'`,
              'name yours otherwise, or set networkPolicyManagement UNMANAGED',
            ),
            path,
          },
        ]
        : [];
    }
    const sandbox = kind === 'PersistentVolumeClaim'
      ? this.claims.get(keyInCluster(clusterScopeOf(object), namespace, name))
      : known.get(cluster, 'Sandbox', namespace, name);
    const json = sandbox && tryToRender(object);
    if (!json) { return []; }
    return taken(json, constructPath(sandbox), 'call adopt(...) of the sandbox')
      .map((trouble) => ({ ...asFinding(trouble), path }));
  }
}

/** A trouble as a finding about a construct, which has no path in its object. */
function asFinding({ path, ...finding }: CodedTrouble): Finding {
  return finding;
}

function collision(message: string, remedy: string): Finding {
  return { code: 'ASB211', severity: FindingSeverity.ERROR, message, remedy };
}
