import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RereadableText } from './rereadable-text';
import { readChunk, split } from '../../documents';
import { inList, inObject } from '../../kubernetes/read-json';
import { inputTexts } from '../input';

/** Names by which kustomize finds its file in a directory. */
const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a file is one that kustomize reads by its name, so that it needs neither `apiVersion` nor `kind`. */
export function isKustomization({ name }: Pick<RereadableText, 'name'>): boolean {
  return NAMES.includes(basename(name));
}

/**
 * Which texts a kustomization names as something else than a resource: a patch, a replacement, the input of a
 * generator. They are parts of objects, or no objects at all. Asked are the kustomizations among the texts and beside
 * them.
 */
export function withoutResources(texts: readonly RereadableText[]): ReadonlySet<RereadableText> {
  const files = texts.filter(({ isPipe }) => !isPipe);
  const directories = [...new Set(files.map(({ name }) => dirname(name)))];
  const named = new Set<string>();
  for (const directory of directories) {
    const file = NAMES.map((name) => join(directory, name)).find((path) => existsSync(path));
    for (const path of file === undefined ? [] : pathsIn(file)) { named.add(realPath(join(directory, path))); }
  }
  return new Set(named.size === 0 ? [] : files.filter(({ name }) => named.has(realPath(name))));
}

/** The paths of files without resources in a kustomization. An error in it is told when it is read for itself. */
function pathsIn(file: string): string[] {
  const paths: string[] = [];
  try {
    for (const text of inputTexts([file], 0, () => {})) {
      for (const chunk of split(text.pieces())) {
        for (const { value } of readChunk(chunk)) { paths.push(...pathsOf(value)); }
      }
    }
  } catch {
    return paths;
  }
  return paths;
}

/** @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
function pathsOf(value: unknown): string[] {
  const { openapi } = inObject(value);
  const generators = [...inList(value, 'configMapGenerator'), ...inList(value, 'secretGenerator')];
  const charts = [...inList(value, 'helmCharts'), ...inList(value, 'helmChartInflationGenerator')];
  return [
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((name) => inList(value, name).map(({ path }) => path)),
    ...['patchesStrategicMerge', 'transformers', 'generators', 'validators', 'configurations', 'crds']
      .flatMap((name) => listOf(inObject(value)[name])),
    ...generators.flatMap(({ files, envs, env }) => [...listOf(files), ...listOf(envs), env]).map(withoutKey),
    ...charts.flatMap(({ valuesFile, additionalValuesFiles, values }) => [
      valuesFile, values, ...listOf(additionalValuesFiles),
    ]),
    inObject(openapi).path,
  ].filter((path): path is string => typeof path === 'string' && path !== '' && !path.includes('\n'));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A generator may name the key that a file becomes: `key=path`. */
function withoutKey(file: unknown): unknown {
  return typeof file === 'string' ? file.replace(/^[^=]*=/, '') : file;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
