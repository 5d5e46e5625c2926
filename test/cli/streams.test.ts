import * as fs from 'node:fs';
import { standardStream } from '../../src/cli/streams';

jest.mock('node:fs', () => ({ ...jest.requireActual('node:fs'), writeSync: jest.fn() }));

const writeSync = fs.writeSync as unknown as jest.Mock<number, [number, Uint8Array, number]>;
let written: string[];

/** What the system does with the next writes: takes so many bytes, or fails. */
function systemDoes(...answers: Array<number | string>): void {
  writeSync.mockImplementation((_, bytes, offset) => {
    const answer = answers.shift() ?? bytes.length;
    if (typeof answer === 'string') { throw Object.assign(new Error(answer), { code: answer }); }
    const taken = Math.min(answer, bytes.length - offset);
    written.push(Buffer.from(bytes.subarray(offset, offset + taken)).toString('latin1'));
    return taken;
  });
}

beforeEach(() => {
  written = [];
  writeSync.mockReset();
});
afterEach(() => jest.restoreAllMocks());

test('writes to the descriptor, and on when it takes a part', () => {
  systemDoes(2, 1);
  standardStream(2)('abcdef');
  expect(written).toEqual(['ab', 'c', 'def']);
  expect(writeSync.mock.calls.map(([descriptor]) => descriptor)).toEqual([2, 2, 2]);
});

test('writes no more when nobody reads on', () => {
  systemDoes(1, 'EPIPE');
  const write = standardStream(1);
  write('abc');
  write('def');
  expect(written).toEqual(['a']);
  expect(writeSync).toHaveBeenCalledTimes(2);
});

test('leaves the rest, and all that follows, to the stream of the process when the descriptor takes nothing now', () => {
  // Within a character.
  systemDoes(2, 'EAGAIN');
  const stream = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const listeners = process.stdout.listeners('error').length;
  const write = standardStream(1);
  write('aéb');
  write('c');
  const rest = stream.mock.calls.map(([chunk]) => Buffer.from(chunk).toString('latin1'));
  expect([...written, ...rest].join('')).toBe(Buffer.from('aébc').toString('latin1'));
  expect(writeSync).toHaveBeenCalledTimes(2);
  const added = process.stdout.listeners('error').slice(listeners) as Array<(error: Error) => void>;
  expect(added).toHaveLength(1);
  process.stdout.removeListener('error', added[0]);
  expect(() => added[0](Object.assign(new Error('gone'), { code: 'EPIPE' }))).not.toThrow();
  expect(() => added[0](Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
});

test('fails if the descriptor cannot be written to', () => {
  systemDoes('ENOSPC');
  expect(() => standardStream(1)('abc')).toThrow('ENOSPC');
});
