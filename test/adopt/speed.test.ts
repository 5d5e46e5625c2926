import { importObjects } from '../../src/adopt';
import { Section } from '../../src/adopt/section';
import { KindObject } from '../../src/app/kind-object';
import { ScopedApiObject } from '../../src/app/scoped-api-object';
import { Catalogue } from '../../src/release/catalogue';
import { randomPlatform } from '../support/adopt/random-platforms';

/** Some platforms, each of which is given once more in namespaces of its own. */
const PLATFORMS = [1, 2, 3, 4, 5].map(randomPlatform);
const OBJECTS = PLATFORMS.flat().length;

interface Work {
  /** Runs of statements. */
  runs: number;
  /** Constructs whose objects were compared with those given. */
  compared: number;
  /** Objects that were rendered. */
  rendered: number;
  /** Reads of members of the specs that were given. */
  reads: number;
}

/** The work of an import of so many copies of all platforms. */
function workOf(copies: number): Work {
  const work = { runs: 0, compared: 0, rendered: 0, reads: 0 };
  const spies = [
    jest.spyOn(Section.prototype, 'run'),
    jest.spyOn(Section.prototype, 'printed'),
    jest.spyOn(KindObject.prototype, '_render'),
    jest.spyOn(ScopedApiObject.prototype, '_render'),
  ];
  const given = Array.from({ length: copies }, (_, copy) => PLATFORMS.flatMap((platform, index) =>
    platform.map((object) => counted(inOwnNamespaces(object, `${index}-${copy}`), () => { work.reads += 1; })))).flat();
  try {
    expect(importObjects(given, undefined, Catalogue.standard()).differences).toEqual([]);
    const [runs, compared, ...rendered] = spies.map(({ mock }) => mock.calls.length);
    return { ...work, runs, compared, rendered: rendered.reduce((sum, each) => sum + each) };
  } finally {
    for (const spy of spies) { spy.mockRestore(); }
  }
}

function inOwnNamespaces(object: any, suffix: string): any {
  const { metadata: { name, namespace, ...metadata }, ...rest } = JSON.parse(JSON.stringify(object));
  return {
    ...rest,
    metadata: namespace === undefined
      ? { ...metadata, name: `${name}-${suffix}` }
      : { ...metadata, name, namespace: `${namespace}-${suffix}` },
  };
}

/** An object that tells of each read of its spec. */
function counted({ spec, ...object }: any, read: () => void): any {
  const watched = (value: any): any => {
    if (typeof value !== 'object' || value === null) { return value; }
    const copy = Array.isArray(value)
      ? value.map(watched)
      : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, watched(each)]));
    return new Proxy(copy, {
      get: (target, key) => {
        read();
        return Reflect.get(target, key);
      },
    });
  };
  return { ...object, ...(spec !== undefined && { spec: watched(spec) }) };
}

test('the work for an object does not depend on how many there are', () => {
  const [few, many] = [workOf(1), workOf(4)];
  for (const kind of Object.keys(few) as Array<keyof Work>) {
    expect(few[kind]).toBeGreaterThan(0);
    // No more than four times; the chart of objects without a namespace is there once.
    expect({ kind, ratio: Math.max(many[kind] / few[kind], 4) }).toEqual({ kind, ratio: 4 });
  }
});

test('the work for an object is that of about one proposal', () => {
  const { runs, compared, rendered } = workOf(1);
  // The construct, and each object that it refers to; few need a second proposal.
  expect(runs / OBJECTS).toBeLessThan(2);
  expect(compared / OBJECTS).toBeLessThan(1.2);
  // Once to compare the proposal, then to judge the program and to prove it, of which a run may be needed twice.
  expect(rendered / OBJECTS).toBeLessThan(4);
});
