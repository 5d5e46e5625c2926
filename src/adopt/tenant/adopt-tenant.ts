import { App, Chart } from 'cdk8s';
import { admissionProps, heldFields, RuntimePlacement, WrittenRules } from './admission-props';
import { SharedSets, SharingTenant } from './shared-sets';
import { limitProps, namespaceProps, OwnObjects, quotaProps } from './tenant-props';
import { nameOfId } from '../../app/names';
import { identityOf, keyOf } from '../../judge/manifests/object-keys';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import type { TenantRole } from '../../tenant/tenant-roles';
import { call, Code, CodeMembers, evaluate, literal, make, name, object } from '../code/expression';
import type { Statement } from '../code/statement';
import { ConstructTrial } from '../construct-trial';
import { enumOf, listOf, Vocabulary } from '../pods/pod-values';
import type { ConstructNames, Section } from '../section';
import { constantOf } from '../versions';

/** A tenant that a construct makes. */
export interface AdoptedTenant {
  /** The objects that it makes. */
  readonly objects: ReadonlySet<KubeObject>;
  /** The labels of all objects of its chart. */
  readonly labels: Readonly<Record<string, string>>;
  readonly expression: Code;
  /** What is done to it, given its variable and the ids in its chart. */
  statements(section: Section): Statement[];
}

/** A namespace that has policies of a tenant. */
export interface TriedTenant {
  readonly namespace: string;
  readonly tenant?: AdoptedTenant;
  /** Why it is none, where it looks like one. */
  readonly why?: string;
}

/** What policies of a tenant are called: after its namespace, and after the resource that they judge. */
const POLICY = /^(.*)-isolation-([a-z]+)$/;

const GRANTS: Readonly<Record<TenantRole, string>> = {
  viewer: 'grantView', claimer: 'grantClaim', runner: 'grantRun', operator: 'grantOperate',
};

/** What is given of a namespace that may be a tenant. */
interface Candidate {
  readonly namespace: string;
  readonly policies: ReadonlyMap<string, KubeObject>;
  readonly sharing?: SharingTenant;
}

/** The sections of a program that tenants refer to. */
export interface TenantSections {
  /** That of runtime classes. */
  cluster(): Section;
  /** That of the policies that tenants share, by the id of its chart. */
  shared(chart: string): Section;
}

/** The namespaces that have the admission policies of a tenant. */
export class TenantCandidates {
  private readonly policies = new Map<string, Map<string, KubeObject>>();
  private readonly sets: SharedSets;
  private readonly byKey: ReadonlyMap<string, KubeObject>;
  private readonly byName: ReadonlyMap<string, KubeObject>;

  constructor(objects: readonly KubeObject[], private readonly release: Release) {
    this.byKey = new Map(objects.map((each) => [identityOf(each), each]));
    this.byName = new Map(
      objects.map((each) => [keyOf(each.kind, each.metadata.namespace, String(each.metadata.name)), each]),
    );
    this.sets = new SharedSets(objects);
    for (const each of objects) {
      if (each.kind !== 'ValidatingAdmissionPolicy') { continue; }
      const [, namespace, resource] = POLICY.exec(String(each.metadata.name)) ?? [];
      if (namespace === undefined) { continue; }
      const own = this.policies.get(namespace) ?? new Map<string, KubeObject>();
      this.policies.set(namespace, own.set(resource, each));
    }
  }

  /** Whether an object without a namespace may be one of a tenant, whose turn comes later. */
  isPerhapsTenants(object_: KubeObject): boolean {
    const { kind, metadata } = object_;
    if (this.sets.has(object_)) { return true; }
    const namespace = kind === 'Namespace'
      ? metadata.name
      : kind.startsWith('ValidatingAdmissionPolicy') ? POLICY.exec(String(metadata.name))?.[1] : undefined;
    return namespace !== undefined && (this.policies.has(namespace) || this.sets.tenants.has(namespace));
  }

  * adopted(sections: TenantSections): Generator<TriedTenant> {
    for (const [namespace, policies] of this.policies) {
      yield { namespace, ...this.adopt({ namespace, policies }, sections) };
    }
    for (const [namespace, sharing] of this.sets.tenants) {
      if (this.policies.has(namespace)) { continue; }
      yield { namespace, ...this.adopt({ namespace, policies: sharing.policies, sharing }, sections) };
    }
  }

  /** What the chart of policies that tenants share prints beside them, once all are made. */
  sharedIn(chart: Chart): ConstructTrial {
    return new ConstructTrial(chart, this.byKey);
  }

