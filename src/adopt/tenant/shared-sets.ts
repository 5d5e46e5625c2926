/** The admission policies that tenants share, and the tenants of each set. */
import { admissionPolicyObjects } from '../../admission/admission-policy-objects';
import { settingsOf } from '../../admission/shared/read-parameters';
import { ADMISSION_LABEL } from '../../api/labels';
import { labelledTenants, parametersIn } from '../../api/shared-admission';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';

/** What a tenant has of policies that it shares. */
export interface SharingTenant {
  /** Id of the chart with the policies. */
  readonly chart: string;
  readonly label: string;
  /** The policies that would be its own, by the resource at the end of their names. */
  readonly policies: ReadonlyMap<string, KubeObject>;
  /** What the API server does with objects that break them. */
  readonly actions: readonly string[];
}

const NAMESPACES = /^(.*)-tenants-namespace$/;
const KINDS = 'pods|sandboxes|sandboxes-scale|sandboxtemplates|sandboxwarmpools|sandboxclaims';
const OF_SETS = new RegExp(`^(.*)-tenants(?:(?:-(?:audit|deny|warn))*-(?:${KINDS})|-unlabelled|-namespace)$`);

/** The sets of policies that tenants share, among objects. */
export class SharedSets {
  readonly tenants: ReadonlyMap<string, SharingTenant>;
  private readonly charts = new Set<string>();

  constructor(objects: readonly KubeObject[]) {
    const sets = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')
      .flatMap((policy) => {
        const [, chart] = NAMESPACES.exec(String(policy.metadata.name)) ?? [];
        return chart === undefined ? [] : [{ chart, policy }];
      });
    const namespaces = new Set(objects.map(({ metadata }) => metadata.namespace));
    const labels = new Map<string, Omit<SharingTenant, 'policies' | 'actions'>>();
    for (const { chart, policy } of sets) {
      // Its chart would have the id of another one.
      if (namespaces.has(chart) || chart === 'cluster') { continue; }
      this.charts.add(chart);
      for (const { expression } of inList(policy.spec, 'variables')) {
        for (const [name, label] of labelledTenants(expression).labels) { labels.set(name, { chart, label }); }
      }
    }
    const bindings = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
    const actions = new Map(bindings.map(({ spec }) => [
      inObject(spec, 'matchResources', 'namespaceSelector', 'matchLabels')[ADMISSION_LABEL],
      inObject(spec).validationActions,
    ]));
    this.tenants = new Map(objects.flatMap((each): Array<[string, SharingTenant]> => {
      const namespace = String(each.metadata.namespace);
      const found = each.kind === 'LimitRange' ? labels.get(namespace) : undefined;
      const parameters = found && parametersIn(each);
      if (!parameters) { return []; }
      const own = admissionPolicyObjects({
        name: `${namespace}-isolation`,
        settings: settingsOf(parameters),
        namespaces: [namespace],
        excludedNamespaces: [],
        validationActions: ['Deny'],
      });
      return [[namespace, {
        ...found,
        policies: new Map(own.map(({ policy }) => [
          String(policy.metadata.name).slice(`${namespace}-isolation-`.length), policy,
        ])),
        actions: (actions.get(found.label) ?? ['Deny']) as string[],
      }]];
    }));
  }

  /** Whether an object is one of the policies or bindings. */
  has({ kind, metadata: { name } }: KubeObject): boolean {
    const [, chart] = OF_SETS.exec(String(name)) ?? [];
    return kind.startsWith('ValidatingAdmissionPolicy') && chart !== undefined && this.charts.has(chart);
  }
}
