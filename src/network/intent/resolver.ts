/** The name servers that the controller gives to pods whose template leaves network policy and DNS to it. */
export const MANAGED_NAMESERVERS: readonly string[] = ['8.8.8.8', '1.1.1.1'];

/** Whom a pod asks for names. */
export interface Resolver {
  readonly dnsPolicy: string;
  readonly dnsConfig?: { readonly nameservers: readonly string[] };
}
