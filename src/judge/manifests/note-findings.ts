import type { Origin } from './origin';
import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { located, Located } from '../rules/located';
import { formatPath } from '../schema';

const NONE: readonly Located[] = [];

/** The notes of the reader about an object, as findings. */
export function noteFindings({ source: { notes } }: Pick<Origin, 'source'>, object: KubeObject): readonly Located[] {
  if (notes.length === 0) { return NONE; }
  return notes.map(({ code, message, remedy, path }) => {
    const place = path.length === 0 ? '' : `${formatPath(path)}: `;
    return located(code, FindingSeverity.WARNING, { message: place + message, remedy, path }, object);
  });
}
