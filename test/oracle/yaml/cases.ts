import { Random } from '../structural/random';

/** Characters that mean something to readers of YAML, or that readers treat in different ways. */
const CHARACTERS = [
  '\n', '\n', '\n', ' ', ' ', ' ', '  ', '\t', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\ufeff', '\u00a0', '\u0000',
  '\u0007', '\u007f', '\u009f', '\ufffe', '#', ' # c', '-', '- ', '? ', '?', ':', ': ', ',', '[', ']', '{', '}', '&a',
  '*a', '!', '!!str ', '!!int ', '|', '>', '|-', '>+', '|2', "'", '"', '\\', '%', '@', '`', '<<', '<<: *a', '=', '~',
  '.', '...', '---', '--- ', '%YAML 1.1', '%TAG ! a:', 'é', '中', '😀', '\u{10ffff}', '\u200b', '/',
];
const WORDS = [
  'a', 'b', 'key', 'null', 'Null', '~', 'yes', 'No', 'on', 'y', 'true', 'FALSE', '0', '-0', '1', '+1', '01', '0755',
  '08', '0o7', '0x1F', '0b11', '1_000', '_1', '+_1', '1.0', '1.5', '.5', '._5', '1.', '1e3', '1e400', '1e1_0', '1.e+3',
  '.inf', '-.Inf', '.nan', '9223372036854775807', '9223372036854775808', '18446744073709551615', '18446744073709551616',
  '123456789012345678901234567890', '2026-10-08', '2026-10-08T12:00:00Z', '12:30', '1:2:3', '${X}', '{{ .x }}', '"a b"',
  "'it''s'", '"\\u00e9"', '"\\/"', '"\\ud83e\\udd23"', '"\\x41"', '"\\U0001F600"', '"it\\\'s"', '"a\\\n  b"', '"\\q"',
  '"a\n\n  b"', "'a\n  b'", '{}', '[]', '{a: 1}', '[1, x]', '{a, b: }', '[a: 1, b]', '{"a":1}', '[-, x]', '&a {x: 1}',
  '&a [1]', '&a b', '*a', '!!str 1', '!!int "1"', '!!float 1', '!!null ~', '!!bool yes', '!!binary aGk=', '!!binary x',
  '!x y', '! 5', '!<tag:yaml.org,2002:str> 5', '!!timestamp 2026-10-08', '!%61 b', '|\n  text\n', '|-\n  a\n   b\n\n',
  '>\n  a\n  b\n\n  c\n', '|+\n  a\n\n', '>2-\n    a\n', 'http://example.com:80/a#b', 'a: b', 'a #b', '- a',
  'registry.example.com/a:1', '!!str\n  &a b', '-1.5e-3', '0.1', '1234567.0', '1e6',
];

/** Ways to write one thing. */
class Writer {
  constructor(private readonly random: Random) {}

  file(): string {
    const { random } = this;
    const documents = Array.from({ length: random.chance(0.3) ? 1 + random.below(3) : 1 }, () => this.document());
    return (
      (random.chance(0.1) ? '---\n' : '') +
      documents.join(random.pick(['---\n', '---\n', '--- # c\n', '---\n---\n', '...\n', '---\r\n']))
    );
  }

  private document(): string {
    const { random } = this;
    if (random.chance(0.1)) { return `${JSON.stringify(this.json(3))}${random.pick(['', '\n', ' '])}`; }
    if (random.chance(0.1)) { return `${this.flow(3)}\n`; }
    return this.block(3, 0);
  }

  private block(depth: number, indent: number): string {
    const { random } = this;
    const pad = ' '.repeat(indent);
    const isList = random.chance(0.35);
    return Array.from({ length: 1 + random.below(3) }, () => {
      const lead = random.chance(0.05) ? `${pad}# c\n` : '';
      if (isList) { return `${lead}${pad}- ${this.inline(depth, indent + 2)}`; }
      return `${lead}${pad}${this.key()}:${this.value(depth, indent)}`;
    }).join('');
  }

