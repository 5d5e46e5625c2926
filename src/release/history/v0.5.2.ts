import { flag } from '../flags';
import { CLAIM_CREATIONS, SANDBOXES } from '../metrics';
import { ReleaseRecord } from '../record';

/** Assets renamed, one collision-free asset more. */
export const v0_5_2: ReleaseRecord = {
  id: 'v0.5.2',
  date: '2026-07-16',
  install: {
    assets: { core: 'sandbox.yaml', extensions: 'extensions.yaml', all: 'sandbox-with-extensions.yaml' },
    extensionsAssetPorts: undefined,
  },
  controller: { podsBearTemplateHash: true },
  flags: {
    add: [flag('enable-webhook', 'bool', true, 'Serve the conversion webhook.')],
  },
  metrics: {
    labels: {
      [CLAIM_CREATIONS]: [
        'namespace', 'sandbox_template', 'launch_type', 'warmpool_name', 'pod_condition', 'created_by',
      ],
      [SANDBOXES]: [
        'namespace', 'ready_condition', 'expired', 'launch_type', 'sandbox_template', 'owned_by', 'created_by',
      ],
    },
  },
};
