import type { RouterAuthSettings } from './settings';
import { checkForm, shown } from '../checks/forms';
import { checkMembers } from '../checks/members';

/** Tokens that the API server reviews. */
export interface TokenReviewOptions {
  /**
   * Audiences. A token must be issued for one of them.
   * @default - that of the API server
   */
  readonly audiences?: string[];
}

/**
 * The authentication of callers of a sandbox router. An authenticated caller reaches every sandbox that the router
 * reaches: the routers know no tenants.
 */
export class RouterAuth {
  /**
   * One token that all callers share, in a Secret: `RouterImplementation.PYTHON`.
   *
   * @param secretName name of the Secret, in the namespace of the router
   * @param key of the token in the Secret; `auth-token` when left out
   * @throws when the name or the key is malformed
   */
  public static token(secretName: string, key: string = 'auth-token'): RouterAuth {
    return new RouterAuth({ mode: 'token', ...inSecret(secretName, key) });
  }

  /**
   * Tokens of the cluster, such as those of ServiceAccounts, which the API server reviews: `RouterImplementation.GO`. A
   * request without a token is refused.
   *
   * @param options audiences of the tokens
   * @throws when an audience is empty, or has blanks or commas
   */
  public static tokenReview(options: TokenReviewOptions = {}): RouterAuth {
    const { audiences = [] } = checkMembers('the options of RouterAuth.tokenReview', options, ['audiences']);
    if (!Array.isArray(audiences)) { throw new Error(`'audiences' is ${shown(audiences)}; give a list`); }
    for (const audience of audiences) {
      if (typeof audience === 'string' && /^[^\s,]+$/.test(audience)) { continue; }
      throw new Error(
        `audience ${shown(audience)} of RouterAuth.tokenReview is not valid; give text without blanks and commas`,
      );
    }
    return new RouterAuth({ mode: 'token-review', audiences: [...audiences] });
  }

  /**
   * Tokens that are signed with your key, each for one sandbox: `RouterImplementation.GO`.
   *
   * @param secretName name of the Secret, in the namespace of the router
   * @param key of the signing key in the Secret, which has at least 32 bytes; `scoped-token` when left out
   * @throws when the name or the key is malformed
   */
  public static scopedToken(secretName: string, key: string = 'scoped-token'): RouterAuth {
    return new RouterAuth({ mode: 'scoped-token', ...inSecret(secretName, key) });
  }

  /** No authentication: everybody who reaches the router reaches the sandboxes. It is a finding, ASB430. */
  public static unauthenticated(): RouterAuth {
    return new RouterAuth({ mode: 'none' });
  }

  /**
   * The authentication as data.
   * @internal
   */
  public readonly _settings: RouterAuthSettings;

  private constructor(settings: RouterAuthSettings) {
    this._settings = settings;
  }

  /** The authentication in words, such as `one token for all callers, key 'auth-token' of Secret 'router'`. */
  public toString(): string {
    const settings = this._settings;
    switch (settings.mode) {
      case 'token': return `one token for all callers, ${secretText(settings)}`;
      case 'token-review': return settings.audiences.length > 0
        ? `tokens of the cluster for ${settings.audiences.map(shown).join(' or ')}`
        : 'tokens of the cluster';
      case 'scoped-token': return `tokens for one sandbox each, signed with ${secretText(settings)}`;
      case 'none': return 'no authentication';
    }
  }
}

function inSecret(secretName: string, key: string): { secretName: string; key: string } {
  checkForm('Secret of the router', secretName, 'DNS subdomain');
  if (typeof key !== 'string' || !/^[-._a-zA-Z0-9]{1,253}$/.test(key)) {
    throw new Error(`key ${shown(key)} is not valid in a Secret; give letters, digits, dashes, underscores and dots`);
  }
  return { secretName, key };
}

function secretText({ secretName, key }: { readonly secretName: string; readonly key: string }): string {
  return `key '${key}' of Secret '${secretName}'`;
}
