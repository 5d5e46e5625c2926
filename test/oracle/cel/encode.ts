/** Values as the program in Go prints them, with their types. */
import { CelMap, Value } from '../../../src/judge/cel';
import { Duration, List, Optional, Timestamp, typeName, TypeValue, Uint } from '../../../src/judge/cel/values';

export function encode(value: Value): unknown {
  switch (typeof value) {
    case 'string': case 'boolean': return value;
    case 'bigint': return ['int', String(value)];
    case 'number': return ['double', Number.isNaN(value) ? 'NaN' : bitsOf(value)];
    default:
  }
  if (value === null) { return ['null']; }
  if (value instanceof Uint) { return ['uint', String(value.value)]; }
  if (value instanceof Uint8Array) { return ['bytes', Buffer.from(value).toString('hex')]; }
  if (value instanceof Timestamp) {
    const nanos = ((value.nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    return ['timestamp', `${(value.nanos - nanos) / 1_000_000_000n}.${String(nanos).padStart(9, '0')}`];
  }
  if (value instanceof Duration) { return ['duration', String(value.nanos)]; }
  if (value instanceof Optional) { return value.value === undefined ? ['none'] : ['optional', encode(value.value)]; }
  if (value instanceof TypeValue) { return ['type', value.name]; }
  if (value instanceof List) { return ['list', [...value].map(encode)]; }
  if (value instanceof CelMap) {
    return [
      'map',
      [...value.keys()].map((key) => JSON.stringify([encode(key), encode(value.find(key)!)])).sort(byBytes),
    ];
  }
  return ['opaque', typeName(value)];
}

function bitsOf(value: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  return bits.getBigUint64(0).toString(16).padStart(16, '0');
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
