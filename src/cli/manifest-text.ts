import { FIRST } from '../app/json/plain-data';
import { Asset } from '../install/assets';
import { canonical } from '../kubernetes/types/canonical-json';
import type * as printing from '../synth/print';
import { emit } from '../synth/yaml-emitter';

/** A manifest as text: a comment with its note, then the bytes that cdk8s prints for its objects. */
export function manifestText({ note, objects }: Pick<Asset, 'note' | 'objects'>): string {
  return (note ? `# ${note}\n` : '') + objects.map(textOf).join('---\n');
}

/** The text of an object; an object that several manifests share is printed once. */
function textOf(object: Asset['objects'][number]): string {
  let text = TEXTS.get(object);
  if (text === undefined) { TEXTS.set(object, text = emit(object, FIRST) ?? stock(object)); }
  return text;
}

const TEXTS = new WeakMap<object, string>();

/**
 * The text of an object that the emitter does not know, by what takes as long to load as the rest of the command to
 * run.
 */
function stock(object: Asset['objects'][number]): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { print } = require('../synth/print') as typeof printing;
  const { apiVersion, kind, metadata, ...rest } = canonical(object) as Record<string, unknown>;
  return print({ apiVersion, kind, metadata, ...rest }, false);
}