  private adopt(candidate: Candidate, sections: TenantSections): Omit<TriedTenant, 'namespace'> {
    const { namespace, policies, sharing } = candidate;
    const rules = new WrittenRules(policies);
    const runtimes = rules.names('ASB350', 'pods');
    if (runtimes.length === 0) { return {}; }
    const own: OwnObjects = (kind, objectName) => this.byName.get(keyOf(kind, namespace, objectName));
    const labels = this.sharedLabels(own);
    let best: { readonly expression: Code; readonly trial: ConstructTrial } | undefined;
    let refusal = '';
    try {
      const cluster = sections.cluster();
      const shared = sharing && { variable: sections.shared(sharing.chart).chart, id: sharing.chart };
      for (const expression of this.expressions(candidate, { rules, runtimes, own, labels, shared }, cluster)) {
        const trial = this.trial(expression, own, cluster, shared);
        if (!best || trial.cost < best.trial.cost) { best = { expression, trial }; }
        if (trial.cost === 0) { break; }
      }
    } catch (error) {
      // A prop that the tenant refuses, or a runtime.
      refusal = (error as Error).message;
    }
    if (!best) { return { why: `SandboxTenant refuses what its objects say: ${refusal}` }; }
    const { expression, trial } = best;
    if (!trial.isNear) {
      return { why: `${trial.missing} objects of a SandboxTenant are missing, or too different.` };
    }
    const tenant: AdoptedTenant = {
      objects: trial.objects,
      labels,
      expression,
      statements: (section) => [
        ...grants(section.chart, own, (text, kind) => section.id(text, kind)),
        ...trial.corrections(section.chart),
      ],
    };
    return { tenant };
  }

  private* expressions(
    { namespace, sharing }: Candidate,
    { rules, runtimes, own, labels, shared }: {
      rules: WrittenRules;
      runtimes: readonly string[];
      own: OwnObjects;
      labels: Readonly<Record<string, string>>;
      shared?: ConstructNames;
    },
    cluster: Section,
  ): Generator<Code> {
    const { references, scope } = cluster;
    const vocabulary: Vocabulary = { references, scope };
    const variables = runtimes.map((each) => references.to('RuntimeClass', each));
    const placements = variables.map((each) => scope.get(each) as RuntimePlacement);
    const { quota, extended } = quotaProps(own, vocabulary);
    const { maxima, defaults } = limitProps(own, rules, vocabulary);
    const subject = (kind: 'User' | 'Group', subjectName: string) => {
      const variable = cluster.variable(subjectName, kind);
      const id = cluster.id(subjectName, kind);
      const expression = call(`kplus.${kind}.fromName`, name(cluster.chart), literal(id), literal(subjectName));
      cluster.refer({ variable, expression }, id);
      return name(variable);
    };
    const members: CodeMembers = {
      namespace: nameOfId(namespace) === namespace ? undefined : literal(namespace),
      admissionChart: shared && name(shared.variable),
      validationActions: sharing && sharing.actions.join() !== 'Deny'
        ? listOf(enumOf('ValidationAction'))(sharing.actions, vocabulary)
        : undefined,
      runtimes: { kind: 'list', items: variables.map(name) },
      quota,
      labels: Object.keys(labels).length > 0 ? literal(labels) : undefined,
      ...namespaceProps(this.byName.get(keyOf('Namespace', undefined, namespace)), labels, this.release, vocabulary),
      ...maxima,
      ...admissionProps(rules, extended, placements, vocabulary),
      ...heldFields(rules, subject),
    };
    for (const defaultResources of [undefined, defaults]) {
      yield make('SandboxTenant', name('app'), literal(namespace), object({ ...members, defaultResources }));
    }
  }

  private trial(
    expression: Code, own: OwnObjects, { scope }: Section, shared?: ConstructNames,
  ): ConstructTrial {
    const app = new App();
    const trial = new Map(scope).set('app', app);
    if (shared) { trial.set(shared.variable, new Chart(app, shared.id)); }
    evaluate(call('SandboxCluster.declare', name('app'), object({
      version: name(`AgentSandboxVersion.${constantOf(this.release)}`),
    })), trial);
    const tenant = evaluate(expression, trial);
    trial.set('tenant', tenant);
    for (const { expression: grant } of grants('tenant', own, (text, kind) => `${kind}-${text}`)) {
      evaluate(grant, trial);
    }
    return new ConstructTrial(tenant, this.byKey);
  }

  /** Labels of the objects that have none of their own. */
  private sharedLabels(own: OwnObjects): Readonly<Record<string, string>> {
    const { labels } = (own('NetworkPolicy', 'deny-all')?.metadata ?? {}) as Loose;
    return inObject(labels) as Record<string, string>;
  }
}

/** The grants of the tenant's roles: the subjects of its bindings. */
function grants(tenant: string, own: OwnObjects, id: (text: string, kind: string) => string): Statement[] {
  return Object.entries(GRANTS).flatMap(([role, method]) =>
    inList(own('RoleBinding', `sandbox-${role}`), 'subjects').flatMap((given): Statement[] => {
      const { kind, name: subject, namespace } = given;
      if (typeof subject !== 'string') { return []; }
      const at = [name(tenant), literal(id(subject, String(kind)))] as const;
      const made = kind === 'ServiceAccount'
        ? call(
          'kplus.ServiceAccount.fromServiceAccountName', ...at, literal(subject),
          typeof namespace === 'string' ? object({ namespaceName: literal(namespace) }) : undefined,
        )
        : kind === 'User' || kind === 'Group'
          ? call(`kplus.${kind}.fromName`, ...at, literal(subject))
          : undefined;
      return made ? [{ expression: call(`${tenant}.permissions.${method}`, made) }] : [];
    }));
}
