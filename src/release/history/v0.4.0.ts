import { add } from '../../api/changes';
import { list, object, string } from '../../api/fields';
import { DNS_SUBDOMAIN, flag } from '../flags';
import { allow, MODIFY } from '../permissions';
import { ReleaseRecord } from '../record';
import { podMetadata } from './shapes';

/** Environment and pod metadata per claim; update strategy of pools. */
export const v0_4_0: ReleaseRecord = {
  id: 'v0.4.0',
  date: '2026-04-22',
  // That claim templates replace volumes is known of v0.4.3 and not of v0.3.10; of those between, nothing was to be
  // had.
  controller: { claimNetworkPolicies: false, claimTemplatesReplaceVolumes: true, refusesEnvFromPools: true },
  api: [
    add(
      'SandboxClaim.spec.additionalPodMetadata',
      podMetadata(
        'Labels and annotations for the pod of this claim. ' +
          'Every label needs a domain that the controller allows (sandbox.users.io unless configured).',
      ),
    ),
    add(
      'SandboxClaim.spec.env',
      list(
        'Environment variables for this claim, as far as the template permits. A claim with any starts cold.',
        object('', {
          containerName: string('Container that gets the variable; the first one when left out.'),
          name: string('Name of the variable.', { required: true }),
          value: string('Value of the variable.', { required: true }),
        }),
        { atomic: true },
      ),
    ),
    add(
      'SandboxTemplate.spec.envVarsInjectionPolicy',
      string(
        'Whether claims may add environment variables (Allowed), ' +
          'also replace those of the template (Overrides), or neither (Disallowed).',
        { default: 'Disallowed', enum: ['Allowed', 'Overrides', 'Disallowed'] },
      ),
    ),
    add(
      'SandboxWarmPool.spec.updateStrategy',
      object('What happens to waiting sandboxes when the template changes.', {
        type: string(
          'Whether outdated sandboxes are replaced at once (Recreate) or only once they are claimed (OnReplenish).',
          { default: 'OnReplenish', enum: ['Recreate', 'OnReplenish'] },
        ),
      }),
    ),
  ],
  flags: {
    add: [
      flag(
        'cluster-domain',
        'string',
        'cluster.local',
        'DNS domain of the cluster, in the names of sandbox Services.',
        DNS_SUBDOMAIN,
      ),
    ],
  },
  roles: {
    controller: { grant: [allow('events.events.k8s.io', ['create', 'patch'])] },
    extensions: {
      grant: [
        allow('events', ['create', 'patch', 'update']),
        allow('events.events.k8s.io', ['update']),
        allow('sandboxtemplates.extensions.agents.x-k8s.io/finalizers', MODIFY),
      ],
    },
  },
};
