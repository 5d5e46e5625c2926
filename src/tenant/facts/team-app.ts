import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { FactsDocument } from './facts-document';
import { TeamObject, teamTroubles } from './team-objects';
import { clusterScopeOf } from '../../app/cluster-scope';
import { Findings } from '../../app/findings';
import { constructPath, tryToRender } from '../../app/judged-objects';
import { objectsNow, objectsOf } from '../../app/object-list';
import { perApp } from '../../app/per-app';
import type { Finding } from '../../findings/finding';

/** A tenant that an app refers to. */
interface Referred {
  readonly by: IConstruct;
  readonly facts: FactsDocument;
}

/** The objects of an app that refers to tenants: each must be in one of them, and of a kind that its team may apply. */
export class TeamApp {
  /** That of an app. */
  static of(construct: IConstruct): TeamApp {
    return perApp(construct, 'teamApp', (root) => new TeamApp(root));
  }

  private readonly tenants: Referred[] = [];
  private found: Finding[] = [];

  private constructor(private readonly root: IConstruct) {
    Findings._ask(root, {
      validated: () => { this.judge(objectsOf(this.root)); },
      complete: () => { this.judge(objectsNow(this.root)); },
      list: () => this.found,
    });
  }

  add(by: IConstruct, facts: FactsDocument): void {
    this.tenants.push({ by, facts });
  }

  private judge(objects: readonly ApiObject[]): void {
    const byCluster = new Map<IConstruct, FactsDocument[]>();
    for (const { by, facts } of this.tenants) {
      const scope = clusterScopeOf(by);
      byCluster.set(scope, [...byCluster.get(scope) ?? [], facts]);
    }
    this.found = objects.flatMap((object) => {
      const tenants = byCluster.get(clusterScopeOf(object));
      return tenants ? findingsOf(object, tenants) : [];
    });
  }
}

function findingsOf(object: ApiObject, tenants: readonly FactsDocument[]): Finding[] {
  const identity = identityOf(object);
  return teamTroubles(identity, tenants).map(({ path: _, remedyInFile: __, ...trouble }) => ({
    ...trouble, object: `${identity.kind} ${object.name}`, path: constructPath(object),
  }));
}

/** What an object prints may differ from what it was made with: patches change it. */
function identityOf(object: ApiObject): TeamObject {
  const { patches } = object as unknown as { readonly patches?: readonly unknown[] };
  const { apiVersion, kind, metadata } = (patches?.length === 0 ? undefined : tryToRender(object)) ?? object;
  const { namespace } = metadata as { readonly namespace?: string };
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }) };
}
