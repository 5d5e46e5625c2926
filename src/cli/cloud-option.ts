import { asUsage } from './release-option';
import type { Cloud } from '../cloud/cloud';

export const CLOUD_OPTION = { cloud: { type: 'string' } } as const;

/** What is printed of the option. */
export const CLOUD_HELP = `  --cloud CLOUD      what runs the cluster, with its version: gke=VERSION, eks=VERSION,
                     aks=VERSION, openshift=VERSION, kind=VERSION or bare=VERSION, and
                     what else a Cloud is declared with, after commas, such as
                     eks=1.36,networkPolicy,dnsAddress=172.20.0.10
`;

/** The cloud of the option. Few calls have it, so that it is loaded for them alone. */
export function cloudIn({ cloud }: { readonly cloud?: string }): Cloud | undefined {
  if (cloud === undefined) { return undefined; }
  return asUsage(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { cloudOfText } = require('../cloud/cloud-text') as typeof import('../cloud/cloud-text');
    return cloudOfText(cloud);
  });
}
