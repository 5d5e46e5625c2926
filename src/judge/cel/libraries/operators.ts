/** The types of operators; the evaluator knows what they do. */
import type { Library } from '../functions';

const ADDED = [
  'bytes, bytes) -> bytes', 'double, double) -> double', 'duration, duration) -> duration',
  'duration, timestamp) -> timestamp', 'timestamp, duration) -> timestamp', 'int, int) -> int',
  'list(A), list(A)) -> list(A)', 'string, string) -> string', 'uint, uint) -> uint',
];
const SUBTRACTED = [
  'double, double) -> double', 'duration, duration) -> duration', 'int, int) -> int',
  'timestamp, duration) -> timestamp', 'timestamp, timestamp) -> duration', 'uint, uint) -> uint',
];
const NUMBERS = ['double, double) -> double', 'int, int) -> int', 'uint, uint) -> uint'];
const INTEGERS = ['int, int) -> int', 'uint, uint) -> uint'];
const ORDERED = [
  ...['bool', 'string', 'bytes', 'timestamp', 'duration'].map((type) => `${type}, ${type}) -> bool`),
  ...['int', 'uint', 'double'].flatMap((left) =>
    ['int', 'uint', 'double'].map((right) => `${left}, ${right}) -> bool`),
  ),
];

function signatures(sign: string, of: readonly string[]): Library {
  return Object.fromEntries(of.map((rest) => [`${sign}(${rest}`, undefined]));
}

export const OPERATORS: Library = {
  ...signatures('?:', ['bool, A, A) -> A']),
  ...signatures('||', ['bool, bool) -> bool']),
  ...signatures('&&', ['bool, bool) -> bool']),
  ...signatures('!', ['bool) -> bool']),
  ...signatures('==', ['A, A) -> bool']),
  ...signatures('!=', ['A, A) -> bool']),
  ...signatures('+', ADDED),
  ...signatures('-', SUBTRACTED),
  ...signatures('*', NUMBERS),
  ...signatures('/', NUMBERS),
  ...signatures('%', INTEGERS),
  ...signatures('-_', ['double) -> double', 'int) -> int']),
  ...['<', '<=', '>', '>='].reduce((all, sign) => ({ ...all, ...signatures(sign, ORDERED) }), {}),
  ...signatures('in', ['A, list(A)) -> bool', 'A, map(A, B)) -> bool']),
  ...signatures('[]', [
    'list(A), int) -> A', 'map(A, B), A) -> B', 'optional(list(V)), int) -> optional(V)',
    'optional(map(K, V)), K) -> optional(V)',
  ]),
  ...signatures('[?]', [
    'list(V), int) -> optional(V)', 'optional(list(V)), int) -> optional(V)', 'map(K, V), K) -> optional(V)',
    'optional(map(K, V)), K) -> optional(V)',
  ]),
};
