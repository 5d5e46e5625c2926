import { changeFlags, flag, Flag, LONGER_THAN_ZERO, NOT_NEGATIVE, POSITIVE } from '../../src/release/flags';

const WORKERS = flag('workers', 'int', 1, 'Objects at a time.', POSITIVE);
const DELAY = flag('delay', 'duration', '5m', 'How long.', LONGER_THAN_ZERO);

function flags(...list: Flag[]): ReadonlyMap<string, Flag> {
  return new Map(list.map((one) => [one.name, Object.freeze(one)]));
}

describe('flag', () => {
  test.each<[string | number | boolean, string]>([
    [true, 'true'],
    [false, 'false'],
    [0, '0'],
    [-1, '-1'],
    [1.5, '1.5'],
    ['', ''],
    ['5m', '5m'],
  ])('the default %p is written %j', (value, written) => {
    expect(flag('a', 'string', value, 'A.')).toStrictEqual({
      name: 'a',
      type: 'string',
      default: written,
      description: 'A.',
    });
  });

  test('bounds become part of it', () => {
    expect(WORKERS).toStrictEqual({
      name: 'workers',
      type: 'int',
      default: '1',
      description: 'Objects at a time.',
      minimum: 1,
    });
    expect(DELAY).toMatchObject({ minimum: 0, exclusive: true });
    expect(flag('a', 'float', 0, 'A.', NOT_NEGATIVE)).toMatchObject({ minimum: 0 });
    expect(flag('a', 'float', 0, 'A.', NOT_NEGATIVE)).not.toHaveProperty('exclusive');
    expect(flag('a', 'string', '', 'A.', { enum: ['json'] }).enum).toEqual(['json']);
  });
});

describe('changeFlags', () => {
  const before = flags(WORKERS, DELAY);

  test('changes nothing by itself', () => {
    expect(changeFlags(before, {})).toEqual(before);
  });

  test('adds at the end', () => {
    const level = flag('level', 'string', 'info', 'Level.');
    expect([...changeFlags(before, { add: [level] }).values()]).toEqual([WORKERS, DELAY, level]);
  });

  test('removes', () => {
    expect(changeFlags(before, { remove: ['workers'] })).toEqual(flags(DELAY));
  });

  test('gives new defaults in the notation of the flag, and keeps the rest', () => {
    const after = changeFlags(before, { defaults: { workers: 50, delay: '1m' } });
    expect(after).toEqual(flags({ ...WORKERS, default: '50' }, { ...DELAY, default: '1m' }));
    expect([...after.keys()]).toEqual(['workers', 'delay']);
  });

  test('replaces a flag that is removed and added', () => {
    const other = flag('workers', 'string', 'auto', 'How many.');
    expect(changeFlags(before, { remove: ['workers'], add: [other] })).toEqual(flags(DELAY, other));
  });

  test('leaves the flags it was given', () => {
    changeFlags(before, { remove: ['delay'], defaults: { workers: 2 }, add: [flag('a', 'bool', true, 'A.')] });
    expect(before).toEqual(flags(WORKERS, DELAY));
  });

  test('fails if a flag is added twice', () => {
    expect(() => changeFlags(before, { add: [WORKERS] })).toThrow('--workers is there already');
    const a = flag('a', 'bool', true, 'A.');
    expect(() => changeFlags(before, { add: [a, a] })).toThrow('--a is there already');
  });

  test('fails if a flag is removed that is not there', () => {
    expect(() => changeFlags(before, { remove: ['level'] })).toThrow('cannot remove --level: there is no such flag');
  });

  test('fails if the default of a flag changes that is not there, or goes', () => {
    expect(() => changeFlags(before, { defaults: { level: 'debug' } })).toThrow(
      'cannot change the default of --level: there is no such flag',
    );
    expect(() => changeFlags(before, { remove: ['delay'], defaults: { delay: '1m' } })).toThrow(
      'cannot change the default of --delay',
    );
  });
});
