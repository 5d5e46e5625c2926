/** JSON patches (RFC 6902) of objects of ours, as kustomize applies them to objects that name none of their fields. */
import { posix } from 'node:path';
import { isKustomization } from './install/kustomization';
import type { Choice, MigrationPlan, MigrationProblem } from './objects/plan';
import type { Operation } from './operations';
import { Kind, KINDS } from '../api/kinds';
import { inList, inObject } from '../kubernetes/read-json';
import type { Release } from '../release/release';

/** Lists of a kustomization whose items have a target and a patch, or the path of one. */
const LISTS = ['patches', 'patchesJson6902'];

/** Fields of v1alpha1 that v1beta1 does not have. */
const GONE: Readonly<Partial<Record<Kind, RegExp>>> = {
  Sandbox: /^\/spec\/replicas$/,
  SandboxClaim: /^\/spec\/(?:sandboxTemplateRef|warmpool)(?:\/|$)/,
};

/** The kind of ours that the target of a patch names. */
export function patchedKind(patch: unknown): Kind | undefined {
  const { group, kind } = inObject(patch, 'target');
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) { return undefined; }
  return group === undefined || group === KINDS[kind as Kind].group ? kind as Kind : undefined;
}

/** The files with patches that a kustomization names, by the kind that they are about. */
export function patchFiles(value: unknown, file: string): Array<readonly [file: string, kind: Kind]> {
  if (!isKustomization(value, file)) { return []; }
  return LISTS.flatMap((list) => inList(value, list)).flatMap((patch) => {
    const kind = patchedKind(patch);
    return kind && typeof patch.path === 'string' ? [[posix.join(posix.dirname(file), patch.path), kind] as const] : [];
  });
}

/** The steps of a patch of a kind, as the release has them. What is no JSON patch has none. */
export function jsonPatchPlan(steps: readonly unknown[], kind: Kind, target: Release): MigrationPlan {
  const operations: Operation[] = [];
  const choices: Choice[] = [];
  const problems: MigrationProblem[] = [];
  steps.forEach((step, index) => {
    const { op, path, value, from } = inObject(step);
    const gone = [path, from].find((each) => typeof each === 'string' && GONE[kind]?.test(each));
    if (gone === undefined) { return; }
    const mode = value === 0 ? 'Suspended' : value === 1 ? 'Running' : undefined;
    const hasValue = op === 'add' || op === 'replace' || op === 'test';
    if (kind !== 'Sandbox' || gone !== path || (hasValue ? mode === undefined : op !== 'remove')) {
      problems.push(fieldProblem(kind, gone as string, target, [index]));
      return;
    }
    operations.push({ path: [index, 'path'], value: '/spec/operatingMode' });
    if (hasValue) { operations.push({ path: [index, 'value'], value: mode! }); }
    choices.push({
      path: [index],
      what: `${String(op)} ${hasValue ? `operatingMode: ${mode}` : 'operatingMode'}`,
      why: `it was ${gone as string}${hasValue ? `: ${String(value)}` : ''}`,
    });
  });
  return { operations, choices, problems };
}

/** That a patch names a field that goes. */
export function fieldProblem(
  kind: Kind, field: string, target: Release, path: MigrationProblem['path'],
): MigrationProblem {
  return {
    code: 'ASB413',
    message: `a patch of ${kind} names ${field}, which ${target.id} does not have`,
    remedy: 'change it by hand',
    path,
  };
}
