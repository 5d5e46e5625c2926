import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputTexts } from '../../src/cli/input';

const PIECE = 1024 * 1024;

function readBack(bytes: Buffer): string {
  const directory = mkdtempSync(join(tmpdir(), 'input-'));
  try {
    const file = join(directory, 'a.yaml');
    writeFileSync(file, bytes);
    return [...inputTexts([file], 0, (error) => { throw error; })].flatMap((source) => [...source.pieces()]).join('');
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test.each([0, 1, 2, 3, 4])('a character may begin %i bytes before a piece of the file ends', (before) => {
  for (const character of ['\u00e9', '\u4e2d', '\u{1f600}']) {
    const text = `\ufeff${'x'.repeat(PIECE - before - 3)}${character}${'y'.repeat(PIECE)}${character}`;
    expect(readBack(Buffer.from(text)) === text).toBe(true);
  }
});

test.each([1, 2, 3])('fails if a character lacks its last bytes: %i', (missing) => {
  const whole = Buffer.from(`${'x'.repeat(PIECE - 2)}\u{1f600}`);
  expect(() => readBack(whole.subarray(0, whole.length - missing))).toThrow('the text is not UTF-8');
});
