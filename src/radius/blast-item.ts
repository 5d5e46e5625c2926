/** What kind of thing code in a sandbox reaches. */
export enum BlastArea {
  /** Addresses, domains, pods and name servers. */
  NETWORK = 'network',
  /** Verbs of the API server that its ServiceAccount has. */
  API = 'api',
  /** Secrets: in the pod, and by the API. */
  SECRETS = 'secrets',
  /** Accounts of a cloud or of others. */
  IDENTITY = 'identity',
  /** Volumes that others have too. */
  VOLUMES = 'volumes',
  /** The node and its kernel. */
  NODES = 'nodes',
}

/** Something that code in a compromised sandbox reaches. */
export interface BlastItem {
  /** What kind of thing it is. */
  readonly area: BlastArea;

  /** What it is, in a few words, such as `10.0.0.0/8` or `get, list pods in namespace 'research'`. */
  readonly text: string;

  /** Whether it surely is reached. Where objects leave that open, it counts as reached. */
  readonly isCertain: boolean;

  /**
   * By what it is reached, or what leaves it open.
   * @default - the text says it
   */
  readonly why?: string;
}
