import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import { SANDBOX_POD, sandboxPod } from '../../../kubernetes/pod-templates';
import { inList } from '../../../kubernetes/read-json';
import { NOTHING, Rule } from '../rule';

const OFF = /^(?:0|false|no|off)$/i;
const ON = /^(?:1|true|yes|on)$/i;
const ANY = /./;

/** Variables that have a program trust any server, and the one by which it finds an authority instead. */
const UNVERIFIED: Readonly<Record<string, { readonly values: RegExp; readonly instead: string }>> = {
  /** @see https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue */
  NODE_TLS_REJECT_UNAUTHORIZED: { values: /^0$/, instead: 'NODE_EXTRA_CA_CERTS' },
  /** @see https://docs.npmjs.com/cli/using-npm/config#strict-ssl */
  NPM_CONFIG_STRICT_SSL: { values: OFF, instead: 'NODE_EXTRA_CA_CERTS' },
  npm_config_strict_ssl: { values: OFF, instead: 'NODE_EXTRA_CA_CERTS' },
  /** @see https://git-scm.com/book/en/v2/Git-Internals-Environment-Variables */
  GIT_SSL_NO_VERIFY: { values: ON, instead: 'GIT_SSL_CAINFO' },
  /** @see https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host */
  PIP_TRUSTED_HOST: { values: ANY, instead: 'PIP_CERT' },
  /** @see https://docs.astral.sh/uv/reference/environment/#uv_insecure_host */
  UV_INSECURE_HOST: { values: ANY, instead: 'SSL_CERT_FILE' },
};

/** A variable that turns the verification of servers off. */
export const unverifiedTls: Rule = {
  code: 'ASB349',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object) => {
    const pod = sandboxPod(object);
    let troubles: Trouble[] = NOTHING;
    for (const list of ['initContainers', 'containers']) {
      inList(pod, list).forEach((container, index) => {
        inList(container, 'env').forEach(({ name, value }, at) => {
          const known = typeof name === 'string' && Object.hasOwn(UNVERIFIED, name) ? UNVERIFIED[name] : undefined;
          if (!known || typeof value !== 'string' || !known.values.test(value)) { return; }
          troubles = [...troubles, {
            message: `variable '${String(name)}' of container '${String(container.name)}' is '${value}', with which `
              + 'the servers that programs connect to are not verified: whoever is in between reads and changes what '
              + 'they send and get',
            remedy: "remove it, and give the authority that signs your servers as 'caBundle'",
            remedyInFile: `remove it, mount the certificate of the authority, and name the file in '${known.instead}'`,
            path: [...SANDBOX_POD, list, index, 'env', at],
          }];
        });
      });
    }
    return troubles;
  },
};
