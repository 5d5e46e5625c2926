import { call, Code, literal, name } from './code/expression';
import type { Statement } from './code/statement';

/** What stands for an object that is not among those given, by its kind. */
const EXISTING: Readonly<Record<string, string>> = {
  Secret: 'kplus.Secret.fromSecretName',
  ConfigMap: 'kplus.ConfigMap.fromConfigMapName',
  ServiceAccount: 'kplus.ServiceAccount.fromServiceAccountName',
  RuntimeClass: 'IsolatedRuntime.fromRuntimeClassName',
  SandboxTemplate: 'SandboxTemplate.fromSandboxTemplateName',
  SandboxWarmPool: 'WarmPool.fromWarmPoolName',
};

/** Where references are made. */
export interface ReferencePlace {
  /** The variable of the chart. */
  readonly chart: string;
  /** Where the runtime classes of the app are made, if it is another place. */
  readonly cluster: { readonly references: ChartReferences } | undefined;
  id(text: string, kind: string): string;
  variable(text: string, kind: string): string;
  refer(statement: Statement, id: string): void;
}

/** The variables by which the constructs of a chart refer to objects of their namespace, or to runtime classes. */
export class ChartReferences {
  private readonly known = new Map<string, string>();
  private readonly constructs = new Set<string>();

  constructor(private readonly section: ReferencePlace) {}

  /** Adds an object that a construct makes. */
  add(kind: string, objectName: string, variable: string): void {
    this.known.set(`${kind} ${objectName}`, variable);
    this.constructs.add(variable);
  }

  /** Whether a variable holds the construct that makes an object, not a reference to one that exists. */
  isConstruct(variable: string): boolean {
    return this.constructs.has(variable);
  }

  /** The variable of an object that a construct makes, if one does. */
  made(kind: string, objectName: string): string | undefined {
    const key = `${kind} ${objectName}`;
    return (
      this.known.get(key) ?? (kind === 'RuntimeClass' ? this.section.cluster?.references.known.get(key) : undefined)
    );
  }

  /**
   * The variable of an object: of the construct that makes it, else of a reference to one that exists.
   *
   * @throws when no construct takes the name
   */
  to(kind: string, objectName: string, options?: Code): string {
    return this.made(kind, objectName) ?? this.existing(kind, objectName, options);
  }

  /**
   * The variable of a reference to an object, although a construct may make it further below.
   *
   * @throws when no construct takes the name
   */
  existing(kind: string, objectName: string, options?: Code): string {
    const key = `existing ${kind} ${objectName}`;
    const { section } = this;
    const shared = kind === 'RuntimeClass' ? section.cluster?.references.known.get(key) : undefined;
    const known = this.known.get(key) ?? shared;
    if (known !== undefined) { return known; }
    const variable = section.variable(objectName, kind);
    const id = section.id(objectName, kind);
    const reference = call(EXISTING[kind], name(section.chart), literal(id), literal(objectName), options);
    section.refer({ variable, expression: reference }, id);
    this.known.set(key, variable);
    return variable;
  }
}
