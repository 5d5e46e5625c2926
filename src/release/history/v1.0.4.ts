import { flag } from '../flags';
import { ReleaseRecord } from '../record';

/** Events on the lifecycle of sandboxes, and a flag against them. */
export const v1_0_4: ReleaseRecord = {
  id: 'v1.0.4',
  flags: { add: [flag('disable-sandbox-events', 'bool', false, 'Write no Events about sandboxes.')] },
};
