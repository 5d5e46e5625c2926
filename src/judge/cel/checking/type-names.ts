import { EMPTY_TYPE, NULL_VALUE } from '../messages';
import {
  BOOL, BYTES, CelType, DOUBLE, DURATION, DYN, INT, listType, mapType, NULL, optionalType, plainType, STRING,
  TIMESTAMP, typeType, UINT,
} from '../types';

const TYPES = [
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  INT,
  listType(DYN),
  mapType(DYN, DYN),
  NULL,
  STRING,
  TIMESTAMP,
  typeType(),
  UINT,
  optionalType(DYN),
  plainType('net.IP'),
  plainType('net.CIDR'),
  EMPTY_TYPE,
];

/** The types that expressions can name, such as `int` in `type(x) == int`, and a constant. */
export const TYPE_NAMES: ReadonlyMap<string, CelType> = new Map([
  ...TYPES.map((type) => [type.kind, typeType(type)] as const),
  [NULL_VALUE, INT],
]);
