import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import { inList, Loose } from '../../../kubernetes/read-json';
import { NOTHING, Rule } from '../rule';

/** Words that stand in names of variables with secrets. */
const SECRET_NAME = new RegExp(
  '(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PAT'
    + '|(API|ACCESS|SECRET|PRIVATE|SIGNING|AUTH|SSH|DEPLOY|MASTER|ENCRYPTION)?KEY)$',
  'i',
);
/** Keys that are no secrets. */
const OPEN_KEY =
  /(^|_)(PUBLIC|PUB|PUBLISHABLE|CACHE|SORT|PRIMARY|FOREIGN|PARTITION|ROUTING|OBJECT|MAP|INDEX|HOT)_?KEY$/i;

/** Forms by which issuers of secrets mark them. */
const MARKED = new RegExp(
  `^(?:${[
    'gh[oprsu]_[A-Za-z0-9]{20,}',
    'github_pat_[A-Za-z0-9_]{20,}',
    'glpat-[\\w-]{16,}',
    'sk-[\\w-]{20,}',
    'xox[abeprs]-[\\w-]{10,}',
    'AKIA[0-9A-Z]{16}$',
    'AIza[\\w-]{30,}',
    'hf_[A-Za-z0-9]{20,}',
    'npm_[A-Za-z0-9]{20,}',
    'eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.',
    '-----BEGIN [A-Z ]*PRIVATE KEY-----',
    '[a-z][a-z0-9+.-]*://[^/\\s:@]*:[^/\\s@]+@',
  ].join('|')})`,
);

/** Values that say where a secret is, or that are none: paths, addresses, references, numbers, words for nothing. */
const NO_SECRET = new RegExp(`^(?:${[
  '[./~].*', '\\$.*', '[a-z][a-z0-9+.-]*://[^@]*', '-?[0-9.]{1,8}', '<.*>', 'x*', '\\*+',
  'true|false|null|none|changeme|dummy|test',
].join('|')})$`, 'is');

/**
 * A secret that is written into a claim, where everybody may read it who reads claims.
 *
 * Only claims are judged: their variables have no `valueFrom`, so that this is where people write secrets out.
 */
export const secretLiterals: Rule = {
  code: 'ASB242',
  severity: FindingSeverity.WARNING,
  kinds: ['SandboxClaim'],
  check: ({ spec }) => {
    const env = inList(spec, 'env');
    if (env.length === 0) { return NOTHING; }
    const troubles = env.flatMap((variable, index) =>
      isSecret(variable) ? [troubleOf(variable.name, index)] : NOTHING,
    );
    return troubles.length > 0 ? troubles : NOTHING;
  },
};

function troubleOf(name: unknown, index: number): Trouble {
  return {
    message: `variable '${String(name)}' looks like a secret, and stands in the claim for all who may read claims, `
      + 'in the history of manifests, and in backups',
    remedy: 'put it into a Secret that the template mounts or reads (valueFrom.secretKeyRef), or have the sandbox '
      + 'fetch it by its identity; acknowledge it if it is none',
    remedyInFile: 'put it into a Secret that the template mounts or reads (valueFrom.secretKeyRef), or have the '
      + 'sandbox fetch it by its identity',
    path: ['spec', 'env', index, 'value'],
  };
}

function isSecret({ name, value }: Loose): boolean {
  if (typeof value !== 'string' || typeof name !== 'string') { return false; }
  if (MARKED.test(value)) { return true; }
  return SECRET_NAME.test(name) && !OPEN_KEY.test(name) && !NO_SECRET.test(value);
}
