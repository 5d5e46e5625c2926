/** A release that upstream has published and whose files could not be had when this library was made. */
export interface NotReproduced {
  readonly date: string;
  /** What is known of its files. */
  readonly note?: string;
  /** SHA-256 of files that are known by it. */
  readonly checksums?: Readonly<Record<string, string>>;
}

/** `npm run upstream-release` takes a release out when it writes its record. */
export const NOT_REPRODUCED: Readonly<Record<string, NotReproduced>> = {
  'v1.0.6': {
    date: '2026-10-08',
    note: 'its published sandbox.yaml is known to differ from that of v1.0.5 by more than the image tag, and its pods '
      + 'are said to be those of Kubernetes 1.37',
    checksums: { 'sandbox.yaml': 'b995db5839f2bdca3a24b8bbefdec405df662d6dd223eec8f5dc74098c974231' },
  },
  'v1.0.7': {
    date: '2026-10-15',
    note: 'its controller is known to end claims for the reasons PodFailed and PodSucceeded',
  },
  'v1.0.8': {
    date: '2026-10-22',
    note: 'its SDK is known to write v1beta1, with the fields of claims that v1.0.5 has',
  },
};
