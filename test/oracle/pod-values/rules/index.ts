/** Rules of pods, by subject. */
import { CONTAINER_RULES } from './containers';
import { METADATA } from './metadata';
import { POD } from './pod';
import { RESOURCES } from './resources';
import { Rule } from './rule';
import { SCHEDULING } from './scheduling';
import { VOLUME_RULES } from './volumes';

export type { Rule } from './rule';

export const RULES: readonly Rule[] = [
  ...METADATA, ...POD, ...VOLUME_RULES, ...CONTAINER_RULES, ...SCHEDULING, ...RESOURCES,
];
