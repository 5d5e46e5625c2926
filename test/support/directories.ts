import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Makes directories that are gone after each test of the file. */
export function directories(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const directory of made.splice(0)) { rmSync(directory, { recursive: true, force: true }); }
  });
  return () => {
    const directory = mkdtempSync(join(tmpdir(), 'agent-sandbox-'));
    made.push(directory);
    return directory;
  };
}

/** Writes files below a directory, with the directories that they are in. */
export function writeFiles(root: string, texts: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}
