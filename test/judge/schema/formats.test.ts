import { walk } from '../../../src/judge/schema';

function accepts(format: string, text: string): boolean {
  return walk(text, { type: 'string', format }).violations.length === 0;
}

describe('date-time', () => {
  test.each([
    '2026-07-01T12:00:00Z', '2026-07-01t12:00:00z', '2026-07-01T12:00:00.123456789+02:00', '2000-02-29T00:00:00Z',
    '0000-01-01T00:00:00Z', '2026-12-31T23:59:59-23:59',
    // Not in RFC 3339, but the API server takes them: it checks neither the fraction's mark, the offset nor the rest.
    '2026-07-01T12:00:00x5Z', '2026-07-01T12:00:0012Z', '2026-07-01T12:00:00+99:99', '2026-07-01T12:00:00ZT',
    '2026-07-01T12:00:00😀5Z',
  ])('%s', (text) => {
    expect(accepts('date-time', text)).toBe(true);
    expect(accepts('datetime', text)).toBe(true);
  });

  test.each([
    '', 'T', '2026-07-01', '2026-07-01 12:00:00Z', '2026-07-01T12:00:00', '2026-07-01T12:00Z', '2026-07-01T24:00:00Z',
    '2026-07-01T12:60:00Z', '2026-07-01T23:59:60Z', '2026-02-29T12:00:00Z', '1900-02-29T12:00:00Z',
    '2026-13-01T12:00:00Z', '2026-00-01T12:00:00Z', '2026-01-00T12:00:00Z', '2026-04-31T12:00:00Z',
    '26-07-01T12:00:00Z', '2026-07-01T12:00:00.Z', '2026-07-01T12:00:00+0200', ' 2026-07-01T12:00:00Z',
    '2026-07-01T12:00:00\n5Z', '2026-07-01T12:00:00Z\n',
  ])("fails if it is '%s'", (text) => {
    expect(accepts('date-time', text)).toBe(false);
  });

  test('fails with an example', () => {
    expect(walk('tomorrow', { type: 'string', format: 'date-time' }).violations)
      .toEqual([{ path: [], kind: 'format', message: '\'tomorrow\' is not a time such as 2026-07-01T12:00:00Z' }]);
  });
});

test.each<[format: string, valid: string, invalid: string]>([
  ['date', '2024-02-29', '2023-02-29'], ['byte', 'YWI=', 'YWI'],
  ['uuid', '6BA7B810-9dad-11d1-80b4-00c04fd430c8', '6ba7b810-9dad-11d1-80b4-00c04fd430c'],
  ['k8s-short-name', 'a-1', 'a.b'], ['k8s-long-name', 'a.b', 'a..b'],
])('fails if a %s is not like \'%s\' but like \'%s\'', (format, valid, invalid) => {
  expect(accepts(format, valid)).toBe(true);
  expect(accepts(format, invalid)).toBe(false);
});

test('a password may be anything, and so may what the API server has no format for', () => {
  expect(accepts('password', '')).toBe(true);
  expect(accepts('made-up', '')).toBe(true);
  expect(accepts('int32', 'a')).toBe(true);
});

test('fails if the API server enforces a format that we do not know', () => {
  expect(() => accepts('ipv4', '1.2.3.4')).toThrow(
    "the format 'ipv4' is not known to the validation; "
    + 'known: datetime, date, byte, uuid, password, k8sshortname, k8slongname',
  );
});
