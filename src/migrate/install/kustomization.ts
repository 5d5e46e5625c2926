import { movesTo } from './image';
import { CONTROLLER } from '../../api/controller-names';
import { inList, inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { NO_PLAN } from '../objects/plan';
import type { Choice, MigrationPlan, MigrationProblem } from '../objects/plan';
import type { Operation } from '../operations';

/** An asset of a release by its address, or the repository at a revision. */
const ASSET =
  /^(.*\/kubernetes-sigs\/agent-sandbox\/releases\/)(?:download\/(v[^/]+)|latest\/download)\/([\w-]+\.yaml)$/;
const REVISION = /^(.*\/kubernetes-sigs\/agent-sandbox(?:\.git)?\b.*[?&](?:ref|version)=)(v[\w.-]+)(.*)$/;

/** Names of the core asset and of the other two. */
const CORE: readonly string[] = ['manifest.yaml', 'sandbox.yaml'];
const EXTENSIONS = 'extensions.yaml';
const ALL = 'sandbox-with-extensions.yaml';

const LISTS = ['resources', 'bases', 'components'];

/** Whether a document is one that kustomize reads. */
export function isKustomization(value: unknown, file: string): boolean {
  const { apiVersion, kind } = inObject(value);
  return (typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/'))
    || (kind === undefined && /(^|\/)kustomization(\.ya?ml)?$/i.test(file));
}

/** The assets, revisions and images of a kustomization, as the release has them. */
export function kustomizationPlan(value: unknown, target: Release): MigrationPlan {
  const operations: Operation[] = [];
  const choices: Choice[] = [];
  const problems: MigrationProblem[] = [];
  for (const list of LISTS) {
    const texts: unknown = inObject(value)[list];
    if (!Array.isArray(texts)) { continue; }
    const assets = texts.map((text) => {
      const asset = typeof text === 'string' ? ASSET.exec(text) : null;
      return asset && (!asset[2] || movesTo(asset[2], target)) ? asset : null;
    });
    const isMerged = target.install.assets.all !== undefined
      && assets.some((asset) => asset && CORE.includes(asset[3])) && assets.some((asset) => asset?.[3] === EXTENSIONS);
    texts.forEach((text: unknown, index) => {
      if (typeof text !== 'string') { return; }
      const path = [list, index];
      const asset = assets[index];
      const name = asset && assetOf(asset[3], target, isMerged);
      const revision = REVISION.exec(text);
      if (asset && name === undefined) {
        operations.push({ path, isRemoved: true });
        choices.push({ path, what: `${asset[3]}: removed`, why: `${ALL} has all of it, with one controller` });
        return;
      }
      const moved = asset
        ? `${asset[1]}download/${target.id}/${name}`
        : revision && movesTo(revision[2], target) ? `${revision[1]}${target.id}${revision[3]}` : text;
      if (moved === text) { return; }
      operations.push({ path, value: moved });
      choices.push(asset
        ? { path, what: `${name} of ${target.id}`, why: `it was ${asset[3]} of ${asset[2] ?? 'the latest release'}` }
        : { path, what: `revision ${target.id}`, why: `it was ${revision![2]}` });
    });
  }
  inList(value, 'images').forEach(({ name, newName, newTag, digest }, index) => {
    if (![name, newName].some((each) => typeof each === 'string' && each.endsWith(CONTROLLER))) { return; }
    const path = ['images', index];
    if (digest !== undefined) { problems.push(digestProblem(target, [...path, 'digest'])); }
    if (typeof newTag !== 'string' || !movesTo(newTag, target)) { return; }
    operations.push({ path: [...path, 'newTag'], value: target.id });
    choices.push({ path, what: `newTag: ${target.id}`, why: `the controller was ${newTag}` });
  });
  return operations.length + problems.length === 0 ? NO_PLAN : { operations, choices, problems };
}

/** The name of an asset in a release; undefined where another one has its content. */
function assetOf(name: string, { install: { assets } }: Release, isMerged: boolean): string | undefined {
  if (CORE.includes(name)) { return isMerged ? assets.all : assets.core; }
  if (name === EXTENSIONS) { return isMerged ? undefined : assets.extensions; }
  return name;
}

/** An image of the controller whose digest only its publisher knows. */
export function digestProblem(target: Release, path: MigrationProblem['path']): MigrationProblem {
  return {
    code: 'ASB413',
    message: 'the image of the controller is pinned by a digest, which was left',
    remedy: `write the digest of ${target.id}`,
    path,
  };
}
