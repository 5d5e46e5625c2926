import { IConstruct } from 'constructs';

/** An app that has all its objects print themselves before it writes any of them. */
export interface WholeApp extends IConstruct {
  /** Whether it does so now. */
  readonly _isRendering: boolean;
  /**
   * Called when all are printed, or one could not be, and nothing is written. If one throws, nothing is written at
   * all.
   */
  readonly _beforeWriting: Array<() => void>;
  /** What makes the texts of further files that it writes, by their paths in the output directory. */
  readonly _files?: Map<string, () => string>;
  /** All its constructs while it is validated and printed: whoever needs them does not walk the tree again. */
  readonly _constructs?: readonly IConstruct[];
}

/** All constructs of an app, each before its children. */
export function constructsOf(root: IConstruct): readonly IConstruct[] {
  return (isWhole(root) ? root._constructs : undefined) ?? root.node.findAll();
}

/** Whether an app is being validated or printed as a whole, so that nothing is written before all of it is. */
export function isAtWork(app: IConstruct): boolean {
  return isWhole(app) && app._constructs !== undefined;
}

/** Whether all objects of an app are being printed, and nothing is written yet. */
export function isRendering(app: IConstruct): boolean {
  return isWhole(app) && app._isRendering;
}

/** Whether an app is such a one, of whichever copy of this library. */
export function isWhole(app: IConstruct): app is WholeApp {
  return '_beforeWriting' in app;
}
