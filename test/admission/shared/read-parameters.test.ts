/** Settings that are read of the parameters of a tenant are those that were printed. */
import type { AdmissionSettings } from '../../../src/admission/admission-settings';
import { parameterLines } from '../../../src/admission/shared/parameters';
import { settingsOf } from '../../../src/admission/shared/read-parameters';
import { parametersIn } from '../../../src/api/shared-admission';
import { OBJECT_SETTINGS } from '../../support/admission/objects';
import { BASES } from '../../support/admission/pods';
import { parametersOf } from '../../support/admission/shared';

const { plain: { settings: plain } } = BASES;
const ALL: Record<string, AdmissionSettings> = {
  ...Object.fromEntries(Object.entries(BASES).map(([name, { settings }]) => [name, settings])),
  ...OBJECT_SETTINGS,
  flags: {
    ...plain,
    allowServiceAccountTokens: true,
    tokenAudiences: ['vault'],
    allowNodeChoice: true,
    allowResourceClaims: true,
    allowVolumeDataSources: true,
    storageClasses: [],
    requireShutdownTime: true,
    nodeLabels: { zone: ['a', 'b=c'] },
    tolerations: [...plain.tolerations, { effect: 'NoSchedule' }],
  },
};

test.each(Object.keys(ALL))('%s', (name) => {
  const printed = parameterLines(ALL[name]);
  const read = settingsOf(parametersIn(parametersOf(ALL[name]))!);
  expect(parameterLines({ ...read, network: ALL[name].network }).split('\n').sort())
    .toEqual(printed.split('\n').sort());
  expect(read.runtimes).toEqual(ALL[name].runtimes);
});
