import type { FactsDocument } from './facts-document';
import { clusterPropsOf } from './restore';
import { ImageMirror } from '../../air-gap/image-mirror';
import { shown } from '../../checks/forms';
import { identityOfJson } from '../../identity/identity-json';
import { addressOf, parseCidr } from '../../network/intent/cidr';

/**
 * Tries what the shape of the file does not tell: values that constructs and judges take.
 *
 * @throws when one is refused, with its path
 */
export function checkValues(facts: FactsDocument, source: string): void {
  const { cluster, admission: { network }, identities = [] } = facts;
  const of = (path: string, check: () => unknown): void => {
    try {
      check();
    } catch (error) {
      throw new Error(`${source}: ${path}: ${(error as Error).message}`);
    }
  };
  of('cluster', () => {
    const { imageRegistry, imageRegistryLayout } = clusterPropsOf(facts);
    if (imageRegistry !== undefined) { new ImageMirror(imageRegistry, imageRegistryLayout, "'imageRegistry'"); }
    const about = Object.keys(cluster).find((name) => /^(imageRegistryLayout|mirrorAllImages)$/.test(name));
    if (about !== undefined && imageRegistry === undefined) { throw new Error(`'${about}' without 'imageRegistry'`); }
  });
  cluster.dns?.addresses?.forEach((each, index) => { of(`cluster.dns.addresses[${index}]`, () => addressOf(each)); });
  for (const direction of ['egress', 'ingress'] as const) {
    network[direction].forEach(({ peers }, index) => {
      of(`admission.network.${direction}[${index}]`, () => {
        for (const { ipBlock } of peers) {
          if (ipBlock) { [ipBlock.cidr, ...ipBlock.except ?? []].forEach(parseCidr); }
        }
      });
    });
  }
  const accounts = new Set<string>();
  identities.forEach((each, index) => {
    of(`identities[${index}]`, () => {
      const { serviceAccountName } = identityOfJson(each);
      if (accounts.has(serviceAccountName)) { throw new Error(`a second one of account ${shown(serviceAccountName)}`); }
      accounts.add(serviceAccountName);
    });
  });
}
