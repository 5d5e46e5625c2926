import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const SHIMS = join(ROOT, 'site/playground/shims');

/** Modules of which the playground has all: a package stands for them. */
const WHOLE = ['path'];

/** What src/ imports of modules of Node, as `fs.readFileSync`. */
function imported(): string[] {
  // A rehearsal starts programs, which a browser cannot.
  const names = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
    .filter((name) => /^(?!rehearsal).*\.ts$/.test(name));
  return names.flatMap((name) => {
    const text = readFileSync(join(ROOT, 'src', name), 'utf8');
    return [...text.matchAll(/^import \{([^}]*)\} from 'node:([a-z_/]+)'/gm)].flatMap(([, list, module]) =>
      list.split(',').flatMap((each) => (/\w+/.exec(each.trim()) ?? []).map((member) => `${module}.${member}`)));
  });
}

test('the playground has what src/ takes of Node', () => {
  const shims = new Map(readdirSync(SHIMS).map((file) => [
    file.replace(/-/g, '_').replace(/\.ts$/, ''),
    readFileSync(join(SHIMS, file), 'utf8'),
  ]));
  const missing = [...new Set(imported())].filter((each) => {
    const [module, member] = each.split('.');
    if (WHOLE.includes(module)) { return false; }
    return !new RegExp(`^export (?:(?:const|function|class) ${member}\\b|\\{[^}]*\\b${member}\\b)`, 'm')
      .test(shims.get(module) ?? '');
  });
  // A file of site/playground/shims/ stands for each module; see site/README.md.
  expect(missing).toEqual([]);
});
