/** The name servers that the controller gives to pods whose template leaves network policy and DNS to it. */
export const MANAGED_NAMESERVERS: readonly string[] = ['8.8.8.8', '1.1.1.1'];

/** Whom a pod asks for names. */
export interface Resolver {
  readonly dnsPolicy: string;
  readonly dnsConfig?: {
    readonly nameservers?: readonly string[];
    readonly options?: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  };
}

/**
 * A name with a dot is looked up as it stands before search domains are appended. Cilium refuses lookups of names that
 * are not on a list, and the resolver of musl gives up at the first refusal.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-policy-and-ip-discovery
 */
export const WHOLE_NAMES_FIRST: ReadonlyArray<{ readonly name: string; readonly value: string }> = [
  { name: 'ndots', value: '1' },
];
