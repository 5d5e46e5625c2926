export { schemaFor, servedKind } from './served-kinds';
export type { ServedKind } from './served-kinds';
export type { Subresources } from './subresources';
export { markRepeated } from './verdict-cache';
export { formatPath } from './violation';
export type { PathSegment, Violation, ViolationKind } from './violation';
export { walk } from './walk';
export type { Walked, WalkOptions } from './walk';
