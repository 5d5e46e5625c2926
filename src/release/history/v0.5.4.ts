import { flag, forExtensions, POSITIVE } from '../flags';
import { allow } from '../permissions';
import { ReleaseRecord } from '../record';

/** Knobs for the connections to the API server and for fewer writes per claim. */
export const v0_5_4: ReleaseRecord = {
  id: 'v0.5.4',
  date: '2026-07-30',
  controller: { servicePorts: true, poolsCountDeletions: true },
  flags: {
    add: [
      flag('api-connections', 'int', 1, 'HTTP/2 connections to the API server for all but watches.', POSITIVE),
      flag('separate-watch-connection', 'bool', false, 'Give watches a connection of their own.'),
      ...forExtensions(
        flag('disable-claim-events', 'bool', false, 'Write no Events about claims.'),
        flag(
          'disable-claim-observability-annotations',
          'bool',
          false,
          'Leave out the annotations that time a claim; one write less each.',
        ),
      ),
    ],
  },
  roles: { controller: { grant: [allow('events', ['create', 'patch'])] } },
};
