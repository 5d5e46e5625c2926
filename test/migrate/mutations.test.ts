/** Broken texts: nothing is damaged, nothing fails, and a second run changes nothing. */
import { migrated } from './support';
import { readChunk, split } from '../../src/documents';
import { oldObject, STYLES } from '../oracle/migration/cases';
import { Random } from '../oracle/structural/random';

/** What is put into texts, besides what is cut out of them. */
const BITS = [
  '&a ', '*a', '# c', '\n', '  ', '- ', ': ', '{', '}', '[', ']', '"', "'", '|', '>', '<<: *a\n', '---\n', '\t', ',',
  '? ', '!!str ', 'replicas: 1\n', 'spec:', '{{ x }}', '\r', '...\n', '%',
];

test('1,000 broken texts are migrated or left as they are, and say which', () => {
  const outcomes = { changed: 0, left: 0, unread: 0 };
  for (let index = 0; index < 1000; index++) {
    const random = new Random(index * 31 + 5);
    const [, name, print] = STYLES[index % STYLES.length];
    let text = print([oldObject(index), oldObject(index + 1)]);
    for (let count = 1 + random.below(3); count > 0; count--) {
      const at = random.below(text.length);
      const cut = random.chance(0.5) ? random.below(6) : 0;
      text = text.slice(0, at) + (random.chance(0.8) ? random.pick(BITS) : '') + text.slice(at + cut);
    }
    const { after: { [name]: after }, findings, migrated: counts } = migrated({ [name]: text });
    if (findings.some(({ code }) => code === 'ASB414')) {
      expect(after).toBe(text);
      expect(readable(text)).toBe(false);
      outcomes.unread += 1;
    } else if (after === text) {
      expect(counts.size).toBe(0);
      outcomes.left += 1;
    } else {
      expect(readable(after)).toBe(true);
      expect(migrated({ [name]: after }).after[name]).toBe(after);
      outcomes.changed += 1;
    }
  }
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(5);
});

test('a key with an escape that only YAML knows, in braces', () => {
  const text = '{"apiVersion": "agents.x-k8s.io/v1alpha1", "kind": "Sandbox", "metadata": {"a\tb": "\\x41"}}';
  expect(migrated({ 'a.yaml': text })).toMatchObject({
    after: { 'a.yaml': text.replace('v1alpha1', 'v1beta1') }, findings: [],
  });
});

function readable(text: string): boolean {
  try {
    for (const chunk of split([text])) { readChunk(chunk); }
    return true;
  } catch {
    return false;
  }
}
