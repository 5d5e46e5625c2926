import type * as cdk8s from 'cdk8s';
import { FIRST } from '../app/json/plain-data';
import { Asset } from '../install/assets';
import { canonical } from '../kubernetes/types/canonical-json';
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

/** The text by cdk8s, which takes as long to load as the rest of the command takes to run. */
function stock(object: Asset['objects'][number]): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Yaml } = require('cdk8s') as typeof cdk8s;
  const { apiVersion, kind, metadata, ...rest } = canonical(object) as Record<string, unknown>;
  return Yaml.stringify({ apiVersion, kind, metadata, ...rest });
}
