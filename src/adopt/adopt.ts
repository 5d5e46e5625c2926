import { App, Chart } from 'cdk8s';
import { call, evaluate, literal, make, name, object, ProgramScope } from './code/expression';
import { libraryScope } from './code/library';
import { UniqueNames, variableOf } from './code/names';
import { ImportProgram } from './code/program';
import { Statement, Unit } from './code/statement';
import { exactUnit } from './exact-kinds';
import { shownObject } from './given-objects';
import { adoptInstall } from './install/adopt-install';
import { PolicyOwners } from './network-props';
import { plainUnit } from './plain-object';
import { settle, Settled } from './proposal';
import { runtimeProposals } from './runtime-kind';
import { claimProposals, podProposals, poolProposals } from './sandbox-kinds';
import { ConstructNames, Section } from './section';
import { AdoptedTenant, TenantCandidates } from './tenant/adopt-tenant';
import { constantOf } from './versions';
import { servedKind, walk } from '../judge/schema';
import { apiGroupOf } from '../kubernetes/api-group';
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject, Loose } from '../kubernetes/read-json';
import type { Catalogue } from '../release/catalogue';
import type { Release } from '../release/release';

/** The kinds that other constructs of a namespace refer to, in the order in which they are made. */
const ORDER = [
  'Namespace',
  'RuntimeClass',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'SandboxTemplate',
  'SandboxWarmPool',
  'SandboxClaim',
  'Sandbox',
];
const OURS = /^(?:extensions\.)?agents\.x-k8s\.io$/;

const NO_CONSTRUCT = 'No construct prints this object as it is.';

/** So much of a refusal fits a comment. */
const MOST_SHOWN = 200;

