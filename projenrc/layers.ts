import { ROOMS } from './rooms';

const ONLY_IMPORT_OF_PLUS = 'src/kubernetes/kplus.ts';
const PLUS = {
  regex: '^cdk8s-plus-',
  allowTypeImports: true,
  message: `cdk8s-plus is imported in ${ONLY_IMPORT_OF_PLUS} alone; use 'import type' here`,
};

/** What is no room of `src/` and may be imported all the same, by room. */
const BESIDES: Readonly<Record<string, readonly string[]>> = { kubernetes: ['imports'] };

interface Override { files: string[]; rules: Record<string, unknown>; excludedFiles?: string[] }

/**
 * The floors of `rooms.ts` as lint rules: type-only imports count, but for those of cdk8s-plus, as loading it is the
 * point.
 */
export function layers(): Override[] {
  return [restrict('src/*.ts', []), ...ROOMS.flatMap(({ name, floor }) => {
    const below = ROOMS.filter((room) => room.floor < floor).map((room) => room.name);
    const allowed = [...below, ...(BESIDES[name] ?? []).map((each) => `\\.\\./${each}`)];
    // A path that leaves the room climbs as many folders as the file is deep in it.
    return [0, 1, 2].map((depth) =>
      restrict(`src/${name}/${'*/'.repeat(depth)}*.ts`, [
        {
          regex: `^(?:\\.\\./){${depth + 1}}(?!(?:${allowed.join('|')})(?:/|$))`,
          message: `src/${name} may import rooms of lower floors only: ${below.join(', ') || 'none'}`,
        },
      ]),
    );
  })];
}

function restrict(files: string, patterns: object[]): Override {
  return {
    files: [files],
    excludedFiles: [ONLY_IMPORT_OF_PLUS],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [PLUS, ...patterns] }] },
  };
}
