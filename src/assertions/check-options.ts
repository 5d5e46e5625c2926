import type { ManifestsOptions } from './manifests-options';
import { checkMembers } from '../checks/members';
import { checkShapes, Shapes } from '../checks/shapes';

const SHAPES: Shapes = { version: 'version', namespace: 'string', closedWorld: 'boolean' };

/** @throws when an option is mistyped or has a value of another type */
export function checkOptions(method: string, options: ManifestsOptions): ManifestsOptions {
  const what = `the options of Manifests.${method}`;
  return checkShapes(what, checkMembers(what, options, Object.keys(SHAPES)), SHAPES);
}
