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
];

/** The types that expressions can name, such as `int` in `type(x) == int`. */
export const TYPE_NAMES: ReadonlyMap<string, CelType> = new Map(TYPES.map((type) => [type.kind, typeType(type)]));
