import { App } from 'cdk8s';
import { call, evaluate, name, object, ProgramScope } from './code/expression';
import { libraryScope } from './code/library';
import { UniqueNames } from './code/names';
import { ImportProgram } from './code/program';
import { Statement, Unit } from './code/statement';
import { exactUnit } from './exact-kinds';
import { adoptInstall } from './install/adopt-install';
import { PolicyOwners } from './network-props';
import { plainUnit } from './plain-object';
import { settle } from './proposal';
import { runtimeProposals } from './runtime-kind';
import { claimProposals, podProposals, poolProposals } from './sandbox-kinds';
import { ConstructNames, Section } from './section';
import { constantOf } from './versions';
import { servedKind, walk } from '../judge/schema';
import { apiGroupOf } from '../kubernetes/api-group';
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';
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

/** A program under construction. */
class Adoption {
  readonly scope: ProgramScope = libraryScope();
  readonly variables = UniqueNames.ofVariables();
  private readonly sections = new Map<string, Section>();
  private readonly scaled = new Set<string>();
  private readonly policies: PolicyOwners;

  constructor(
    private readonly objects: readonly KubeObject[],
    private readonly release: Release,
    private readonly catalogue: Catalogue,
  ) {
    this.scope.set('app', new App());
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
    // Classes first: pods of all namespaces name them.
    const isFirst = ({ metadata }: KubeObject) => metadata.namespace === undefined;
    for (const given of inOrder([...rest.filter(isFirst), ...rest.filter((each) => !isFirst(each))])) {
      if (this.policies.isTaken(given)) { continue; }
      const section = this.section(given.metadata.namespace);
      section.units.push(this.unit(section, given));
    }
    return { opening, sections: [...this.sections.values()], variables: this.variables };
  }

  private unit(section: Section, given: KubeObject): Unit {
    const names = section.namesOf(given);
    if (OURS.test(apiGroupOf(given.apiVersion))) {
      const why = this.reasonForPlain(given);
      return (why === undefined ? this.ours(section, given, names) : undefined)
        ?? plainUnit(section, given, names, why ?? 'No construct prints this object as it is.');
    }
    const unit = given.kind === 'RuntimeClass'
      ? settle(section, runtimeProposals(section, given, names), [given])
      : exactUnit(section, given, names);
    if (!unit) { return plainUnit(section, given, names); }
    section.references.add(given.kind, given.metadata.name, names.variable);
    return unit;
  }

  private ours(section: Section, given: KubeObject, names: ConstructNames): Unit | undefined {
    const unit = this.unitOfOurs(section, given, names);
    if (unit) { section.references.add(given.kind, given.metadata.name, names.variable); }
    return unit;
  }

  private unitOfOurs(section: Section, given: KubeObject, names: ConstructNames): Unit | undefined {
    switch (given.kind) {
      case 'Sandbox':
      case 'SandboxTemplate': {
        for (const { extra, source, wanted, isIntent } of this.policies.optionsFor(given)) {
          const unit = settle(section, podProposals(section, source, names, extra), wanted, isIntent);
          if (unit) {
            this.policies.take(wanted);
            return unit;
          }
        }
        return undefined;
      }
      case 'SandboxWarmPool': {
        const isScaled = this.scaled.has(`${String(given.metadata.namespace)} ${given.metadata.name}`);
        return settle(section, poolProposals(section, given, names, isScaled), [given]);
      }
      case 'SandboxClaim': return settle(section, claimProposals(section, given, names), [given]);
      default: return undefined;
    }
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

  private section(namespace: string | undefined): Section {
    const key = namespace ?? '';
    let section = this.sections.get(key);
    if (!section) {
      section = new Section(this, namespace, namespace === undefined ? undefined : this.sections.get(''));
      this.sections.set(key, section);
    }
    return section;
  }
}

/** The program that makes given objects. */
export function adopt(objects: readonly KubeObject[], release: Release, catalogue: Catalogue): ImportProgram {
  return new Adoption(objects, release, catalogue).program();
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
