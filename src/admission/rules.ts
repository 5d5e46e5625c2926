import { AdmissionRule } from './admission-rule';
import { LIFETIME_RULES } from './lifetime-rules';
import { METADATA_RULES } from './metadata-rules';
import { NETWORK_RULES } from './network-rules';
import { PLACEMENT_RULES } from './placement-rules';
import { POD_RULES } from './pod-rules';
import { RESOURCE_RULES } from './resource-rules';
import { VOLUME_RULES } from './volume-rules';

const ROWS = [
  ...POD_RULES,
  ...RESOURCE_RULES,
  ...VOLUME_RULES,
  ...METADATA_RULES,
  ...PLACEMENT_RULES,
  ...NETWORK_RULES,
  ...LIFETIME_RULES,
];

/** The one table of requirements, in the order of their codes. */
export const ADMISSION_RULES: readonly AdmissionRule[] = [...ROWS].sort((one, other) => (
  one.code < other.code ? -1 : one.code > other.code ? 1 : 0
));
