import { movesTo } from './image';
import { digestProblem } from './kustomization';
import { CONTROLLER, NAMESPACE } from '../../api/controller-names';
import { crdName, KIND_NAMES } from '../../api/kinds';
import { inList, inObject } from '../../kubernetes/read-json';
import { Catalogue } from '../../release/catalogue';
import type { Flag } from '../../release/flags';
import { Release, supports } from '../../release/release';
import type { Choice, MigrationPlan, MigrationProblem } from '../objects/plan';
import type { Operation } from '../operations';

const IMAGE = new RegExp(`^(.*(?:^|/)${CONTROLLER})(?::([^:@/]+))?(@.*)?$`);
const WORKLOADS: readonly unknown[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Flags that a release had and the one that is migrated to has not, by their names. */
export function goneFlags(target: Release): ReadonlyMap<string, Flag> {
  const all = Catalogue.standard().all().flatMap(({ flags }) => [...flags]);
  return new Map(all.filter(([name]) => !target.flags.has(name)));
}

/** What is to be done with an object of an install: its image and flags are migrated, the rest comes with a release. */
export function installPlan(object: unknown, target: Release, gone: ReadonlyMap<string, Flag>): MigrationPlan {
  const { kind, metadata } = inObject(object);
  const { name, namespace } = inObject(metadata);
  const operations: Operation[] = [];
  const choices: Choice[] = [];
  const problems: MigrationProblem[] = [];
  const isWorkload = WORKLOADS.includes(kind);
  if (isWorkload) {
    const { containers } = inObject(object, 'spec', 'template', 'spec');
    (Array.isArray(containers) ? containers : []).forEach((each: unknown, index) => {
      const container = inObject(each);
      const path = ['spec', 'template', 'spec', 'containers', index];
      const [, repository, tag, digest] = typeof container.image === 'string' ? IMAGE.exec(container.image) ?? [] : [];
      if (repository === undefined && !(name === CONTROLLER && container.name === CONTROLLER)) { return; }
      if (digest !== undefined) {
        problems.push(digestProblem(target, [...path, 'image']));
      } else if (tag !== undefined && movesTo(tag, target)) {
        operations.push({ path: [...path, 'image'], value: `${repository}:${target.id}` });
        choices.push({ path: [...path, 'image'], what: `image: ${target.id}`, why: `the controller was ${tag}` });
      }
      for (const list of ['command', 'args']) {
        for (const [at, flag] of goneIn(container[list], gone)) {
          const of = [...path, list, at];
          operations.push({ path: of, isRemoved: true });
          if (flag) { choices.push({ path: of, what: `${flag}: removed`, why: `${target.id} has no such flag` }); }
        }
      }
    });
  }
  const isLeft = isOldCrd(object, target) || (isWorkload && kind !== target.install.workload && name === CONTROLLER)
    || (!target.install.webhook && namespace === NAMESPACE && isOfWebhook(kind, name));
  if (isLeft) {
    problems.push({
      code: 'ASB413',
      message: `it belongs to the install of an older release; ${target.id} has it otherwise, or not at all`,
      remedy: `take the install from 'cdk8s-agent-sandbox release ${target.id}'`,
    });
  }
  return { operations, choices, problems };
}

function isOldCrd(object: unknown, target: Release): boolean {
  const { kind, metadata, spec } = inObject(object);
  return kind === 'CustomResourceDefinition' && KIND_NAMES.some((each) => crdName(each) === inObject(metadata).name)
    && inList(spec, 'versions').some(({ name }) => typeof name === 'string' && !supports(target, name));
}

/** Objects that the conversion webhook needs, and no other part of an install. */
function isOfWebhook(kind: unknown, name: unknown): boolean {
  return kind === 'Service' ? name === 'agent-sandbox-webhook-service'
    : (kind === 'Role' || kind === 'RoleBinding') && name === CONTROLLER;
}

/** Where flags are in a list that a release does not have, and where their values are, which have no name. */
function goneIn(list: unknown, gone: ReadonlyMap<string, Flag>): Array<readonly [index: number, flag?: string]> {
  if (!Array.isArray(list)) { return []; }
  return list.flatMap((text: unknown, index): Array<readonly [number, string?]> => {
    const [, name, value] = typeof text === 'string' ? /^--?([^-=][^=]*)(=.*)?$/s.exec(text) ?? [] : [];
    if (name === undefined || !gone.has(name)) { return []; }
    const next: unknown = list[index + 1];
    const isSplit = value === undefined && next !== undefined && gone.get(name)!.type !== 'bool';
    return [[index, `--${name}`], ...(isSplit ? [[index + 1] as const] : [])];
  });
}
