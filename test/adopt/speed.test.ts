import { importObjects } from '../../src/adopt';
import { Catalogue } from '../../src/release/catalogue';
import { randomPlatform } from '../support/adopt/random-platforms';

/** So many different objects, in twenty namespaces. */
function objects(count: number): any[] {
  const all: any[] = [];
  for (let seed = 1; all.length < count; seed++) {
    for (const { metadata, ...rest } of JSON.parse(JSON.stringify(randomPlatform(seed)))) {
      const namespace = metadata.namespace && `${String(metadata.namespace)}-${seed % 20}`;
      all.push({ ...rest, metadata: { ...metadata, name: `${String(metadata.name)}-${seed}`, namespace } });
    }
  }
  return all.slice(0, count);
}

test('four times the objects take about four times the time', () => {
  const seconds = (count: number) => {
    const given = objects(count);
    const before = process.cpuUsage();
    expect(importObjects(given, undefined, Catalogue.standard()).differences).toEqual([]);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  seconds(100);
  const [few, many] = [seconds(200), seconds(800)];
  // Quadratic growth would be sixteen times.
  expect(many / few).toBeLessThan(9);
});
