/** How a CA bundle gets into containers. */
export interface CaBundleOptions {
  /**
   * The key with the certificates in PEM.
   * @default ca.crt
   */
  readonly key?: string;

  /**
   * The directory where it is mounted, in all containers; the file in it is `ca.crt`.
   * @default /etc/agent-sandbox-ca
   */
  readonly mountPath?: string;
}
