import { Chunk, readChunk } from '../../documents';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { Controller, controllerIn } from '../rules/read-other-kinds';

/**
 * The controllers in a chunk of a file.
 *
 * @throws DocumentError when it cannot be read
 */
export function controllersIn(chunk: Chunk): Controller[] {
  return readChunk(chunk).flatMap(({ value }) => {
    const { apiVersion, kind } = inObject(value);
    const isObject = typeof apiVersion === 'string' && typeof kind === 'string';
    return isObject ? controllerIn(value as KubeObject) ?? [] : [];
  });
}
