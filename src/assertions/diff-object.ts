/** How much an effect of an edit matters, the most dangerous first. */
export enum DiffLevel {
  /** Data are deleted. */
  DATA_LOSS = 'data-loss',
  /** The API server refuses the change, or something that works stops working. */
  BREAK = 'break',
  /** More is allowed than before. */
  EXPOSURE = 'exposure',
  /** Pods end that run. */
  DISRUPTION = 'disruption',
  /** What runs stays as it was. */
  STALE = 'stale',
  /** Everything else that is worth to know. */
  NOTE = 'note',
}

/** Something that follows from an edit. */
export interface DiffEffect {
  /** A stable name, such as `pool-replaced`: see the page about reviewing changes. */
  readonly rule: string;
  /** How much it matters. */
  readonly level: DiffLevel;
  /** What happens, in one sentence. */
  readonly message: string;
  /**
   * How to avoid it.
   * @default - no way is known, or none is needed
   */
  readonly remedy?: string;
}

/** An object that an edit changes. */
export interface DiffObject {
  /** `created`, `changed`, `renamed`, `deleted`, or `affected` by changes of others. */
  readonly verb: string;
  /** Such as `SandboxTemplate research/python`. */
  readonly object: string;
  /** What follows, the most dangerous first. */
  readonly effects: DiffEffect[];
}

/** Numbers of pods or volumes. */
export interface DiffCounts {
  /** How many are created. */
  readonly created: number;
  /** How many end, or are deleted. */
  readonly ended: number;
  /** How many stay, although new ones would differ. */
  readonly stale: number;
}
