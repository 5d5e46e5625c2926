import { CelBudgetError, CelError, CelWorkError, compile, DYN } from '../../../src/judge/cel';

const TEXT = 'ab '.repeat(100_000);
const LIST = Array.from({ length: 30_000 }, (_, index) => index);
const OBJECT = {
  text: TEXT,
  blank: ' '.repeat(300_000),
  digits: '9'.repeat(300_000),
  list: LIST,
  texts: LIST.map(String),
  map: Object.fromEntries(LIST.map((each) => [String(each), each])),
};

function outcome(expression: string): unknown {
  try {
    return compile(expression, { object: DYN }).evaluate({ object: OBJECT });
  } catch (error) {
    return error;
  }
}

// Each reads or makes a text of 300,000 characters, or a list or map of 30,000 items.
test.each([
  'object.text.size() < 0',
  'size(object.list) < 0',
  'object.map.size() < 0',
  'object.text == object.text + "a"',
  'object.text > object.text + "a"',
  'object.list != object.list',
  'object.map != object.map',
  'object.text + "a" == ""',
  '(object.list + [1]).size() < 0',
  '30000 in object.list',
  '[object.list] != [object.list]',
  '!(object.list in [object.list])',
  'object.text.charAt(1) == ""',
  'object.text.indexOf("c") == 1',
  'object.text.lastIndexOf("c") == 1',
  'object.text.contains("c")',
  'object.text.startsWith("c")',
  'object.text.endsWith("c")',
  'object.text.lowerAscii() == ""',
  'object.text.upperAscii() == ""',
  'object.text.replace("a", "aaaaaa") == ""',
  'object.text.split("a").size() == 0',
  'object.text.substring(1) == ""',
  'object.blank.trim() == "a"',
  'object.texts.join(",") == ""',
  'strings.quote(object.text) == ""',
  '"%s".format([object.text]) == ""',
  '"%s".format([object.list]) == ""',
  'object.text.matches("^(a+b* )+c$")',
  'object.text.find("c$") == "c"',
  'object.text.findAll("c").size() == 1',
  'bytes(object.text) == b""',
  'object.list.isSorted() == false',
  'object.list.sum() == 0',
  'object.list.max() == 0',
  'object.list.min() == 1',
  'object.list.indexOf(-1) == 0',
  'object.list.lastIndexOf(-1) == 0',
  'object.list.slice(0, 30000) == []',
  '[object.list].flatten() == []',
  'object.list.reverse() == []',
  'object.list.sort() == []',
  'lists.range(30000) == []',
  'sets.contains(object.list, [-1])',
  'sets.intersects(object.list, [-1])',
  'sets.equivalent(object.list, [-1])',
  'object.list.map(x, x) == []',
  'object.list.filter(x, x < 0) == [1]',
  'object.list.exists(x, x < 0)',
  '!object.list.all(x, x >= 0)',
  'object.list.exists_one(x, x < 0)',
  'object.list.transformList(i, x, x) == []',
  'object.map.transformMap(k, v, v) == {}',
  'isQuantity(object.digits) == false',
  'isIP(object.text)',
  'isCIDR(object.text)',
  'isURL(object.text)',
  'isSemver(object.text)',
  'format.dns1123Label().validate(object.text) == optional.none()',
  'type(int(object.digits)) == string',
  'type(uint(object.digits)) == string',
  'type(double(object.digits)) == string',
  'type(bool(object.text)) == int',
  'type(duration(object.digits)) == string',
  'type(timestamp(object.digits)) == string',
])('%s is charged for what it reads', (expression) => {
  let charged: number;
  try {
    const { cost, work } = compile(expression, { object: DYN }).charges({ object: OBJECT });
    charged = cost + work;
  } catch (error) {
    // A conversion that fails is charged before.
    charged = spentOnFailure(expression);
    expect(error).toBeInstanceOf(CelError);
  }
  expect(charged).toBeGreaterThan(15_000);
});

function spentOnFailure(expression: string): number {
  const { cost, work } = compile(`(${expression}) || true`, { object: DYN }).charges({ object: OBJECT });
  return cost + work;
}

/** A list of 31 lists in each other, each of which is in the next one twice. */
const SHARED = `[[1]]${'.map(a, [a, a])'.repeat(30)}`;

// One evaluation of each walks or makes too much.
test.each([
  ['a list', 'lists.range(1000000000).size() > 0'],
  ['a list that doubles', `[object.list]${'.map(a, a + a)'.repeat(10)}.size() > 0`],
  ['a text of a text', 'object.text.replace("", object.text).size() > 0'],
  ['a text of a list', 'object.list.map(x, object.text).join().size() > 0'],
  ['a text of a format', `'${'%s'.repeat(1000)}'.format([${'object.text, '.repeat(1000)}]).size() > 0`],
  ['distinct items', 'object.texts.distinct().size() > 0'],
  ['a list sorted by a key', 'object.list.sortBy(x, -x).size() > 0'],
  ['nested loops', 'lists.range(2000).all(x, lists.range(2000).all(y, x + y >= 0))'],
  ['a comparison of lists that share their items', `${SHARED} == ${SHARED}`],
  ['the text of a list that shares its items', `'%s'.format([${SHARED}]) == ''`],
  ['a list of a list that shares its items', `dyn(${SHARED}).flatten(40).size() == 1`],
  ['a large pattern', "object.text.matches('(?i)\\\\pL{1000}(?i)\\\\pL{1000}(?i)\\\\pL{1000}x')"],
  ['a long pattern', 'object.text.matches(object.text)'],
  ['a pattern that reads all of the rest for each match', "object.blank.findAll(' *x| ').size() == 1"],
])('fails if it makes or reads too much: %s', (_, expression) => {
  expect(outcome(`${expression} || true`)).toBeInstanceOf(CelBudgetError);
});

test.each<[string, number]>([
  ['1 + 1', 1], ['object.a', 2], ['object.a.b', 3], ['has(object.a)', 1], ["object.s == 'abc'", 3], ["'abc'.size()", 1],
  ['[object.a]', 12], ["{'a': object.a}", 32], ['[1, 2].all(x, x > 0)', 11], ['[1, 2].exists(x, x > 0)', 10],
  ['[1, 2].map(x, x)', 27], ['[1, 2].filter(x, x > 1)', 18], ["object.s.matches('[a-z]+')", 4], ['lists.range(10)', 21],
  ['[1, 2, 3].distinct()', 29], ["quantity('1Gi')", 1], ["'a,b'.split(',')", 1], ["object.s.contains('b')", 3],
])('%s costs what the API server charges', (expression, cost) => {
  const object = { a: { b: 1 }, s: 'abc' };
  expect(compile(expression, { object: DYN }).charges({ object }).cost).toBe(cost);
});

test('fails in its own way if only this engine cannot afford it', () => {
  const error = outcome(`${SHARED} == ${SHARED}`);
  expect(error).toBeInstanceOf(CelWorkError);
  expect((error as Error).message).toBe('the evaluation takes too much work to be done here');
});

test('fails if the cost is exceeded, whatever stands beside', () => {
  const message = 'the expression costs more than 1000000, the limit of the API server for one evaluation';
  const loops = 'lists.range(2000).all(x, lists.range(2000).all(y, x + y >= 0))';
  expect(outcome(`${loops} || true`)).toEqual(new CelBudgetError(message));
  expect(outcome(`true && (${loops} || true)`)).toEqual(new CelBudgetError(message));
});

test('is one for each evaluation', () => {
  const program = compile('lists.range(100000).all(x, x >= 0)', {});
  expect([1, 2, 3].map(() => program.evaluate({}))).toEqual([true, true, true]);
});
