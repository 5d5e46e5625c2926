import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { networkId, parameterLines } from './parameters';
import {
  namespaceLabelSpec, ParameterObject, sharedBinding, sharedPolicy, sharedPolicySpec, unlabelledMatch, unlabelledSpec,
} from './shared-policies';
import { nameOfId } from '../../app/names';
import { perApp } from '../../app/per-app';
import { ScopedApiObject } from '../../app/scoped-api-object';
import { checkForm } from '../../checks/forms';
import type { KubeObject } from '../../kubernetes/kube-object';
import { bindingObject, PolicyAction, policyObject } from '../admission-policy-objects';
import type { AdmissionSettings } from '../admission-settings';
import { ADMISSION_KINDS } from '../matched-kinds';
import type { NetworkBound } from '../network-bound';

/** What a tenant adds to the policies that it shares. */
export interface Member {
  readonly namespace: string;
  readonly settings: AdmissionSettings;
  readonly validationActions: readonly PolicyAction[];
}

/** The objects that judge the objects of a tenant, and what the tenant must have. */
export interface Membership {
  /** Prefix of the names of the policies. */
  readonly name: string;
  /** The value of the label of its namespace. */
  readonly label: string;
  /** The lines of the annotation of its parameters. */
  readonly lines: string;
  readonly policies: ApiObject[];
  readonly bindings: ApiObject[];
}

/**
 * The admission policies that tenants share: one for each kind, whose text is the same for all, and one binding of each
 * for all tenants of the same actions.
 */
export class SharedAdmission {
  /** The policies of a chart, made when the first tenant asks for them. */
  static of(chart: Chart, parameters: ParameterObject): SharedAdmission {
    const byChart = perApp(chart, 'sharedAdmission', () => new Map<Chart, SharedAdmission>());
    let shared = byChart.get(chart);
    if (!shared) { byChart.set(chart, shared = new SharedAdmission(chart, parameters)); }
    return shared;
  }

  private readonly prefix: string;
  private readonly scope: Construct;
  private readonly policies: ApiObject[];
  private readonly bindings = new Map<string, ApiObject[]>();
  private readonly names = new Map<string, string[]>();
  private readonly denied: string[] = [];
  private readonly networks = new Map<string, NetworkBound>();

  private constructor(chart: Chart, private readonly parameters: ParameterObject) {
    this.prefix = `${nameOfId(chart.node.id)}-tenants`;
    checkForm("name of the policies, from the id of 'admissionChart',", this.prefix, 'DNS label');
    this.scope = new Construct(chart, 'TenantAdmission');
    const { prefix: set } = this;
    this.policies = ADMISSION_KINDS.map((kind) => this.object(`${kind}Policy`, sharedPolicy(set, kind, Lazy.any({
      produce: () => sharedPolicySpec(kind, sorted(this.networks).map(([, network]) => network), parameters),
    }))));
    this.guard('Unlabelled', () => unlabelledSpec(set, [...this.denied].sort()), () => unlabelledMatch(
      sorted(this.names).map(([label]) => label),
    ));
    this.guard('Namespace', () => namespaceLabelSpec(
      set, new Map(sorted(this.names).map(([label, names]) => [label, [...names].sort()])),
    ), () => ({ matchPolicy: 'Equivalent' }));
  }

  /** Adds a tenant, whose namespace must then have the label and the parameters. */
  add({ namespace, settings, validationActions }: Member): Membership {
    const lines = parameterLines(settings);
    const label = this.labelOf(validationActions);
    this.networks.set(networkId(settings.network), settings.network);
    this.names.get(label)!.push(namespace);
    if (validationActions.includes('Deny')) { this.denied.push(namespace); }
    return { name: this.prefix, label, lines, policies: this.policies, bindings: this.bindings.get(label)! };
  }

  /** The label of tenants of the actions, with its bindings. */
  private labelOf(actions: readonly PolicyAction[]): string {
    const { prefix: set, parameters } = this;
    const isUsual = actions.length === 1 && actions[0] === 'Deny';
    const label = [set, ...(isUsual ? [] : [...actions].sort().map((each) => each.toLowerCase()))].join('-');
    if (!this.bindings.has(label)) {
      checkForm('label of namespaces', label, 'DNS label');
      this.names.set(label, []);
      this.bindings.set(label, ADMISSION_KINDS.map((kind) => (
        this.object(`${kind}Binding${label.slice(set.length)}`, sharedBinding(set, kind, label, actions, parameters))
      )));
    }
    return label;
  }

  private guard(id: string, spec: () => object, match: () => object): void {
    const name = `${this.prefix}-${id.toLowerCase()}`;
    this.object(`${id}Policy`, policyObject({ name }, Lazy.any({ produce: spec })));
    this.object(`${id}Binding`, bindingObject({ name }, {
      policyName: name, validationActions: ['Deny'], matchResources: Lazy.any({ produce: match }),
    }));
  }

  private object(id: string, object: KubeObject): ApiObject {
    return new ScopedApiObject(this.scope, id, object);
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): Array<[string, T]> {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}
