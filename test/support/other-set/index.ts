/**
 * A made-up set of ordinary mistakes, and of unusual objects that are fine. What is expected was measured: the suite on
 * a control plane puts each case to an API server.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { KubeObject } from '../../../src/kubernetes/kube-object';

/** An object as somebody wrote it. */
export interface OtherCase {
  readonly name: string;
  /** The field that is refused. @default - none: the object is accepted */
  readonly at?: string;
  readonly object: KubeObject;
}

/** Files about Kubernetes' own kinds. */
const CORE = ['jobs', 'workloads', 'networks', 'storage', 'bounds', 'clusters', 'metadata'];

/** A release, and the files about objects of the kinds that it serves. */
const OURS: Readonly<Record<string, readonly string[]>> = { 'v1.0.5': ['ours', 'late'], 'v0.4.6': ['v1alpha1'] };

function read<T>(file: string): readonly T[] {
  return load(readFileSync(join(__dirname, `${file}.yaml`), 'utf8')) as T[];
}

/** Cases of Kubernetes' own kinds. */
export const CORE_CASES: readonly OtherCase[] = CORE.flatMap((file) => read<OtherCase>(file));

/** Cases of the four kinds; those of `late` are refused when the controller makes something of them. */
export const OUR_CASES = Object.entries(OURS).flatMap(([release, files]) => files.flatMap((file) => (
  read<OtherCase>(file).map((each) => ({ ...each, release, isLate: file === 'late' }))
)));

/** Specs of pods that are fine. */
export const GOOD_PODS = read<{ readonly name: string; readonly spec: object }>('good-pods');
