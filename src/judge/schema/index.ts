export { schemaFor, servedKind } from './served-kinds';
export type { ServedKind } from './served-kinds';
export type { Subresources } from './subresources';
export { markRepeated } from './repeated-parts';
export { formatPath } from '../../kubernetes/json-path';
export type { Violation, ViolationKind } from './violation';
export type { PathSegment } from '../../kubernetes/json-path';
export { walk } from './walk';
export type { Walked, WalkOptions } from './walk';
