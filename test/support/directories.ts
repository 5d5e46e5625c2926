import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
