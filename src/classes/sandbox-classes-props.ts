import type { Size } from 'cdk8s';
import type { ContainerProps, Cpu } from '../kubernetes/kplus';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';
import type { WarmPoolUpdateStrategy } from '../sandbox/enums';
import type { SandboxTemplateProps } from '../sandbox/sandbox-template';
import type { VolumeClaimOptions } from '../sandbox/volume-claim-options';

/** How much a sandbox has. Requests equal limits, unless they are given. */
export interface SandboxSize {
  /** CPU limit of the container. */
  readonly cpu: Cpu;

  /** Memory limit of the container. */
  readonly memory: Size;

  /**
   * CPU request of the container.
   * @default - `cpu`
   */
  readonly cpuRequest?: Cpu;

  /**
   * Memory request of the container.
   * @default - `memory`
   */
  readonly memoryRequest?: Size;

  /**
   * Request and limit of what the container writes outside of volumes.
   * @default - none
   */
  readonly ephemeralStorage?: Size;

  /**
   * Counts of extended resources, such as `nvidia.com/gpu`.
   * @default - none
   */
  readonly extendedResources?: { [name: string]: number };

  /**
   * A volume that outlives the pod, mounted at `workspacePath` of the image.
   * @default - none
   */
  readonly workspace?: VolumeClaimOptions;

  /**
   * Further props of the templates of this size, such as the nodes that have it. They replace those of `template` of
   * the classes, member by member.
   * @default - none
   */
  readonly template?: SandboxTemplateProps;
}

/** What runs in a sandbox. */
export interface SandboxClassImage {
  /** The container, without `resources`, which are those of the size. */
  readonly container: ContainerProps;

  /**
   * Where the workspace of a size that has one is mounted.
   * @default '/workspace'
   */
  readonly workspacePath?: string;

  /**
   * Further props of the templates of this image, such as its network policy. They replace those of the size and of
   * `template` of the classes, member by member.
   * @default - none
   */
  readonly template?: SandboxTemplateProps;
}

/** A part of all combinations: those that have one of the sizes, one of the runtimes and one of the images. */
export interface SandboxClassSelection {
  /**
   * Names of sizes.
   * @default - all
   */
  readonly sizes?: string[];

  /**
   * Names of runtimes.
   * @default - all
   */
  readonly runtimes?: string[];

  /**
   * Names of images.
   * @default - all
   */
  readonly images?: string[];
}

/** A class that goes: programs that are built anew are told, and those that run have time. */
export interface SandboxClassDeprecation {
  /**
   * Name of the class to claim from in its place, such as `small-gvisor-python`.
   * @default - none
   */
  readonly instead?: string;

  /**
   * The day from which it may be gone, as `2027-03-31`. It is told, and nothing happens on that day.
   * @default - not said
   */
  readonly until?: string;
}

/** What holds for a part of the classes. */
export interface SandboxClassRule extends SandboxClassSelection {
  /**
   * How many sandboxes wait in each of their pools.
   * @default - that of an earlier rule, else that of WarmPool
   */
  readonly replicas?: number;

  /**
   * The treatment of waiting sandboxes when a template changes. From v0.4.0.
   * @default - that of an earlier rule, else that of WarmPool
   */
  readonly updateStrategy?: WarmPoolUpdateStrategy;

  /**
   * Whether something outside of the app has the count of each of their pools.
   * @default - that of an earlier rule, else false
   */
  readonly scaledExternally?: boolean;

  /**
   * How many sandboxes of each class are claimed at once at most by programs, besides claims in the app. The quota of a
   * `SandboxTenant` has room for them, beside those that wait.
   * @default - that of an earlier rule, else 0
   */
  readonly maxClaims?: number;

  /**
   * That they go. They keep their pools, and the catalogue and its clients say so.
   * @default - they stay
   */
  readonly deprecated?: SandboxClassDeprecation;
}

/** Size classes: which sizes, runtimes and images there are, and which of them go together. */
export interface SandboxClassesProps {
  /** Sizes by name, such as `small`. A name begins with a letter. */
  readonly sizes: { [name: string]: SandboxSize };

  /** Runtimes by name, such as `gvisor`. */
  readonly runtimes: { [name: string]: IIsolatedRuntime };

  /** Images by name, such as `python`. */
  readonly images: { [name: string]: SandboxClassImage };

  /**
   * The combinations that exist: those in at least one of these.
   * @default - all
   */
  readonly only?: SandboxClassSelection[];

  /**
   * The combinations that do not exist, of those in `only`.
   * @default - none
   */
  readonly excluding?: SandboxClassSelection[];

  /**
   * Pools, claims and deprecation. A later rule replaces what an earlier one says, member by member.
   * @default - pools with the defaults of WarmPool, no room for claims
   */
  readonly rules?: SandboxClassRule[];

  /**
   * Further props of all templates; not `containers`, `runtime` and names, which the classes have.
   * @default - none
   */
  readonly template?: SandboxTemplateProps;

  /**
   * The beginning of the names of pools and templates, before `<size>-<runtime>-<image>`.
   * @default - none
   */
  readonly prefix?: string;

  /**
   * Name of the ConfigMap with the catalogue.
   * @default 'sandbox-classes'
   */
  readonly catalogueName?: string;
}

/** A language that a client is written in. */
export enum SandboxClassLanguage {
  /** `sandbox-classes.json`, the catalogue as the ConfigMap has it. */
  JSON = 'json',
  /** `sandbox-classes.ts`: a constant for each class. */
  TYPESCRIPT = 'typescript',
  /** `sandbox_classes.py`: a constant for each class. */
  PYTHON = 'python',
  /** `sandbox_classes.go`: a constant for each pool. */
  GO = 'go',
}

/** In which languages clients are written. */
export interface SandboxClassClientsOptions {
  /**
   * The languages.
   * @default - all
   */
  readonly languages?: SandboxClassLanguage[];

  /**
   * Name of the package in Go.
   * @default 'sandboxclasses'
   */
  readonly goPackage?: string;
}

/** Where clients are written. */
export interface SandboxClassFilesOptions extends SandboxClassClientsOptions {
  /** The directory; it is made if it is missing. A relative path begins at the working directory. */
  readonly directory: string;
}
