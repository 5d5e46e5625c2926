import { bothWays } from '../../../support/both-ways';
import { objectOf, podWith } from '../../../support/judged';

const judged = (name: string, value: string) => bothWays([
  objectOf('Sandbox', 'dev', podWith({}, { env: [{ name: 'A', value: 'b' }, { name, value }] })),
]);

describe('ASB349: a variable that turns the verification of servers off', () => {
  test.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['GIT_SSL_NO_VERIFY', 'true'],
    ['NPM_CONFIG_STRICT_SSL', 'false'],
    ['npm_config_strict_ssl', 'False'],
    ['PIP_TRUSTED_HOST', 'pypi.example.com'],
    ['UV_INSECURE_HOST', 'pypi.example.com'],
  ])('%s=%s', (name, value) => {
    const said = `variable '${name}' of container 'main' is '${value}', with which the servers that programs connect to `
      + 'are not verified: whoever is in between reads and changes what they send and get';
    expect(judged(name, value)).toEqual({
      synth: [`warning ASB349 dev: ${said}`],
      files: [`warning ASB349 spec.podTemplate.spec.containers[0].env[1]: ${said}`],
    });
  });

  test.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED', '1'], ['GIT_SSL_NO_VERIFY', 'false'], ['NPM_CONFIG_STRICT_SSL', 'true'],
    ['PIP_TRUSTED_HOST', ''], ['SSL_CERT_FILE', '/ca.crt'], ['constructor', '0'],
  ])('not %s=%s', (name, value) => {
    expect(judged(name, value)).toEqual({ synth: [], files: [] });
  });
});
