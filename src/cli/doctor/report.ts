import type { Diagnosed } from '../../doctor/diagnose';
import { counted, Diagnosis } from '../../doctor/diagnosis';
import type { Position } from '../../documents';
import { FindingSeverity } from '../../findings/finding';

/** The content of a report about a cluster. */
export interface DoctorReport extends Diagnosed {
  /** Number of objects in the dump. */
  readonly objects: number;
}

/** Where the object of a diagnosis is in the dump. */
export function placeOf({ given: { file, source } }: Diagnosis): Position & { readonly file: string } {
  return { file, ...source.position([]) };
}

/** One line about all of it. */
export function summaryOf({ diagnoses, objects, resting, release }: DoctorReport): string {
  const errors = diagnoses.filter(({ severity }) => severity === FindingSeverity.ERROR).length;
  const found = diagnoses.length === 0
    ? 'nothing is wrong'
    : `${counted(errors, 'error')}, ${counted(diagnoses.length - errors, 'warning')}`;
  const parts = [
    found,
    counted(objects, 'object'),
    ...resting.length > 0 ? [`${resting.length} at rest`] : [],
    release ? `Agent Sandbox ${release.id}` : 'the release is not known: no controller is in the dump',
  ];
  return parts.join('; ');
}
