import { AdmissionRule } from '../admission-rule';
import { LIFETIME_RULES } from './lifetime';
import { METADATA_RULES } from './metadata';
import { NETWORK_RULES } from './network';
import { OWNERSHIP_RULES } from './ownership';
import { PLACEMENT_RULES } from './placement';
import { POD_RULES } from './pods';
import { RESOURCE_RULES } from './resources';
import { VOLUME_RULES } from './volumes';

const ROWS = [
  ...POD_RULES,
  ...RESOURCE_RULES,
  ...VOLUME_RULES,
  ...METADATA_RULES,
  ...PLACEMENT_RULES,
  ...NETWORK_RULES,
  ...LIFETIME_RULES,
  ...OWNERSHIP_RULES,
];

/** The one table of requirements, in the order of their codes. */
export const ADMISSION_RULES: readonly AdmissionRule[] = [...ROWS].sort((one, other) => (
  one.code < other.code ? -1 : one.code > other.code ? 1 : 0
));
