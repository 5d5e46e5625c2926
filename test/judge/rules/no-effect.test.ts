import { objectOf, podWith, said } from '../../support/judged';

const TIME = '2026-12-31T18:00:00Z';
const sandbox = (spec: object) => said(objectOf('Sandbox', 'dev', { ...podWith(), ...spec }));
const claim = (lifecycle: object) =>
  said(objectOf('SandboxClaim', 'nightly', { warmPoolRef: { name: 'pool' }, lifecycle }));
const template = (spec: object) => said(objectOf('SandboxTemplate', 'python', { ...podWith(), ...spec }));

describe('ASB222', () => {
  test('an end that is described and never comes', () => {
    expect(sandbox({ shutdownPolicy: 'Delete' })).toEqual([
      "ASB222: the sandbox says what becomes of it at its end ('shutdownPolicy'), and has no end",
    ]);
    expect(claim({ shutdownPolicy: 'DeleteForeground' })).toEqual([
      "ASB222: the claim says what becomes of it at its end ('shutdownPolicy'), and has no end",
    ]);
  });

  test('an end that comes, and the default, which reviewers may want to read', () => {
    expect([
      ...sandbox({ shutdownPolicy: 'Delete', shutdownTime: TIME }),
      ...sandbox({ shutdownPolicy: 'Retain' }),
      ...sandbox({}),
    ]).toEqual([]);
    expect([
      ...claim({ shutdownPolicy: 'Delete', shutdownTime: TIME }),
      ...claim({ shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 0 }),
      ...claim({ shutdownPolicy: 'Retain' }),
    ]).toEqual([]);
  });

  test('a network policy that nobody applies, and those that somebody does', () => {
    expect(template({ networkPolicyManagement: 'Unmanaged', networkPolicy: {} })).toEqual([
      "ASB222: 'networkPolicy' is given, and 'networkPolicyManagement' is Unmanaged, so nobody applies it",
    ]);
    expect([
      ...template({ networkPolicyManagement: 'Managed', networkPolicy: {} }),
      ...template({ networkPolicy: {} }),
      ...template({ networkPolicyManagement: 'Unmanaged' }),
    ]).toEqual([]);
  });
});

describe('ASB219', () => {
  test('fails if a time is a list, as the API server has it', () => {
    expect(sandbox({ shutdownTime: [] })).toEqual([
      'ASB219: spec.shutdownTime is a list, which the API server takes for a time and the controller cannot decode',
    ]);
    expect(claim({ shutdownTime: [TIME] })).toEqual([
      'ASB219: spec.lifecycle.shutdownTime is a list, ' +
        'which the API server takes for a time and the controller cannot decode',
    ]);
  });

  test('accepts a time, and leaves what the API server refuses to it', () => {
    expect([...sandbox({ shutdownTime: TIME }), ...claim({ shutdownTime: TIME })]).toEqual([]);
    expect(sandbox({ shutdownTime: 5 })).toEqual([expect.stringMatching(/^ASB102: /)]);
  });
});
