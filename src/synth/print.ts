import { Yaml } from 'cdk8s';
import { emitAsIs } from './yaml-emitter';
import { findText } from '../app/json/find-text';
import { changeByCdk8s, isUnprintable, UnprintableText } from '../app/json/kubectl-text';
import { isCopied } from '../app/json/plain-data';
import { formatPath } from '../kubernetes/json-path';

/**
 * A document as YAML that kubectl reads as the same data, in the bytes of cdk8s wherever those are right.
 *
 * @param json the document, with its keys in order
 * @param isUntouched whether the document is as it was rendered: nobody can have put a part of it into it twice
 * @param nameOf names the document in an error
 * @throws when a string holds a lone surrogate, with its path
 */
export function print(json: unknown, isUntouched: boolean, nameOf?: () => string): string {
  try {
    return emitted(json, isUntouched) ?? stock(json);
  } catch (error) {
    if (!(error instanceof UnprintableText)) { throw error; }
    const { path } = findText(json, (text) => (isUnprintable(text) ? '' : undefined))!;
    const name = nameOf ? `${nameOf()}: ` : '';
    throw new Error(`${name}${formatPath(path)}: the text holds a lone surrogate, which YAML cannot hold; remove it`);
  }
}

function emitted(json: unknown, isUntouched: boolean): string | undefined {
  const isMap = typeof json === 'object' && json !== null && !Array.isArray(json);
  return isMap && ((isUntouched && isCopied(json)) || isTree(json, new Set())) ? emitAsIs(json) : undefined;
}

/**
 * The text by cdk8s, with aliases and types that the emitter does not know, unless kubectl would read a string
 * otherwise.
 */
function stock(json: unknown): string {
  if (!findText(json, changeByCdk8s)) { return Yaml.stringify(json); }
  const copy = JSON.parse(JSON.stringify(json)) as object;
  return emitAsIs(copy) ?? Yaml.stringify(copy);
}

/** Whether no part is in a value twice. */
function isTree(value: object, seen: Set<object>): boolean {
  if (seen.has(value)) { return false; }
  seen.add(value);
  for (const each of Object.values(value)) {
    if (typeof each === 'object' && each !== null && !isTree(each, seen)) { return false; }
  }
  return true;
}
