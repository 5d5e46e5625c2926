/** Rules of security contexts. */
import { ABSENT, ABSOLUTE, BACKSTEPS, Rule, rule, SUBDOMAIN } from './rule';

const LOCAL = { type: 'Localhost' };
/** Profiles and Windows, of a pod as of a container. */
export const SECURITY_OF_BOTH: Rule[] = [
  rule('runAsUser', [-1, 2147483648], [0, 2147483647]),
  rule('runAsGroup', [-1, 2147483648], [0, 2147483647]),
  ...['seccompProfile', 'appArmorProfile'].flatMap((name) => [
    rule(
      name,
      [{}, { type: '' }, { type: 'runtime/default' }, { type: 'unconfined' }],
      [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }],
    ),
    rule(name, [LOCAL], [{ ...LOCAL, localhostProfile: 'a' }]),
    rule(
      name,
      [
        { type: 'Unconfined', localhostProfile: 'a' },
        { type: 'RuntimeDefault', localhostProfile: '' },
      ],
      [{ type: 'Unconfined' }],
    ),
  ]),
  rule(
    'seccompProfile',
    [...ABSOLUTE.refused, ...BACKSTEPS.refused].map((localhostProfile) => ({ ...LOCAL, localhostProfile })),
    [...ABSOLUTE.accepted, ...BACKSTEPS.accepted, ''].map((localhostProfile) => ({ ...LOCAL, localhostProfile })),
  ),
  rule(
    'appArmorProfile',
    ['', ' ', ' a', 'a\n'].map((localhostProfile) => ({ ...LOCAL, localhostProfile })),
    ['a', 'a b'].map((localhostProfile) => ({ ...LOCAL, localhostProfile })),
  ),
  rule(
    'appArmorProfile',
    [{ ...LOCAL, localhostProfile: 'a'.repeat(4096) }],
    [{ ...LOCAL, localhostProfile: 'a'.repeat(4095) }],
  ),
  rule(
    'windowsOptions',
    [...SUBDOMAIN.refused, ''].map((gmsaCredentialSpecName) => ({ gmsaCredentialSpecName })),
    SUBDOMAIN.accepted.map((gmsaCredentialSpecName) => ({ gmsaCredentialSpecName })),
  ),
  rule(
    'windowsOptions',
    [{ gmsaCredentialSpec: '' }, { gmsaCredentialSpec: 'a'.repeat(65537) }],
    [{ gmsaCredentialSpec: 'a'.repeat(65536) }, { gmsaCredentialSpec: 'a' }],
  ),
  rule(
    'windowsOptions',
    [
      '',
      'a\\b\\c',
      '\\a',
      'a\\',
      'a/b',
      '.',
      '. ',
      'a'.repeat(105),
      'a\tb',
      '.a\\b',
      `${'a'.repeat(256)}\\b`,
      'a:b',
      'a_b.c\\d/e',
    ].map((runAsUserName) => ({ runAsUserName })),
    ['a', 'a b', 'NT AUTHORITY\\SYSTEM', 'a'.repeat(104), '.a', `${'a.'.repeat(100)}a\\b`, 'a_b\\c'].map(
      (runAsUserName) => ({ runAsUserName }),
    ),
  ),
];
export const SECURITY: Rule[] = [
  ...SECURITY_OF_BOTH,
  rule('procMount', ['', 'unmasked'], ['Default', ABSENT]),
  rule('procMount', ['Unmasked'], ['Default']),
  rule('/spec.hostUsers', [true, ABSENT], [false], ['procMount', 'Unmasked']),
  rule('allowPrivilegeEscalation', [false], [true, ABSENT], ['privileged', true]),
  rule('allowPrivilegeEscalation', [false], [true, ABSENT], ['capabilities', { add: ['CAP_SYS_ADMIN'] }]),
];
