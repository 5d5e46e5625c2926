import type { Grant } from '../../kubernetes/rbac';
import type { Cidr } from '../../network/intent/cidr';
import type { BlastArea } from '../blast-item';

/** What something that is reached is to a budget. */
export type Fact =
  | { readonly is: 'domain'; readonly name: string }
  | { readonly is: 'dns' }
  | { readonly is: 'own-pods' }
  | { readonly is: 'pods'; /** Undefined: of any. */ readonly namespace?: string }
  | { readonly is: 'grant'; readonly grant: Grant }
  | { readonly is: 'role'; readonly role: string }
  | { readonly is: 'secret'; readonly name: string }
  | { readonly is: 'secrets-by-api'; readonly namespace?: string; /** Undefined: all. */ readonly name?: string }
  | { readonly is: 'identity'; readonly name: string }
  | { readonly is: 'node-identity' }
  | { readonly is: 'volume'; readonly name: string; readonly isWritten: boolean }
  | { readonly is: 'host-path'; readonly path: string; readonly isWritten: boolean }
  | { readonly is: 'capability'; readonly name: string }
  | { readonly is: 'kernel' | 'privileged' | 'host-namespaces' | 'host-ports' | 'shared-nodes' };

/** Something that code in a sandbox reaches, but for addresses. */
export interface Reached {
  readonly area: BlastArea;
  /** What it is, in a few words. Two with the same words are one. */
  readonly text: string;
  /** Verbs of the API are told together with others on the same: the text is what they are about. */
  readonly verb?: string;
  /** Why it is reached, or why that is not known. */
  readonly why?: string;
  readonly isCertain: boolean;
  readonly fact: Fact;
}

/** Addresses that are reached. */
export interface ReachedRange {
  readonly cidr: Cidr;
  readonly isCertain: boolean;
  readonly why?: string;
}

/** All that code in a sandbox reaches. */
export interface Radius {
  /** Such as `sandboxes of template 'research/python'`. */
  readonly title: string;
  readonly object: { readonly kind: string; readonly namespace?: string; readonly name: string };
  /** No address is in two of them. */
  readonly ranges: readonly ReachedRange[];
  readonly reached: readonly Reached[];
  /** Whether a token of its ServiceAccount is mounted. */
  readonly hasToken: boolean;
  /** What a token would allow, if one were mounted. */
  readonly withToken: readonly Reached[];
}