function commentOf(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)} ...` : line;
}

/** A program under construction. */
class Adoption {
  readonly scope: ProgramScope = libraryScope();
  readonly variables = UniqueNames.ofVariables();
  /** A line for each object that no program makes. */
  readonly lost: string[] = [];
  private readonly sections = new Map<string, Section>();
  /** The variables of the charts of namespaces: kept before any object takes them. */
  private readonly charts = new Map<string, string>();
  /** Why the chart of a namespace is no tenant, although it looks like one. */
  private readonly reasons = new Map<string, string>();
  private readonly scaled = new Set<string>();
  private readonly policies: PolicyOwners;

  constructor(
    private readonly objects: readonly KubeObject[],
    private readonly release: Release,
    private readonly catalogue: Catalogue,
  ) {
    this.scope.set('app', new App());
    for (const { metadata: { namespace } } of objects as ReadonlyArray<{ readonly metadata: Loose }>) {
      if (typeof namespace !== 'string' || this.charts.has(namespace)) { continue; }
      const variable = variableOf(namespace);
      this.charts.set(namespace, this.variables.next(variable, `${variable}Chart`));
    }
    for (const { spec, metadata } of objects) {
      const { kind, name: target } = inObject(spec, 'scaleTargetRef');
      if (kind === 'SandboxWarmPool') { this.scaled.add(`${String(metadata.namespace)} ${String(target)}`); }
    }
    this.policies = new PolicyOwners(objects);
  }

  program(): ImportProgram {
    const install = adoptInstall(
      this.objects, this.release, this.catalogue, () => this.section(undefined), this.scope,
    );
    const version = call('SandboxCluster.declare', name('app'), object({
      version: name(`AgentSandboxVersion.${constantOf(this.release)}`),
    }));
    const opening: Statement[] = install ? [] : [{ expression: version }];
    for (const { expression } of opening) { evaluate(expression, this.scope); }
    if (install) { this.section(undefined).units.push(install.unit); }
    const rest = this.objects.filter((each) => !install?.objects.has(each));
    const tenants = new TenantCandidates(rest, this.release);
    // Classes first: pods of all namespaces name them, and tenants do.
    const isFirst = (each: KubeObject) => each.metadata.namespace === undefined && !tenants.isPerhapsTenants(each);
    this.add(rest.filter(isFirst));
    const others = new Set(rest.filter((each) => !isFirst(each)));
    const shared = new Map<string, Section>();
    const sections = {
      cluster: () => this.section(undefined),
      shared: (chart: string) => {
        const section = shared.get(chart) ?? this.sharedSection(chart);
        shared.set(chart, section);
        return section;
      },
    };
    let last: Section | undefined;
    for (const { namespace, tenant, why } of tenants.adopted(sections)) {
      if (!tenant) {
        if (why !== undefined) { this.reasons.set(namespace, commentOf(why)); }
        continue;
      }
      const section = this.section(namespace, tenant);
      const statements = tenant.statements(section);
      if (statements.length > 0) { section.units.push({ statements }); }
      for (const each of tenant.objects) { others.delete(each); }
      last = section;
    }
    for (const { chart, scope } of last ? shared.values() : []) {
      const trial = tenants.sharedIn(scope.get(chart) as Chart);
      const statements = trial.corrections(chart);
      // The tenants make these objects.
      if (statements.length > 0) { last!.units.push({ statements }); }
      for (const each of trial.objects) { others.delete(each); }
    }
    this.add([...others]);
    return { opening, sections: [...this.sections.values()], variables: this.variables };
  }

  private add(objects: readonly KubeObject[]): void {
    for (const given of inOrder(objects)) {
      if (this.policies.isTaken(given)) { continue; }
      const { namespace } = given.metadata as { readonly namespace?: unknown };
      const section = this.section(typeof namespace === 'string' ? namespace : undefined);
      try {
        section.units.push(this.unit(section, given));
      } catch (error) {
        this.lost.push(`${shownObject(given)} cannot be written as code: ${(error as Error).message}`);
      }
    }
  }

  private unit(section: Section, given: KubeObject): Unit {
    const names = section.namesOf(given);
    const isOfOurs = OURS.test(apiGroupOf(given.apiVersion));
    const why = isOfOurs ? this.reasonForPlain(given) : undefined;
    const settled = isOfOurs ? this.ours : this.ofKubernetes;
    const { unit, refusal } = why === undefined ? settled.call(this, section, given, names) : {};
    if (unit) {
      section.references.add(given.kind, given.metadata.name, names.variable);
      return unit;
    }
    const otherwise = isOfOurs ? NO_CONSTRUCT : undefined;
    const refused = refusal === undefined ? otherwise : commentOf(`The construct refuses it: ${refusal}`);
    return plainUnit(section, given, names, why ?? refused);
  }

  private ofKubernetes(section: Section, given: KubeObject, names: ConstructNames): Settled {
    return apiGroupOf(given.apiVersion) === 'node.k8s.io' && given.kind === 'RuntimeClass'
      ? settle(section, runtimeProposals(section, given, names), [given])
      : { unit: exactUnit(section, given, names) };
  }

  private ours(section: Section, given: KubeObject, names: ConstructNames): Settled {
    switch (given.kind) {
      case 'Sandbox':
      case 'SandboxTemplate': return this.pod(section, given, names);
      case 'SandboxWarmPool': {
        const isScaled = this.scaled.has(`${String(given.metadata.namespace)} ${given.metadata.name}`);
        return settle(section, poolProposals(section, given, names, isScaled), [given]);
      }
      case 'SandboxClaim': return settle(section, claimProposals(section, given, names), [given]);
      default: return {};
    }
  }

  private pod(section: Section, given: KubeObject, names: ConstructNames): Settled {
    let refusal: string | undefined;
    for (const { extra, source, wanted, isIntent } of this.policies.optionsFor(given)) {
      const settled = settle(section, podProposals(section, source, names, extra), wanted, isIntent);
      if (settled.unit) {
        this.policies.take(wanted);
        return settled;
      }
      refusal ??= settled.refusal;
    }
    return { refusal };
  }

  /** Why an object of ours is written as it is. */
  private reasonForPlain(given: KubeObject): string | undefined {
    const served = servedKind(this.release, given.apiVersion, given.kind);
    const { api } = this.release;
    if (!served || !given.apiVersion.endsWith(`/${api.versions[0].name}`)) {
      return `${this.release.id} does not store ${given.apiVersion}.`;
    }
    const { violations } = walk(given, served.schema, { root: true, subresources: served.subresources });
    return violations.length > 0 ? `The API server does not take it as it is: ${violations[0].message}` : undefined;
  }

  /** The chart of policies that tenants share, which comes before them. */
  private sharedSection(id: string): Section {
    const variable = variableOf(id);
    const section = new Section(this, {
      namespace: undefined,
      cluster: this.sections.get(''),
      tenant: { expression: make('Chart', name('app'), literal(id)), labels: {} },
      chartVariable: this.variables.next(variable, `${variable}Chart`),
    });
    this.sections.set(`shared ${id}`, section);
    return section;
  }

  private section(namespace: string | undefined, tenant?: AdoptedTenant): Section {
    const key = namespace ?? '';
    let section = this.sections.get(key);
    if (!section) {
      const cluster = namespace === undefined ? undefined : this.sections.get('');
      const chartVariable = namespace === undefined ? undefined : this.charts.get(namespace);
      section = new Section(this, { namespace, cluster, tenant, comment: this.reasons.get(key), chartVariable });
      this.sections.set(key, section);
    }
    return section;
  }
}

/** The program that makes given objects. */
export function adopt(
  objects: readonly KubeObject[], release: Release, catalogue: Catalogue,
): { readonly program: ImportProgram; readonly lost: readonly string[] } {
  const adoption = new Adoption(objects, release, catalogue);
  return { program: adoption.program(), lost: adoption.lost };
}

/** Those that others refer to come first; a pool follows its template. */
function inOrder(objects: readonly KubeObject[]): KubeObject[] {
  const templates = new Map<string, number>();
  const rank = ({ kind, metadata }: KubeObject, index: number): [number, number, number] => {
    const place = ORDER.indexOf(kind);
    if (kind === 'SandboxTemplate') { templates.set(`${String(metadata.namespace)} ${metadata.name}`, index); }
    return [metadata.namespace === undefined ? 0 : 1, place < 0 ? ORDER.length : place, index];
  };
  const ranked = objects.map((given, index) => ({ given, rank: rank(given, index) }));
  for (const each of ranked) {
    const { kind, metadata, spec } = each.given;
    if (kind !== 'SandboxWarmPool') { continue; }
    const template = templates.get(
      `${String(metadata.namespace)} ${String(inObject(spec, 'sandboxTemplateRef').name)}`,
    );
    if (template !== undefined) { each.rank = [each.rank[0], ORDER.indexOf('SandboxTemplate'), template + 0.5]; }
  }
  return ranked
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
    .map(({ given }) => given);
}
