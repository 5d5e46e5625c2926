import { conflictsWithFiles } from './install-objects';
import { InstallSettings } from './settings';
import { NAMESPACE } from '../api/controller-names';
import { Finding, FindingSeverity } from '../findings/finding';
import { Catalogue } from '../release/catalogue';
import { Release } from '../release/release';
import { printChecksums, ReleaseFiles } from '../release/release-files';
import { isReleaseId } from '../release/release-id';

/** Findings about a release, however it is used. */
export function releaseFindings(release: Release, catalogue: Catalogue): Finding[] {
  return [
    ...release.knownBad.map(({ reason, fixedIn }) =>
      warning('ASB501', `release ${release.id} is known to be bad: ${reason}`, `use ${fixedIn} or newer`),
    ),
    ...(release.assumedFrom ? [assumption(release, catalogue)] : []),
    ...(release.files && !release.files.isPinned ? [unpinned(release.id, release.files)] : []),
  ];
}

/** Findings about an install, besides those about its release. */
export function installFindings(settings: InstallSettings): Finding[] {
  const { namespace, unknownFlags, release } = settings;
  const conflicts = conflictsWithFiles(settings);
  return [
    ...(conflicts.length === 0 ? [] : [
      warning(
        'ASB416',
        `the files of ${release.id} have otherwise what the install sets itself: ${conflicts.join('; ')}`,
        'check that the controller works with what the install has, or change it with a JSON patch',
      ),
    ]),
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

function assumption({ id, assumedFrom, files }: Release, catalogue: Catalogue): Finding {
  const caveat = catalogue.caveat(id);
  if (files) {
    const { unknownFields: fields } = files;
    return warning(
      'ASB502',
      `release ${id} is read from its files; flags and the behaviour of the controller, which no file shows, are ` +
        `assumed to be those of ${assumedFrom}` +
        (fields.length > 0 ? `, and this library does not know these fields of its CRDs: ${fields.join(', ')}` : ''),
      'read the release notes, or update this library when it knows the release',
    );
  }
  return warning(
    'ASB502',
    `release ${id} is ${isReleaseId(id) ? 'newer than this library' : "none of upstream's"} and is assumed to have ` +
      `the CRDs, roles, flags and objects of ${assumedFrom}${caveat ? `; ${caveat}` : ''}`,
    `compare the output with what is published for ${id}, have those files read by AgentSandboxVersion.fromAssets or ` +
      "'--assets', or update this library",
  );
}

function unpinned(id: string, { directory, checksums }: ReleaseFiles): Finding {
  return warning(
    'ASB415',
    `release ${id} is read from files in ${directory} that are not pinned: whoever changes them changes the install`,
    `pin them: ${printChecksums(checksums)}`,
  );
}

function warning(code: string, message: string, remedy: string): Finding {
  return { code, severity: FindingSeverity.WARNING, message, remedy };
}