  /** What stands behind a dash: perhaps a collection on the same line. */
  private inline(depth: number, indent: number): string {
    return depth > 0 && this.random.chance(0.4) ? this.block(depth - 1, indent).slice(indent) : `${this.scalar()}\n`;
  }

  private value(depth: number, indent: number): string {
    const { random } = this;
    if (depth > 0 && random.chance(0.4)) {
      const further = random.chance(0.2) ? 0 : random.pick([1, 2, 2, 4]);
      return `${random.pick(['', '', ' &a', ' !!map', ' # c'])}\n${this.block(depth - 1, indent + further)}`;
    }
    if (random.chance(0.1)) {
      const pad = ' '.repeat(indent + 2);
      const more = random.pick(['more', ' more', '\tmore']);
      return ` ${random.pick(['|', '>', '|-', '>+', '|2'])}\n${pad}text\n\n${pad}${more}\n`;
    }
    return ` ${this.scalar()}\n`;
  }

  private key(): string {
    return this.random.chance(0.8)
      ? this.random.pick(['a', 'b', 'c', 'kind', 'metadata', 'x-y', '/z', '"q"', "'s'"])
      : this.random.pick(WORDS);
  }

  private scalar(): string {
    if (this.random.chance(0.4)) { return this.random.pick(['1', 'a b', 'yes', 'text', '"q"']); }
    return this.random.chance(0.15) ? this.flow(2) : this.random.pick(WORDS);
  }

  private flow(depth: number): string {
    const { random } = this;
    const inner = () => (depth > 0 && random.chance(0.4) ? this.flow(depth - 1) : random.pick(WORDS));
    const items = Array.from({ length: random.below(4) }, () =>
      random.chance(0.5) ? inner() : `${random.pick(WORDS)}: ${inner()}`,
    );
    const separator = random.pick([', ', ',', ',\n  ']);
    return random.chance(0.5) ? `[${items.join(separator)}]` : `{${items.join(separator)}}`;
  }

  private json(depth: number): unknown {
    const { random } = this;
    if (depth === 0 || random.chance(0.4)) {
      return random.pick([null, true, 0, -1.5, 1e21, 'a', 'é\u2028\\/', '😀', '']);
    }
    const size = random.below(3);
    if (depth < 3 && random.chance(0.5)) { return Array.from({ length: size }, () => this.json(depth - 1)); }
    return Object.fromEntries(
      Array.from({ length: size }, (_, index) => [`${random.pick(['a', 'b', '1'])}${index}`, this.json(depth - 1)]),
    );
  }
}

/** Texts of all kinds: written ones, most of them changed in a few places, and some of characters alone. */
export function texts(seed: number, count: number): string[] {
  const random = new Random(seed);
  const writer = new Writer(random);
  return Array.from({ length: count }, () => {
    if (random.chance(0.1)) { return noise(random); }
    let text = writer.file();
    for (let left = random.pick([0, 0, 1, 1, 2, 3]); left > 0; left--) { text = mutated(text, random); }
    return text;
  });
}

function noise(random: Random): string {
  return Array.from({ length: 1 + random.below(12) }, () => random.pick(random.chance(0.6) ? CHARACTERS : WORDS)).join(
    '',
  );
}

/** Inserts, removes, doubles or moves something. */
function mutated(text: string, random: Random): string {
  // Not in the middle of a pair of surrogates.
  const points = [...text];
  const at = random.below(points.length + 1);
  const length = random.below(4);
  const [before, part, after] = [points.slice(0, at), points.slice(at, at + length), points.slice(at + length)].map(
    (each) => each.join(''),
  );
  switch (random.below(5)) {
    case 0: return before + after;
    case 1: return before + random.pick(CHARACTERS) + part + after;
    case 2: return before + random.pick(CHARACTERS) + after;
    case 3: return before + part + random.pick(WORDS) + after;
    default: return before + part + part + after;
  }
}
