/** The public API as jsii-docgen describes it, in each language. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Documentation, Language } from 'jsii-docgen';
import type { ApiReferenceSchema } from 'jsii-docgen/lib/docgen/schema';
import { ROOT } from './folders';

/** The languages of the reference, the first one being that of a new visitor, with what they are called. */
export const LANGUAGES = {
  typescript: 'TypeScript',
  python: 'Python',
  java: 'Java',
  go: 'Go',
  csharp: 'C#',
} as const;

export type LanguageId = keyof typeof LANGUAGES;

/** The API in each language: the same members, with the names and the types that they have there. */
export type ApiByLanguage = Readonly<Record<LanguageId, ApiReferenceSchema>>;

const NAME = 'cdk8s-agent-sandbox';
const DEPENDENCIES = ['constructs', 'cdk8s', 'cdk8s-plus-28'];

/** Reads the assembly that `npx projen compile` wrote. */
export async function readApi(): Promise<ApiByLanguage> {
  const stage = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    stageAssemblies(stage);
    const documentation = await Documentation.forAssembly(NAME, stage);
    const api: Partial<Record<LanguageId, ApiReferenceSchema>> = {};
    for (const id of Object.keys(LANGUAGES) as LanguageId[]) {
      const json = await documentation.toJson({ language: Language.fromString(id) });
      api[id] = (json.content as { apiReference: ApiReferenceSchema }).apiReference;
    }
    return api as ApiByLanguage;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/**
 * Lays out what jsii-docgen reads. In the repository itself it would search all of `node_modules`, and translate the
 * README, which the reference does not show: that takes minutes. Examples of docstrings are in the tablet.
 */
function stageAssemblies(stage: string): void {
  const modules = join(stage, 'node_modules');
  mkdirSync(join(modules, NAME), { recursive: true });
  for (const name of DEPENDENCIES) { symlinkSync(join(ROOT, 'node_modules', name), join(modules, name)); }
  const assembly = JSON.parse(gunzipSync(readFileSync(join(ROOT, '.jsii.gz'))).toString()) as object;
  writeFileSync(join(modules, NAME, '.jsii'), JSON.stringify({ ...assembly, readme: undefined }));
  copyFileSync(join(ROOT, '.jsii.tabl.json.gz'), join(modules, NAME, '.jsii.tabl.json.gz'));
  copyFileSync(join(ROOT, 'package.json'), join(modules, NAME, 'package.json'));
}
