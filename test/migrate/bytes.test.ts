/**
 * Every comment and byte outside of the edits is kept: texts are made of parts that stay and parts that change, in
 * every style that the parts may have, so that the text after the migration is known byte by byte.
 */
import { migrated } from './support';
import { readChunk, split } from '../../src/documents';
import * as fc from '../support/fuzz';

/** A part of a text before and after. */
type Part = string | readonly [before: string, after: string];

interface Style {
  readonly indent: string;
  readonly gap: string;
  readonly quote: '' | "'" | '"';
  readonly isFlow: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  indent: fc.constantFrom('  ', ' ', '    '),
  gap: fc.constantFrom(' ', '   '),
  quote: fc.constantFrom('', "'", '"'),
  isFlow: fc.boolean(),
});

/** What may stand behind a value, or on lines between others. */
const tail = fc.constantFrom('', ' ', ' # note', '   # agents.x-k8s.io/v1alpha1: "x" {', " # it's # replicas: 1");
const between = fc.array(fc.constantFrom('', '   ', '# a: b', '    # replicas: 0', '# "'), { maxLength: 2 });
const extra = fc.constantFrom(
  'shutdownPolicy: Retain',
  'podTemplate: {spec: {containers: []}}',
  'podTemplate:\n@@spec:\n@@- a: "#"\n@@- &x |\n@@  text # replicas\n@@- *x',
  "service: !!bool 'true'",
  'a b: >-\n@@folded\n@@  replicas: 1',
  '? c\n@: [ 1, {d: e}, ]',
);

/** A member that changes, and where it is. */
type Member = readonly [name: readonly [string, string], value: readonly [string, string]];

const sandboxMember = fc.constantFrom<Member>(
  [['replicas', 'operatingMode'], ['0', 'Suspended']], [['replicas', 'operatingMode'], ['1', 'Running']],
  [['replicas', 'operatingMode'], ['0x1', 'Running']],
);

interface Doc {
  readonly kind: string;
  readonly style: Style;
  readonly member: Member;
  readonly tails: readonly string[];
  readonly lines: ReadonlyArray<readonly string[]>;
  readonly extras: readonly string[];
  readonly isFirst: boolean;
}

const doc: fc.Arbitrary<Doc> = fc.record({
  kind: fc.constantFrom('Sandbox', 'SandboxClaim', 'SandboxTemplate', 'SandboxWarmPool', 'ConfigMap'),
  style,
  member: sandboxMember,
  tails: fc.array(tail, { minLength: 8, maxLength: 8 }),
  lines: fc.array(between, { minLength: 8, maxLength: 8 }),
  extras: fc.uniqueArray(extra, { maxLength: 3 }),
  isFirst: fc.boolean(),
});

function partsOf({ kind, style: { indent, gap, quote, isFlow }, member, tails, lines, extras, isFirst }: Doc): Part[] {
  const group = kind === 'Sandbox' ? 'agents.x-k8s.io' : 'extensions.agents.x-k8s.io';
  const quoted = (text: string) => `${quote}${text}${quote}`;
  const parts: Part[] = [];
  let line = 0;
  const end = () => {
    parts.push(tails[line % 8], '\n', ...lines[line % 8].map((each) => `${each}\n`));
    line += 1;
  };
  if (kind === 'ConfigMap') {
    parts.push(`kind: ConfigMap\napiVersion:${gap}v1\ndata: {x: "agents.x-k8s.io"}`);
    end();
    return parts;
  }
  const version = () => {
    parts.push('apiVersion:', gap, [quoted(`${group}/v1alpha1`), quoted(`${group}/v1beta1`)]);
    end();
  };
  if (isFirst) { version(); }
  parts.push('kind:', gap, kind);
  end();
  if (!isFirst) { version(); }
  parts.push('spec:', isFlow ? `${gap}{${gap}` : '');
  const before = isFlow ? '' : indent;
  const key = (name: string) => (isFlow && quote === '"' ? `"${name}"` : name);
  const next = () => {
    if (isFlow) { parts.push(',', gap); } else { end(); }
  };
  if (!isFlow) {
    end();
    for (const each of extras) {
      parts.push(indent, each.replace(/@@/g, indent.repeat(2)).replace(/@/g, indent));
      end();
    }
  }
  if (kind === 'Sandbox') {
    const [[old, now], [count, mode]] = member;
    parts.push(before, [key(old), key(now)], ':', gap, [count, mode]);
    next();
  }
  if (kind === 'SandboxClaim') {
    parts.push(
      before,
      [key('sandboxTemplateRef'), key('warmPoolRef')],
      ':',
      gap,
      '{ name:',
      gap,
      [quoted('python'), quoted('fast')],
      ' }',
    );
    if (isFlow) {
      parts.push([`,${gap}${key('warmpool')}:${gap}fast`, '']);
    } else {
      end();
      const note = tails[line % 8].trimStart();
      // Of a line that goes its comment stays, as far in as the line was.
      if (note === '') {
        parts.push(
          [`${indent}warmpool:${gap}fast${tails[line % 8]}\n`, ''],
          ...lines[line % 8].map((each) => `${each}\n`),
        );
        line += 1;
      } else {
        parts.push(
          indent,
          [`warmpool:${gap}fast${tails[line % 8].slice(0, -note.length)}`, ''],
          note,
          '\n',
          ...lines[line % 8].map((each) => `${each}\n`),
        );
        line += 1;
      }
    }
    if (isFlow) { next(); }
  }
  parts.push(before, `${key('last')}:${gap}x`);
  if (isFlow) { parts.push(' }'); }
  end();
  return parts;
}

const side = (parts: readonly Part[], index: 0 | 1) =>
  parts.map((part) => (typeof part === 'string' ? part : part[index])).join('');

test('keeps every byte that does not have to change, and a second run keeps all', () => {
  let [count, changed] = [0, 0];
  fc.assert(
    fc.property(
      fc.array(doc, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (docs, lineEnd, mark) => {
        const parts = docs.flatMap((each, index): Part[] => [...(index > 0 ? ['---\n'] : []), ...partsOf(each)]);
        const [before, after] = ([0, 1] as const).map((index) =>
          `${mark ? '\ufeff' : ''}${side(parts, index)}`.replace(/\n/g, lineEnd),
        );
        // Only what is YAML is a case.
        try {
          for (const chunk of split([before])) {
            readChunk(chunk);
          }
        } catch {
          return;
        }
        count += 1;
        const {
          after: { 'a.yaml': text },
          findings,
        } = migrated({ 'a.yaml': before });
        expect(findings).toEqual([]);
        expect(text).toBe(after);
        if (text !== before) {
          changed += 1;
        }
        expect(migrated({ 'a.yaml': text }).after['a.yaml']).toBe(text);
      },
    ),
    { numRuns: 500 },
  );
  expect(count).toBeGreaterThan(300);
  expect(changed).toBeGreaterThan(280);
});
