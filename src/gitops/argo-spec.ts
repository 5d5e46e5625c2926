import type { Chart } from 'cdk8s';
import type { ArgoIgnoredFields, ArgoSyncOptions } from './argo-application-props';
import { ArgoDestination } from './argo-destination';
import type { IgnoredField } from './ignored-fields';
import type { Layout } from './output-layout';
import { shown } from '../checks/forms';
import { checkShapes, listOf, Shapes, structOf } from '../checks/shapes';

/** The API version of Argo CD's kinds. */
export const ARGO_API = 'argoproj.io/v1alpha1';

/** Namespace of Argo CD, unless metadata says otherwise. */
export const ARGO_NAMESPACE = 'argocd';

/** Has Argo CD compare by what the API server would make of an apply. */
export const COMPARED_BY_SERVER = { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' };

const SHAPES: Shapes = {
  repoUrl: 'string',
  path: 'string',
  targetRevision: 'string',
  automated: 'boolean',
  ignoreDifferences: listOf(structOf({
    kind: 'string', group: 'string', name: 'string', jsonPointers: listOf('string'),
  })),
};

/** @throws when an option is malformed */
export function checkSync(props: ArgoSyncOptions): void {
  checkShapes('the props', props, SHAPES, 'repoUrl');
  checkShapes('the props', props, { path: 'string' }, 'path');
  const { repoUrl, path, targetRevision, project, ignoreDifferences = [] } = props;
  if (!/^\S+$/.test(repoUrl)) {
    throw new Error(`'repoUrl' is ${shown(repoUrl)}; give one such as 'https://git.example.com/platform.git'`);
  }
  checkDirectory(path);
  if (targetRevision === '') { throw new Error("'targetRevision' is empty; give a branch, a tag or a commit"); }
  if (project !== undefined && typeof project?.projectName !== 'string') {
    throw new Error(`'project' is ${shown(project)}; give an AppProject, or AppProject.fromAppProjectName(...)`);
  }
  for (const [index, { kind, jsonPointers }] of ignoreDifferences.entries()) {
    const what = `'ignoreDifferences[${index}]`;
    if (!kind) { throw new Error(`${what}.kind' is ${shown(kind)}; give a kind, such as 'Deployment'`); }
    if (!jsonPointers?.length || !jsonPointers.every((each) => each.startsWith('/'))) {
      throw new Error(`${what}.jsonPointers' is ${shown(jsonPointers)}; give at least one, such as '/spec/replicas'`);
    }
  }
}

/** @throws unless it is a directory below the top of a repository */
export function checkDirectory(path: string): void {
  if (path === '' || path.startsWith('/') || path.split('/').includes('..')) {
    throw new Error(`'path' is ${shown(path)}; give a directory below the top of the repository, such as 'dist'`);
  }
}

/** A directory of the repository below the one that is given. */
export function below(path: string, name: string): string {
  const top = path.replace(/^\.\/+|\/+$/g, '');
  return [top === '.' ? '' : top, name].filter(Boolean).join('/');
}

/** Which files Argo CD reads below the directory. */
export function includeOf(charts: readonly Chart[], { hasFolders, nameOf }: Layout): string {
  const names = charts.map((chart) => `${nameOf(chart)}${hasFolders ? '/*' : ''}`);
  return names.length === 1 ? names[0] : `{${names.join(',')}}`;
}

/** The source of an Application. */
export function sourceOf(
  { repoUrl, path, targetRevision = 'HEAD' }: ArgoSyncOptions,
  include: string,
  { hasFolders }: Pick<Layout, 'hasFolders'>,
): object {
  return {
    repoURL: repoUrl,
    targetRevision,
    path: path.replace(/(?!^)\/+$/, ''),
    directory: { include, ...(hasFolders && { recurse: true }) },
  };
}

/** How Argo CD applies, and what it leaves to others. */
export function syncOf(props: ArgoSyncOptions, fields: readonly IgnoredField[]): object {
  const { automated = true, ignoreDifferences = [] } = props;
  const ignored = [...entriesOf(fields), ...ignoreDifferences.map(entryOf)];
  return {
    syncPolicy: {
      ...(automated && { automated: { prune: true, selfHeal: true } }),
      syncOptions: [
        'ServerSideApply=true', 'PruneLast=true',
        // Without it, an automated sync sets the fields back that the comparison ignores.
        ...(ignored.length > 0 ? ['RespectIgnoreDifferences=true'] : []),
      ],
      // Webhooks and admission policies take effect some time after they are applied.
      retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
    },
    ...(ignored.length > 0 && { ignoreDifferences: ignored }),
  };
}

function entriesOf(fields: readonly IgnoredField[]): object[] {
  const pointers = new Map<string, Set<string>>();
  const keyOf = ({ group, kind, namespace, name }: IgnoredField) => JSON.stringify({ group, kind, namespace, name });
  for (const field of fields) {
    const key = keyOf(field);
    pointers.set(key, (pointers.get(key) ?? new Set()).add(field.pointer));
  }
  return [...pointers].map(([key, all]) => ({ ...JSON.parse(key), jsonPointers: [...all] }));
}

function entryOf({ group, kind, name, jsonPointers }: ArgoIgnoredFields): object {
  return { ...(group && { group }), kind, ...(name !== undefined && { name }), jsonPointers: [...jsonPointers] };
}

/** @throws unless it is a destination, or none is given */
export function checkDestination(what: string, destination: ArgoDestination | undefined): void {
  if (destination !== undefined && !(destination instanceof ArgoDestination)) {
    throw new Error(`'${what}' is ${shown(destination)}; give an ArgoDestination, such as `
      + "ArgoDestination.cluster('production')");
  }
}
