import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');

/**
 * Writes generated files; with `--check` among the arguments it writes nothing, names each file that differs and
 * makes the process fail.
 *
 * @param command the projen task that writes them
 * @param files their texts by path below the root of the repository
 */
export function writeOrCheck(command: string, files: Readonly<Record<string, string>>): void {
  const check = process.argv.includes('--check');
  for (const [path, text] of Object.entries(files)) {
    const file = join(ROOT, path);
    if (!check) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      console.error(`${path} differs from what 'npx projen ${command}' writes`);
      process.exitCode = 1;
    }
  }
}
