import type { RouterAuthSettings } from './settings';
import { checkForm } from '../checks/forms';

/** What a reviewed token must be made for. */
export interface TokenReviewOptions {
  /**
   * Audiences of which a token must name one.
   * @default - that of the API server
   */
  readonly audiences?: string[];
}

/**
 * How callers of a sandbox router prove who they are. Whoever passes reaches every sandbox that the router reaches: the
 * routers know no tenants.
 */
export class RouterAuth {
  /**
   * One token that all callers share, in a Secret: `RouterImplementation.PYTHON`.
   *
   * @param secretName name of the Secret, in the namespace of the router
   * @param key of the token in it; `auth-token` when left out
   * @throws when the name is malformed
   */
  public static token(secretName: string, key: string = 'auth-token'): RouterAuth {
    return new RouterAuth({ mode: 'token', ...inSecret(secretName, key) });
  }

  /**
   * Callers bear tokens of the cluster, such as those of ServiceAccounts, which the API server is asked about:
   * `RouterImplementation.GO`. A request without a token is refused.
   *
   * @param options which tokens are accepted
   */
  public static tokenReview(options: TokenReviewOptions = {}): RouterAuth {
    const { audiences = [] } = options;
    const wrong = audiences.find((audience) => !/^[^\s,]+$/.test(audience));
    if (wrong !== undefined) {
      throw new Error(
        `audience '${wrong}' of RouterAuth.tokenReview has blanks or commas, or is empty; give one audience an entry`,
      );
    }
    return new RouterAuth({ mode: 'token-review', audiences });
  }

  /**
   * Tokens that are signed with a key of yours and good for one sandbox: `RouterImplementation.GO`.
   *
   * @param secretName name of the Secret, in the namespace of the router
   * @param key of the signing key in it, which has at least 32 bytes; `scoped-token` when left out
   * @throws when the name is malformed
   */
  public static scopedToken(secretName: string, key: string = 'scoped-token'): RouterAuth {
    return new RouterAuth({ mode: 'scoped-token', ...inSecret(secretName, key) });
  }

  /** Nobody is asked: whoever reaches the router reaches the sandboxes. A finding says so. */
  public static unauthenticated(): RouterAuth {
    return new RouterAuth({ mode: 'none' });
  }

  /** @internal */
  public readonly _settings: RouterAuthSettings;

  private constructor(settings: RouterAuthSettings) {
    this._settings = settings;
  }
}

function inSecret(secretName: string, key: string): { secretName: string; key: string } {
  checkForm('Secret of the router', secretName, 'DNS subdomain');
  if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key)) {
    throw new Error(`key '${key}' is not valid in a Secret; give letters, digits, dashes, underscores and dots`);
  }
  return { secretName, key };
}
