/** What a picture is of: its colour. */
export type Tone = 'sandbox' | 'policy' | 'runtime' | 'workload' | 'open' | 'doubt' | 'shut';

/** A box of a picture: an object, several that are equal, or someone whom a pod reaches. */
export interface Box {
  /** Unique in the picture; letters, digits and `_`. */
  readonly id: string;
  readonly tone: Tone;
  /** The line above the name; a box without one is a single line. */
  readonly kind?: string;
  readonly name: string;
  /** The full name, where `name` is a part of it: shown on hover. */
  readonly hover?: string;
  readonly details?: readonly string[];
  /** The number of equal objects that it stands for. */
  readonly count?: number;
  /** Whether it is not among what the picture is of: made later, or by others. */
  readonly isElsewhere?: boolean;
}

/** `shut`: no connection. `doubt`: some connections, or not known. */
export type ArrowStyle = 'plain' | 'made' | 'open' | 'doubt' | 'shut';

/** An arrow between two boxes of a panel. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly style: ArrowStyle;
}

/** A part of a picture with a frame of its own, such as a namespace. Its arrows stay in it. */
export interface Panel {
  readonly id: string;
  /** Undefined: the panel has no heading. */
  readonly title?: string;
  readonly subtitle?: string;
  /** The number of equal panels that it stands for. */
  readonly count?: number;
  /** Lines below the title: what is true of all in the panel. */
  readonly notes: readonly string[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** What is in the panel without a box of its own. */
  readonly rest: readonly string[];
}

/** A picture as data: printed as SVG, as Mermaid and as DOT. */
export interface Picture {
  readonly title: string;
  /** What it shows in a sentence, for those who cannot see it. */
  readonly description: string;
  readonly panels: readonly Panel[];
  /** The styles of arrows that a reader may not know, with their meaning. */
  readonly legend: ReadonlyArray<{ readonly style: ArrowStyle; readonly text: string }>;
}
