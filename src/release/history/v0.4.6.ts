import { add } from '../../api/changes';
import { boolean } from '../../api/fields';
import { ReleaseRecord } from '../record';

const SERVICE =
  'Whether the sandbox has a headless Service of its name. ' +
  'Unset keeps one that exists and makes none; false deletes it.';

/** The headless Service, always made before, becomes opt-in. */
export const v0_4_6: ReleaseRecord = {
  id: 'v0.4.6',
  date: '2026-05-14',
  // Read in the source of v0.4.6; older ones were not looked at.
  controller: { replacesUnreadyMembers: true },
  api: [
    add('Sandbox.spec.service', boolean(SERVICE)),
    add('SandboxTemplate.spec.service', boolean(SERVICE)),
  ],
};
