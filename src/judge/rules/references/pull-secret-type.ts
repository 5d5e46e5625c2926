import { FindingSeverity } from '../../../findings/finding';
import { inObject } from '../../../kubernetes/read-json';
import type { OtherRule } from '../other-rule';
import { NOTHING } from '../rule';

/** The type of Secrets by the key with credentials of registries. */
const TYPES: Readonly<Record<string, string>> = {
  '.dockerconfigjson': 'kubernetes.io/dockerconfigjson', '.dockercfg': 'kubernetes.io/dockercfg',
};

/**
 * ASB492: credentials of registries in a Secret of a type that the kubelet does not read them from.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#docker-config-secrets
 */
export const pullSecretType: OtherRule = {
  code: 'ASB492',
  severity: FindingSeverity.WARNING,
  kinds: ['Secret'],
  check: ({ data, stringData, type = 'Opaque', metadata }) => {
    const all = { ...inObject(data), ...inObject(stringData) };
    const keys = Object.keys(TYPES).filter((key) => Object.hasOwn(all, key));
    if (keys.length === 0 || keys.some((key) => TYPES[key] === type)) { return NOTHING; }
    return [{
      message: `Secret '${String(metadata.name)}' of type '${String(type)}' has '${keys[0]}': the kubelet takes `
        + `credentials of registries from type '${TYPES[keys[0]]}' alone, and pulls without this one`,
      remedy: `make it anew with type '${TYPES[keys[0]]}': the type of a Secret is never changed`,
      path: ['type'],
    }];
  },
};
