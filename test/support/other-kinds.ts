/** The validators of `@kubernetes-models/*`: what they say of objects of other projects' kinds. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { moduleOf } from '../../scripts/imports/model-types';
import { MODEL_KINDS } from '../../scripts/imports/other-kinds';
import { judgeStructure } from '../../src/judge/other-projects';
import { KubeObject } from '../../src/kubernetes/kube-object';

/** For what a validator refuses an object. */
export interface OracleError {
  /** Indices of lists are texts. */
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * The errors of each object.
 *
 * @throws when there is no validator for a kind
 */
export function oracleErrors(objects: readonly KubeObject[]): OracleError[][] {
  const input = objects.map((object) => {
    const { apiVersion, kind } = object;
    const model = MODEL_KINDS.find((each) => each.apiVersion === apiVersion && each.kind === kind);
    if (!model) { throw new Error(`no validator for ${apiVersion} ${kind}`); }
    return { module: moduleOf(model), kind, object };
  });
  return JSON.parse(execFileSync(process.execPath, [join(__dirname, 'other-kinds-oracle.mjs')], {
    input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 2 ** 28,
  }));
}

/** Whether there is a validator for the kind of an object. */
export function hasOracle({ apiVersion, kind }: KubeObject): boolean {
  return MODEL_KINDS.some((each) => each.apiVersion === apiVersion && each.kind === kind);
}

/**
 * Expects of objects of other projects' kinds that their validators take them, and that they have no field that there
 * is not, of which the validators say nothing.
 */
export function expectValid(...objects: readonly KubeObject[]): void {
  const of = ({ kind, metadata }: KubeObject) => `${kind} ${String(metadata.name)}`;
  const refused = oracleErrors(objects).flatMap((errors, index) => errors.map(({ path, message }) =>
    `${of(objects[index])}: ${path.join('.')}: ${message}`));
  const found = objects.flatMap((object) => judgeStructure(object).map(({ finding }) =>
    `${of(object)}: ${finding.message}`));
  expect([...refused, ...found]).toEqual([]);
}
