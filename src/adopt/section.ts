import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Code, evaluate, literal, make, name, object, ProgramScope } from './code/expression';
import { idOf, UniqueNames, variableOf } from './code/names';
import { Statement, Unit } from './code/statement';
import { ChartReferences } from './references';
import { renderUnjudged } from '../app/judged-objects';
import type { KubeObject } from '../kubernetes/kube-object';
import type { Loose } from '../kubernetes/read-json';

/** The names that the whole program shares. */
export interface ProgramNames {
  readonly variables: UniqueNames;
  readonly scope: ProgramScope;
}

/** How a program names a construct. */
export interface ConstructNames {
  readonly id: string;
  readonly variable: string;
}

/** What a chart is made of. */
export interface SectionProps {
  readonly namespace: string | undefined;
  /** The section of objects without a namespace, whose classes this one may name. */
  readonly cluster: Section | undefined;
  /** The chart, where it is one of more than the objects of this section, and the labels that it gives to all. */
  readonly tenant?: { readonly expression: Code; readonly labels: Readonly<Record<string, string>> };
  readonly comment?: string;
  /** The variable of the chart, if one is kept for it. */
  readonly chartVariable?: string;
}

/** The part of a program that makes one chart: the objects of a namespace, or those without one. */
export class Section {
  /** The variable of the chart. */
  readonly chart: string;
  readonly references: ChartReferences = new ChartReferences(this);
  /** References to what exists, which come first. */
  readonly referring: Statement[] = [];
  readonly units: Unit[] = [];
  readonly opening: Statement;

  private readonly ids = new UniqueNames();

  readonly namespace: string | undefined;
  readonly cluster: Section | undefined;
  readonly labels: Readonly<Record<string, string>>;

  constructor(private readonly names: ProgramNames, props: SectionProps) {
    const { namespace, cluster, tenant, comment, chartVariable } = props;
    this.namespace = namespace;
    this.cluster = cluster;
    this.labels = tenant?.labels ?? {};
    const title = namespace ?? 'cluster';
    this.chart = chartVariable ?? names.variables.next(variableOf(title), `${variableOf(title)}Chart`);
    this.opening = {
      ...(comment !== undefined && { comment }),
      variable: this.chart,
      expression: tenant?.expression ?? make(
        'Chart', name('app'), literal(title),
        namespace === undefined ? undefined : object({ namespace: literal(namespace) }),
      ),
    };
    this.run([this.opening]);
    for (const { node } of (this.scope.get(this.chart) as Construct).node.children) { this.ids.next(node.id); }
  }

  get scope(): ProgramScope {
    return this.names.scope;
  }

  /** An id in the chart that no other construct has. */
  id(text: string, kind: string): string {
    const id = idOf(text);
    return this.ids.next(id, id.endsWith(kind) ? `${id}2` : `${id}${kind}`);
  }

  /** A variable that no other construct of the program has. */
  variable(text: string, kind: string): string {
    const variable = variableOf(text);
    return this.names.variables.next(variable, `${variable}${kind}`);
  }

  /** Names for the construct of an object. */
  namesOf({ kind, metadata }: KubeObject): ConstructNames {
    const text = String(metadata.name ?? (metadata as Loose).generateName ?? kind);
    // The name of a namespace is that of its chart.
    return { id: this.id(text, kind), variable: this.variable(kind === 'Namespace' ? `${text}-${kind}` : text, kind) };
  }

  /**
   * Adds a reference to what exists.
   *
   * @throws what the construct throws, of which nothing is left
   */
  refer(statement: Statement, id: string): void {
    try {
      this.run([statement]);
    } catch (error) {
      (this.scope.get(this.chart) as Construct).node.tryRemoveChild(id);
      throw error;
    }
    this.referring.push(statement);
  }

  /**
   * Runs statements.
   *
   * @throws what the constructs throw
   */
  run(statements: readonly Statement[]): void {
    for (const { variable, expression } of statements) {
      const value = evaluate(expression, this.scope);
      if (variable !== undefined) { this.scope.set(variable, value); }
    }
  }

  /** The objects that a construct makes, itself and below. */
  printed(variable: string): Array<{ readonly object: KubeObject; readonly construct: ApiObject }> {
    return (this.scope.get(variable) as Construct).node.findAll()
      .filter((each): each is ApiObject => ApiObject.isApiObject(each))
      .map((construct) => ({ object: renderUnjudged(construct), construct }));
  }

  /** Removes a construct that is not what is wanted. */
  drop(variable: string, scope: string, id: string): void {
    this.scope.delete(variable);
    (this.scope.get(scope) as Construct).node.tryRemoveChild(id);
  }
}
