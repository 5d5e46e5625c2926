export { schemaFor, servedKind } from './kinds';
export type { ServedKind } from './kinds';
export type { Subresources } from './subresources';
export { markRepeated } from './repeated';
export { formatPath } from './violation';
export type { PathSegment, Violation, ViolationKind } from './violation';
export { walk } from './walk';
export type { Walked, WalkOptions } from './walk';
