import { InstallSettings } from './settings';
import { NAMESPACE } from '../api/controller-names';
import { Finding, FindingSeverity } from '../findings/finding';
import { Catalogue } from '../release/catalogue';
import { Release } from '../release/release';

/** Findings about a release, however it is used. */
export function releaseFindings(release: Release, catalogue: Catalogue): Finding[] {
  return [
    ...release.knownBad.map(({ reason, fixedIn }) =>
      warning('ASB501', `release ${release.id} is known to be bad: ${reason}`, `use ${fixedIn} or newer`),
    ),
    ...(release.assumedFrom ? [assumption(release, catalogue)] : []),
  ];
}

/** Findings about an install, besides those about its release. */
export function installFindings({ namespace, unknownFlags, release }: InstallSettings): Finding[] {
  return [
    ...(namespace === NAMESPACE
      ? []
      : [
        warning(
          'ASB503',
          `the controller is installed in '${namespace}', while the network policy that it makes for templates lets `
            + `in a router of '${NAMESPACE}' only (from v0.5.0)`,
          `run the router in '${NAMESPACE}', or give templates a network policy of their own`,
        ),
      ]),
    ...unknownFlags.map((name) =>
      warning(
        'ASB504',
        `no known release has the flag --${name}, and a controller exits on a flag that it does not know`,
        `check that ${release.id} has it`,
      ),
    ),
  ];
}

function assumption({ id, assumedFrom }: Release, catalogue: Catalogue): Finding {
  const caveat = catalogue.caveat(id);
  return warning(
    'ASB502',
    `release ${id} is newer than this library and is assumed to have the CRDs, roles, flags and objects of `
      + `${assumedFrom}${caveat ? `; ${caveat}` : ''}`,
    `compare the output with what upstream publishes for ${id}, or update this library`,
  );
}

function warning(code: string, message: string, remedy: string): Finding {
  return { code, severity: FindingSeverity.WARNING, message, remedy };
}
