import { add, change } from '../../api/changes';
import { int32 } from '../../api/fields';
import { flag } from '../flags';
import { metric } from '../metrics';
import { allow } from '../permissions';
import { ReleaseRecord } from '../record';
import { volumeClaimTemplates } from './shapes';

/** Volumes for templates, time to live for finished claims. */
export const v0_4_3: ReleaseRecord = {
  id: 'v0.4.3',
  date: '2026-04-28',
  api: [
    change('Sandbox.spec.volumeClaimTemplates', { listType: 'atomic' }),
    add(
      'SandboxClaim.spec.lifecycle.ttlSecondsAfterFinished',
      int32('Seconds that the claim outlives the end of its workload.', { minimum: 0 }),
    ),
    add('SandboxTemplate.spec.volumeClaimTemplates', volumeClaimTemplates({ atomic: true })),
  ],
  flags: { add: [flag('version', 'bool', false, 'Print the version and exit.')] },
  roles: { extensions: { revoke: [allow('pods', ['create', 'delete'])] } },
  metrics: {
    add: [
      metric('agent_sandbox_build_info', 'gauge', [
        'build_date', 'compiler', 'git_commit', 'git_version', 'go_version', 'platform',
      ]),
    ],
  },
};
