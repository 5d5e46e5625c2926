/**
 * The arrows of the architecture as lint rules: a folder may import from the folders below it, and no construct.
 * Type-only imports are exempt, as they vanish when compiled.
 */
const BELOW: Record<string, readonly string[]> = {
  findings: ['private'],
  private: [],
  api: ['findings'],
  runtime: ['api', 'findings'],
  release: ['runtime', 'api', 'findings'],
  validation: ['release', 'runtime', 'api', 'findings'],
  router: ['release', 'runtime', 'api', 'findings'],
  network: ['validation', 'release', 'runtime', 'api', 'findings'],
  policy: ['network', 'validation', 'release', 'runtime', 'api', 'findings'],
  tenant: ['capacity', 'policy', 'network', 'validation', 'release', 'runtime', 'api', 'findings'],
  capacity: ['policy', 'network', 'validation', 'release', 'runtime', 'api', 'findings'],
  workload: ['validation', 'release', 'runtime', 'api', 'findings', 'private'],
  l1: ['private', 'release', 'api', 'findings'],
  synth: ['private'],
};

const ONLY_IMPORT_OF_PLUS = 'src/private/kplus.ts';
const PLUS = { regex: '^cdk8s-plus-', allowTypeImports: true, message: `cdk8s-plus is imported in ${ONLY_IMPORT_OF_PLUS} alone; use 'import type' here` };

interface Override { files: string[]; rules: Record<string, unknown>; excludedFiles?: string[] }

export function layers(): Override[] {
  const folders = Object.entries(BELOW).flatMap(([folder, below]) => [
    layer(`src/${folder}/*.ts`, '\\.\\./', folder, below),
    layer(`src/${folder}/*/*.ts`, '\\.\\./\\.\\./', folder, below),
  ]);
  return [restrict('src/*.ts', [PLUS]), restrict('src/cli/*.ts', [PLUS]), ...folders];
}

function layer(files: string, up: string, folder: string, below: readonly string[]): Override {
  const allowed = [...below, folder === 'api' ? '../imports' : ''].filter(Boolean).map((name) => `${name}/`).join('|');
  const others = {
    regex: allowed ? `^${up}(?!${allowed})` : `^${up}`,
    allowTypeImports: true,
    message: `src/${folder} may import from ${below.length > 0 ? below.join(', ') : 'no other folder'} only`,
  };
  return restrict(files, [PLUS, others]);
}

function restrict(files: string, patterns: object[]): Override {
  return {
    files: [files],
    excludedFiles: [ONLY_IMPORT_OF_PLUS],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}
