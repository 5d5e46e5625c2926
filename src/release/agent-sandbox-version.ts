import type * as reading from './assets/from-assets';
import { Catalogue } from './catalogue';
import { Release, supports } from './release';
import { compareReleases, isReleaseId } from './release-id';
import { checkShapes, mapOf, Shapes } from '../checks/shapes';

/** How a release is read from its published files. */
export interface ReleaseFilesOptions {
  /**
   * SHA-256 of each file, by its name: other bytes, further files and missing ones are refused.
   * @default - not pinned; a finding tells the checksums
   */
  readonly checksums?: { [file: string]: string };

  /**
   * The known release with which the files are compared, and whose flags and behaviour of the controller are taken.
   * A build that upstream does not order, such as `0.9.0` of a vendor, needs it.
   * @default - the newest known release that is not newer than this one
   */
  readonly like?: AgentSandboxVersion;
}

/**
 * A release of Agent Sandbox.
 *
 * The constants are all final releases that this library reproduces. `fromAssets` reads any other from the files that
 * upstream publishes for it, and `assume` stands in for one without them.
 */
export class AgentSandboxVersion {
  // <releases>: written by 'npx projen release-constants'
  /** Release v0.1.0. */
  public static readonly V0_1_0 = new AgentSandboxVersion('v0.1.0');
  /** Release v0.1.1. */
  public static readonly V0_1_1 = new AgentSandboxVersion('v0.1.1');
  /** Release v0.2.1. */
  public static readonly V0_2_1 = new AgentSandboxVersion('v0.2.1');
  /** Release v0.3.10. */
  public static readonly V0_3_10 = new AgentSandboxVersion('v0.3.10');
  /** Release v0.4.0. */
  public static readonly V0_4_0 = new AgentSandboxVersion('v0.4.0');
  /** Release v0.4.1. */
  public static readonly V0_4_1 = new AgentSandboxVersion('v0.4.1');
  /** Release v0.4.2. */
  public static readonly V0_4_2 = new AgentSandboxVersion('v0.4.2');
  /** Release v0.4.3. */
  public static readonly V0_4_3 = new AgentSandboxVersion('v0.4.3');
  /** Release v0.4.5. */
  public static readonly V0_4_5 = new AgentSandboxVersion('v0.4.5');
  /** Release v0.4.6. */
  public static readonly V0_4_6 = new AgentSandboxVersion('v0.4.6');
  /** Release v0.5.0. */
  public static readonly V0_5_0 = new AgentSandboxVersion('v0.5.0');
  /** Release v0.5.1. */
  public static readonly V0_5_1 = new AgentSandboxVersion('v0.5.1');
  /** Release v0.5.2. */
  public static readonly V0_5_2 = new AgentSandboxVersion('v0.5.2');
  /** Release v0.5.3. */
  public static readonly V0_5_3 = new AgentSandboxVersion('v0.5.3');
  /** Release v0.5.4. */
  public static readonly V0_5_4 = new AgentSandboxVersion('v0.5.4');
  /** Release v0.5.5. */
  public static readonly V0_5_5 = new AgentSandboxVersion('v0.5.5');
  /** Release v0.5.6. */
  public static readonly V0_5_6 = new AgentSandboxVersion('v0.5.6');
  /** Release v1.0.0. */
  public static readonly V1_0_0 = new AgentSandboxVersion('v1.0.0');
  /** Release v1.0.1. */
  public static readonly V1_0_1 = new AgentSandboxVersion('v1.0.1');
  /** Release v1.0.2. */
  public static readonly V1_0_2 = new AgentSandboxVersion('v1.0.2');
  /** Release v1.0.3. */
  public static readonly V1_0_3 = new AgentSandboxVersion('v1.0.3');
  /** Release v1.0.4. */
  public static readonly V1_0_4 = new AgentSandboxVersion('v1.0.4');
  /** Release v1.0.5. */
  public static readonly V1_0_5 = new AgentSandboxVersion('v1.0.5');
  /** The newest release that this library knows. */
  public static readonly LATEST = AgentSandboxVersion.V1_0_5;
  // </releases>

  /**
   * A release by its tag.
   *
   * @param id for example `v1.0.5`
   * @throws when the release is unknown; the message lists those that are known
   */
  public static of(id: string): AgentSandboxVersion {
    return new AgentSandboxVersion(Catalogue.standard().get(id).id);
  }

