import { flag } from '../flags';
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
};
