import { objectOf, said } from '../../../support/judged';

function found(name: string, value: string): string[] {
  const spec = { warmPoolRef: { name: 'pool' }, env: [{ name, value }] };
  return said(objectOf('SandboxClaim', 'nightly', spec)).filter((line) => line.startsWith('ASB242'));
}

const word = 'abcdefgh';

describe('ASB242', () => {
  test('names the variable, and not the value', () => {
    expect(found('API_TOKEN', word)).toEqual([
      "ASB242: variable 'API_TOKEN' looks like a secret, and stands in the claim for all who may read claims, "
        + 'in the history of manifests, and in backups',
    ]);
  });

  test.each([
    'TOKEN',
    'GITHUB_TOKEN',
    'github_token',
    'DB_PASSWORD',
    'PASSWORD',
    'CLIENT_SECRET',
    'API_KEY',
    'APIKEY',
    'AWS_SECRET_ACCESS_KEY',
    'SSH_PRIVATE_KEY',
    'KEY',
    'GIT_CREDENTIALS',
    'KEY_PASSPHRASE',
  ])('a literal in %s', (name) => {
    expect(found(name, word)).toHaveLength(1);
  });

  test.each([
    'ghp_' + 'a1'.repeat(18),
    'github_pat_' + 'a1'.repeat(20),
    'glpat-' + 'a1'.repeat(10),
    'sk-ant-api03-' + 'a1'.repeat(20),
    'xoxb-' + '1'.repeat(12),
    'AKIA' + 'A1'.repeat(8),
    'AIza' + 'a1'.repeat(18),
    'hf_' + 'a1'.repeat(17),
    'npm_' + 'a1'.repeat(18),
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0x.abc',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nabc',
    'postgres://app:hunter2@db.example.com/app',
  ])('the secret %s in a variable of any name', (value) => {
    expect(found('SETTING', value)).toHaveLength(1);
  });

  test.each([
    ['API_TOKEN', '/var/run/secrets/token'],
    ['API_TOKEN', '~/.token'],
    ['API_TOKEN', '$(OTHER)'],
    ['API_TOKEN', ''],
    ['API_KEY', 'https://vault.example.com/key'],
    ['PASSWORD', 'changeme'],
    ['SECRET', 'true'],
    ['TOKEN', '4096'],
    ['MAX_TOKENS', '4096'],
    ['TOKEN_LIMIT', word],
    ['PUBLIC_KEY', word],
    ['SORT_KEY', word],
    ['MONKEY', word],
    ['SEED', '7'],
    ['TOKEN_FILE', word],
    ['SECRET_NAME', word],
    ['KEYBOARD', word],
    ['DATABASE_URL', 'postgres://db.example.com/app'],
    ['IMAGE', 'registry.example.com/skills:sk-1'],
  ])('is fine for %s with %s', (name, value) => {
    expect(found(name, value)).toEqual([]);
  });
});
