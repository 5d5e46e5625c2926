/** A value in the form that main.go writes: JSON with sorted keys, in which equal numbers look alike. */
export function comparable(value: unknown): string {
  switch (typeof value) {
    case 'string': return text(value);
    case 'bigint': return value >= -(2n ** 63n) && value < 2n ** 63n ? String(value) : number(Number(value));
    case 'number': return number(value);
    case 'object':
      if (value === null) { return 'null'; }
      if (Array.isArray(value)) { return `[${value.map(comparable).join(',')}]`; }
      return `{${Object.keys(value)
        .sort(byBytes)
        .map((key) => `${text(key)}:${comparable((value as any)[key])}`)
        .join(',')}}`;
    default: return String(value);
  }
}

/** Go sorts by the bytes of UTF-8, which is the order of code points. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function number(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) { return String(value); }
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

function text(value: string): string {
  let written = '"';
  for (const char of value) {
    written += /[ !#-[\]-~]/.test(char) ? char : `\\${char.codePointAt(0)!.toString(16)};`;
  }
  return `${written}"`;
}
