import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rereadable } from '../../../src/cli/validate/rereadable-text';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

const PIECE = 1024 * 1024;
const MEGABYTES = 33;

/** A file of 33 pieces, one more than are kept, and those of them that are in memory. */
function file(size: number | undefined): { next(): void; inMemory(): number } {
  const refs: Array<WeakRef<object>> = [];
  const pieces = function* () {
    for (let index = 0; index < MEGABYTES; index++) {
      // An object in the place of a text, as only those can be watched.
      const piece = { length: PIECE };
      refs.push(new WeakRef(piece));
      yield piece as unknown as string;
    }
  };
  const [text] = rereadable([{ name: 'a', isNamed: true, isPipe: false, size, pieces }], true);
  const reading = text.pieces()[Symbol.iterator]();
  return {
    next: () => { reading.next(); },
    inMemory: () => {
      gc();
      return refs.filter((ref) => ref.deref() !== undefined).length;
    },
  };
}

test('a file that is too large to be kept is not held while it is read', async () => {
  const { next, inMemory } = file(MEGABYTES * PIECE);
  for (let index = 0; index < 30; index++) { next(); }
  await setImmediate();
  expect(inMemory()).toBeLessThanOrEqual(2);
});

test('a file that grows beyond what is kept is let go', async () => {
  const { next, inMemory } = file(PIECE);
  for (let index = 0; index < MEGABYTES; index++) { next(); }
  await setImmediate();
  expect(inMemory()).toBeLessThanOrEqual(2);
});

test('a file that is not too large is read once', () => {
  let count = 0;
  const pieces = function* () {
    count++;
    yield 'a';
    yield 'b';
  };
  const [text] = rereadable([{ name: 'a', isNamed: true, isPipe: false, size: 2, pieces }], true);
  expect([...text.pieces(), ...text.pieces()]).toEqual(['a', 'b', 'a', 'b']);
  expect(count).toBe(1);
});
