import { LayerArrow, layersOf } from '../../src/pictures/layers';
import * as fc from '../support/fuzz';

const box = (id: string, height = 40) => ({ id, height });
const arrow = (text: string): LayerArrow => ({ from: text[0], to: text[1] });

function columns(boxes: string, arrows: readonly string[]): Record<string, number> {
  const { places } = layersOf([...boxes].map((id) => box(id)), arrows.map(arrow), 10, 20);
  return Object.fromEntries([...places].map(([id, { column }]) => [id, column]));
}

describe('columns', () => {
  test('follow the longest path', () => {
    expect(columns('tpcs', ['tp', 'pc', 'cs', 'tc'])).toEqual({ t: 0, p: 1, c: 2, s: 3 });
  });

  test('what nothing leads to is beside what it leads to', () => {
    expect(columns('tpch', ['tp', 'pc', 'hc'])).toEqual({ t: 0, p: 1, c: 2, h: 1 });
  });

  test('a circle is no obstacle, and neither are arrows to the box itself and to none', () => {
    expect(columns('abc', ['ab', 'bc', 'ca', 'aa', 'az'])).toEqual({ a: 0, b: 1, c: 2 });
  });
});

test('a chain is a straight line, whatever the heights of its boxes', () => {
  const { places } = layersOf(
    [box('t', 80), box('h', 60), box('p', 40), box('c', 50)], ['tp', 'hp', 'pc'].map(arrow), 10, 20,
  );
  expect(places.get('c')!.y).toBeCloseTo(places.get('p')!.y, 0);
});

test('boxes that no arrow joins are one below the other', () => {
  const { places, height } = layersOf([box('a'), box('b')], [], 10, 20);
  expect([places.get('a')!.y, places.get('b')!.y, height]).toEqual([20, 80, 100]);
});

test('no two boxes of a column overlap, all are inside, and arrows without circles lead to the right', () => {
  const ids = 'abcdefghij';
  const anyArrow = fc.tuple(fc.nat(9), fc.nat(9)).filter(([one, other]) => one < other);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 10, max: 90 }), { minLength: 10, maxLength: 10 }), fc.array(anyArrow), (
      heights,
      pairs,
    ) => {
      const boxes = [...ids].map((id, index) => box(id, heights[index]));
      const arrows = pairs.map(([one, other]) => arrow(ids[one] + ids[other]));
      const { places, height } = layersOf(boxes, arrows, 10, 20);
      for (const { from, to } of arrows) { expect(places.get(from)!.column).toBeLessThan(places.get(to)!.column); }
      for (const one of boxes) {
        const own = places.get(one.id)!;
        expect(own.y - one.height / 2).toBeGreaterThan(-0.01);
        expect(own.y + one.height / 2).toBeLessThan(height + 0.01);
        for (const other of boxes) {
          const its = places.get(other.id)!;
          if (one === other || own.column !== its.column) { continue; }
          expect(Math.abs(own.y - its.y)).toBeGreaterThan((one.height + other.height) / 2 + 9.99);
        }
      }
    }),
  );
});
