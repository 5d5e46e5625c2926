/** What both sides of a comparison have in common is one object, so that it is neither compared nor judged again. */
import { SANDBOX } from './support';
import { Memory } from '../../src/documents';
import { GivenObjects } from '../../src/judge/manifests/context-objects';
import { isRepeated, markRepeated } from '../../src/judge/schema';
import type { Loose } from '../../src/kubernetes/read-json';

// Style of printed manifests: braces are read by another reader, which remembers nothing.
const PRINTED = SANDBOX.replace(/containers: \[.*\n/, `containers:
        - name: main
          image: registry.example.com/dev:1
          resources:
            limits:
              cpu: 1
`).replace(/metadata: \{.*\n/, 'metadata:\n  name: dev\n');

test('equal parts of two sides are the same object, and known as repeated', () => {
  const memory = new Memory(markRepeated);
  const [before, after] = [PRINTED, PRINTED.replace('dev:1', 'dev:2')].map((text) => {
    const objects = new GivenObjects(undefined, memory);
    objects.read({ name: 'a.yaml', isStrict: true }, { text, line: 1 });
    const [container] = (objects.all[0].object as Loose as any).spec.podTemplate.spec.containers;
    return container;
  });
  expect([before.image, after.image]).toEqual(['registry.example.com/dev:1', 'registry.example.com/dev:2']);
  expect(after.resources).toBe(before.resources);
  expect(isRepeated(after.resources)).toBe(true);
});