  /**
   * A release newer than this library, or a build of another vendor, on the assumption that it installs as a known one
   * does, with its own image. The install records a finding.
   *
   * @param id tag of the release, for example `v1.0.6`, or of the build, for example `0.9.0`
   * @param known the release whose objects, flags and fields are taken
   * @throws when the tag is malformed, known, or that of an older release of upstream's
   */
  public static assume(id: string, known: AgentSandboxVersion): AgentSandboxVersion {
    return AgentSandboxVersion._of(Catalogue.standard().like(id, known._release));
  }

  /**
   * A release from the files that upstream publishes for it: CRDs, roles, Services and workload are those of the files.
   * What no file shows, flags and the behaviour of the controller, is taken from the release before it.
   *
   * The files are read when this is called. Without `checksums` the app has a finding that tells them.
   *
   * @param id tag of the release, for example `v1.0.7`
   * @param directory of its downloaded files, such as `sandbox.yaml` and `extensions.yaml`; all `.yaml` and `.yml`
   * files in it are read
   * @param options the checksums that the files must have, and the release that they are compared with
   * @throws when the files are not those of the release, or not those that are pinned
   * @see https://github.com/kubernetes-sigs/agent-sandbox/releases
   */
  public static fromAssets(id: string, directory: string, options: ReleaseFilesOptions = {}): AgentSandboxVersion {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- most apps read no files
    const { releaseFromAssets } = require('./assets/from-assets') as typeof reading;
    const { checksums, like } = checkShapes('the options', options, OPTIONS);
    return AgentSandboxVersion._of(
      releaseFromAssets(id, directory, Catalogue.standard(), { checksums, like: like?._release }),
    );
  }

  /** All known releases, oldest first. */
  public static values(): AgentSandboxVersion[] {
    return Catalogue.standard().ids.map((id) => new AgentSandboxVersion(id));
  }

  /**
   * A release of any catalogue.
   * @internal
   */
  public static _of(release: Release): AgentSandboxVersion {
    return new AgentSandboxVersion(release.id, release);
  }

  /** Tag of the release, such as `v1.0.5`. */
  public readonly id: string;

  private release?: Release;

  private constructor(id: string, release?: Release) {
    this.id = id;
    this.release = release;
  }

  /** The Kubernetes minor whose pod fields the release knows, such as `1.37`. */
  public get kubernetesVersion(): string {
    return this._release.api.kubernetes;
  }

  /** The API versions that the release serves, the stored one first. */
  public get apiVersions(): string[] {
    return this._release.api.versions.map(({ name }) => name);
  }

  /**
   * The release whose facts are assumed for this one, or of one from files those that no file shows; undefined for a
   * known release.
   */
  public get assumedFrom(): string | undefined {
    return this._release.assumedFrom;
  }

  /**
   * Which release is newer. A build of another vendor has the place of the release that it is assumed to be like.
   *
   * @returns a negative number when this one is older than the other, a positive one when it is newer, else 0
   */
  public compareTo(other: AgentSandboxVersion): number {
    return compareReleases(placeOf(this), placeOf(other));
  }

  /** Whether this release is the other one or newer. */
  public isAtLeast(other: AgentSandboxVersion): boolean {
    return this.compareTo(other) >= 0;
  }

  /**
   * Whether the release has a feature.
   *
   * @param feature a flag of the controller (`--api-connections`), a field (`Sandbox.spec.service`, also inside pods:
   * `Sandbox.spec.podTemplate.spec.schedulingGroup`) or an API version (`v1beta1`)
   * @throws when no known release has it, as it is then most likely misspelt
   */
  public supports(feature: string): boolean {
    if (supports(this._release, feature)) { return true; }
    if (!Catalogue.standard().span(feature)) {
      throw new Error(
        `no known release of Agent Sandbox has '${feature}'; give a flag such as '--api-connections', ` +
          "a field such as 'Sandbox.spec.service' or an API version such as 'v1beta1'",
      );
    }
    return false;
  }

  /** The tag. */
  public toString(): string {
    return this.id;
  }

  /** @internal */
  public get _release(): Release {
    return this.release ??= Catalogue.standard().get(this.id);
  }
}

const OPTIONS: Shapes = { checksums: mapOf('string'), like: 'version' };

/** The release by which one is ordered. */
function placeOf({ id, assumedFrom }: AgentSandboxVersion): string {
  return isReleaseId(id) ? id : assumedFrom ?? id;
}
