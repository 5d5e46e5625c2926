import { CONTAINERS } from './containers';
import { FieldSentences } from './field-sentences';
import { NETWORK } from './network';
import { POD } from './pod';
import { RETIRED_VOLUMES } from './retired-volumes';
import { SCHEDULING } from './scheduling';
import { SECURITY } from './security';
import { VOLUMES } from './volumes';

/** The sentences of all types; those of Container hold for EphemeralContainer, too. */
export const FIELD_SENTENCES: FieldSentences = {
  ...POD, ...CONTAINERS, ...SECURITY, ...SCHEDULING, ...VOLUMES, ...RETIRED_VOLUMES, ...NETWORK,
};

/** The sentence of a field of a type of Kubernetes; undefined for one that has none yet. */
export function fieldSentence(type: string, field: string): string | undefined {
  const own = FIELD_SENTENCES[type]?.[field];
  return own ?? (type === 'EphemeralContainer' ? FIELD_SENTENCES.Container[field] : undefined);
}
