import { DoctorReport, placeOf } from './report';
import { nameOfObject } from '../../kubernetes/object-name';

/** What is wrong, for programs. */
export function doctorJson(report: DoctorReport, version: string): string {
  const { diagnoses, resting, absentKinds, release, objects } = report;
  return `${JSON.stringify({
    version,
    ...release && { release: release.id },
    objects,
    diagnoses: diagnoses.map((each) => {
      const { code, severity, given, message, remedy, evidence, affected } = each;
      const object = nameOfObject(given.object);
      return { code, severity, object, ...placeOf(each), message, remedy, evidence, affected };
    }),
    resting,
    absentKinds,
  }, null, 2)}\n`;
}
