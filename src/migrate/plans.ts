import { goneFlags, installPlan } from './install/controller';
import { isKustomization, kustomizationPlan } from './install/kustomization';
import { jsonPatchPlan } from './json-patches';
import { objectPlan, OLD, oldKindOf, PlanContext } from './objects/object-plan';
import { NO_PLAN, MigrationPlan } from './objects/plan';
import { Kind, KINDS } from '../api/kinds';
import type { PathSegment } from '../kubernetes/json-path';
import { inObject } from '../kubernetes/read-json';
import { writtenVersion } from '../release/features';
import type { Flag } from '../release/flags';
import type { Release } from '../release/release';

/** A plan, and where in the document its object is. */
export interface PlacedPlan extends MigrationPlan {
  readonly path: readonly PathSegment[];
  readonly object: unknown;
  /** The kind, of an object of ours. */
  readonly kind?: Kind;
  /** Whether it is an object that is applied as it is, and no part of another one. */
  readonly isOwn: boolean;
}

const GROUPS: ReadonlySet<unknown> = new Set(Object.values(KINDS).map(({ group }) => group));
const OLD_TEXT = new RegExp(`agents\\.x-k8s\\.io/${OLD}\\b`);
/** Annotation with what kubectl applied last. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Nesting below which nothing of ours is looked for. */
const DEEPEST = 40;

/** Finds what has to be migrated in documents. */
export class MigrationPlanner {
  private readonly gone: ReadonlyMap<string, Flag>;
  private readonly version: string;
  /** Paths of texts in the document that go. */
  private readonly handled = new Set<string>();

  constructor(private readonly context: PlanContext) {
    this.gone = goneFlags(context.target);
    this.version = writtenVersion(context.target);
  }

  /** The release that is migrated to. */
  get target(): Release {
    return this.context.target;
  }

  /**
   * The plans of all that is in a document, those without anything to do or say left out.
   *
   * @param patched the kind of the objects that the document is a JSON patch of, if it is one
   */
  of(value: unknown, file: string, patched?: Kind): PlacedPlan[] {
    const found: PlacedPlan[] = [];
    this.handled.clear();
    if (isKustomization(value, file)) {
      this.push(found, kustomizationPlan(value, this.context.target), value, [], true);
    }
    if (patched && Array.isArray(value)) {
      this.push(found, jsonPatchPlan(value, patched, this.context.target), undefined, [], false);
    }
    this.visit(value, [], true, found);
    return found;
  }

  private push(
    found: PlacedPlan[],
    plan: MigrationPlan,
    object: unknown,
    path: readonly PathSegment[],
    isOwn: boolean,
    kind?: Kind,
  ): void {
    if (plan.operations.length + plan.problems.length === 0) { return; }
    found.push({ ...plan, object, path, isOwn, kind });
    for (const step of plan.operations) {
      if (step.isRemoved) { this.handled.add([...path, ...step.path].join('/')); }
    }
  }

  private visit(value: unknown, path: readonly PathSegment[], isOwn: boolean, found: PlacedPlan[]): void {
    if (typeof value === 'string') { return this.visitText(value, path, found); }
    if (typeof value !== 'object' || value === null || path.length > DEEPEST) { return; }
    if (Array.isArray(value)) {
      this.push(found, this.patchPlan(value), undefined, path, false);
      value.forEach((item, index) => { this.visit(item, [...path, index], isOwn, found); });
      return;
    }
    const kind = oldKindOf(value);
    if (kind) { return this.push(found, objectPlan(value, kind, this.context), value, path, isOwn, kind); }
    if (isOwn) { this.push(found, installPlan(value, this.context.target, this.gone), value, path, true); }
    this.push(found, this.referencePlan(value), value, path, false);
    const { kind: other, apiVersion } = value as Record<string, unknown>;
    // Objects of ours that are as they should be, and what a release brings along.
    if (GROUPS.has(String(apiVersion).replace(/\/.*/, '')) && !isList(value)) { return; }
    if (other === 'CustomResourceDefinition') { return; }
    for (const [name, member] of Object.entries(value)) {
      if (name !== LAST_APPLIED && name !== 'managedFields') {
        this.visit(member, [...path, name], isOwn && name === 'items' && isList(value), found);
      }
    }
  }

  /** The version in what names objects of ours: a list, a rule of admission, the target of a patch. */
  private referencePlan(value: object): MigrationPlan {
    const { apiVersion, kind, group, version, apiGroups, apiVersions } = value as Record<string, unknown>;
    const { version: now } = this;
    if (typeof apiVersion === 'string' && isList(value) && typeof kind === 'string') {
      const [ofList, old] = apiVersion.split('/');
      if (GROUPS.has(ofList) && old === OLD) {
        return { ...NO_PLAN, operations: [{ path: ['apiVersion'], value: `${ofList}/${now}` }] };
      }
    }
    if (GROUPS.has(group) && version === OLD) {
      return { ...NO_PLAN, operations: [{ path: ['version'], value: now }] };
    }
    if (!Array.isArray(apiGroups) || !Array.isArray(apiVersions) || !apiGroups.every((each) => GROUPS.has(each))) {
      return NO_PLAN;
    }
    const path = ['apiVersions', apiVersions.indexOf(OLD)];
    if (path[1] === -1) { return NO_PLAN; }
    return { ...NO_PLAN, operations: [apiVersions.includes(now) ? { path, isRemoved: true } : { path, value: now }] };
  }

  /** Steps of a JSON patch that give the controller a flag that the release does not have. */
  private patchPlan(steps: readonly unknown[]): MigrationPlan {
    const gone = steps.flatMap((step, index) => {
      const { op, path, value } = inObject(step);
      const [, flag] = typeof value === 'string' ? /^--?([a-z-]+)(?:=|$)/.exec(value) ?? [] : [];
      const isGone = op === 'add' && /\/(?:args|command)\//.test(String(path)) && flag && this.gone.has(flag);
      return isGone ? [{ index, flag }] : [];
    });
    // kustomize refuses a patch without steps.
    if (gone.length === 0 || gone.length === steps.length) { return NO_PLAN; }
    return {
      ...NO_PLAN,
      operations: gone.map(({ index }) => ({ path: [index], isRemoved: true })),
      choices: gone.map(({ index, flag }) => (
        { path: [index], what: `--${flag}: removed`, why: `${this.context.target.id} has no such flag` }
      )),
    };
  }

  /** A text within a text is not edited. */
  private visitText(text: string, path: readonly PathSegment[], found: PlacedPlan[]): void {
    if (path[path.length - 1] === 'apiVersion' || !/v1alpha1|--/.test(text)) { return; }
    if (path.some((_, end) => this.handled.has(path.slice(0, end + 1).join('/')))) { return; }
    const flag = [...text.matchAll(/(?:^|[\s"'[,])--?([a-z][a-z-]+)/g)].find(([, name]) => this.gone.has(name));
    const what = OLD_TEXT.exec(text)?.[0] ?? (flag && isOurs(flag[1]) ? `--${flag[1]}` : undefined);
    if (what === undefined) { return; }
    this.push(found, {
      ...NO_PLAN,
      problems: [{
        code: 'ASB413',
        message: `a text within holds ${what}, which ${this.context.target.id} does not have`,
        remedy: 'change it by hand',
        path: [],
      }],
    }, undefined, path, false);
  }
}

/** Flags that no other program is known to have. */
function isOurs(flag: string): boolean {
  return flag.includes('webhook');
}

function isList(value: unknown): boolean {
  const { kind, items } = inObject(value);
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
}
