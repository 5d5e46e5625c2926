import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isRuntime } from './declared-runtime';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf } from '../../app/cluster-scope';
import { identityOf, tryToRender } from '../../app/judged-objects';
import { constructsOf } from '../../app/two-phase-app';
import { CLASS_KINDS, classIn } from '../rules/read-other-kinds';
import { DeclaredObjects, isOfOperator, isReferred } from '../rules/references/declared';
import type { ReferredKind } from '../rules/references/references';
import type { ClassKind } from '../rules/rule';

/** The objects of an app that pods name, by cluster. They are looked for when they are first asked for. */
export class AppDeclarations {
  private objects: readonly ApiObject[] = [];
  private classes?: Map<string, IConstruct[]>;
  private referred?: Map<IConstruct, DeclaredObjects>;
  /** With what operators make of their objects, for which these are rendered. */
  private ofOperators?: Map<IConstruct, DeclaredObjects>;

  constructor(private readonly root: IConstruct) {}

  /** Takes the objects of the app as they are now. */
  visit(objects: readonly ApiObject[]): void {
    this.objects = objects;
    this.classes = this.referred = this.ofOperators = undefined;
  }

  /**
   * Whether a class is not in the cluster, and not declared for it. What an outer scope declares counts, as that of an
   * app for all its clusters does.
   */
  isUndeclared({ scope, priorityClasses }: Cluster, kind: ClassKind, name: string): boolean {
    if (kind === 'PriorityClass' && priorityClasses.includes(name)) { return false; }
    const declaring = this.declaring(kind, name);
    return !declaring.some((outer) => scope.node.scopes.includes(outer));
  }

  /** Another cluster of the app that has a class. */
  clusterWith(kind: ClassKind, name: string): string | undefined {
    const [first] = this.declaring(kind, name);
    return first?.node.path;
  }

  /** A namespace that has an object which a pod of another one names, if that one is not known to have it. */
  elsewhere({ scope }: Cluster, kind: ReferredKind, namespace: unknown, name: string): string | undefined {
    this.referred ??= this.byCluster((known, { apiVersion, kind: of, metadata, name: named }) => {
      if (isReferred(apiVersion, of)) { known().addReferred(of, metadata.namespace, named); }
    });
    const given = this.referred.get(scope);
    const elsewhere = given?.elsewhere(kind, namespace, name);
    if (elsewhere === undefined || given!.has(kind, namespace, name)) { return undefined; }
    this.ofOperators ??= this.byCluster((known, object) => {
      const json = isOfOperator(object.apiVersion) ? tryToRender(object) : undefined;
      if (json) { known().addOfOperator(json); }
    });
    return this.ofOperators.get(scope)?.has(kind, namespace, name) ? undefined : elsewhere;
  }

  /** The scopes of the clusters that have a class. */
  private declaring(kind: ClassKind, name: string): readonly IConstruct[] {
    if (!this.classes) {
      const classes = this.classes = new Map<string, IConstruct[]>();
      const add = (of: string, named: string, construct: IConstruct) => {
        const key = `${of} ${named}`;
        classes.set(key, [...classes.get(key) ?? [], clusterScopeOf(construct)]);
      };
      for (const object of this.objects) {
        const isOne = CLASS_KINDS.includes(object.kind) && classIn(identityOf(object));
        if (isOne) { add(object.kind, object.name, object); }
      }
      for (const construct of constructsOf(this.root)) {
        if (isRuntime(construct)) { add('RuntimeClass', construct.runtimeClassName, construct); }
      }
    }
    return this.classes.get(`${kind} ${name}`) ?? [];
  }

  private byCluster(add: (known: () => DeclaredObjects, object: ApiObject) => void): Map<IConstruct, DeclaredObjects> {
    const byScope = new Map<IConstruct, DeclaredObjects>();
    for (const object of this.objects) {
      add(() => {
        const scope = clusterScopeOf(object);
        let known = byScope.get(scope);
        if (!known) { byScope.set(scope, known = new DeclaredObjects()); }
        return known;
      }, object);
    }
    return byScope;
  }
}
