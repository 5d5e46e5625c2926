import { checkImage, Image, imageReference, parseImage } from '../../src/checks/image';
import { UPSTREAM_IMAGE } from '../../src/install/settings';
import * as fc from '../support/fuzz';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const IMAGE: Image = { registry: 'registry.example.com', repository: 'a/b', tag: 'v1' };

describe('parseImage', () => {
  test.each<[string, Image]>([
    ['registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5', { ...UPSTREAM_IMAGE, tag: 'v1.0.5' }],
    ['registry.k8s.io/agent-sandbox/agent-sandbox-controller', { ...UPSTREAM_IMAGE, tag: 'default' }],
    [
      `registry.example.com/a@${DIGEST}`,
      { registry: 'registry.example.com', repository: 'a', tag: 'default', digest: DIGEST },
    ],
    [
      `registry.example.com:5000/a/b__c/d-e:1_2.3-4@${DIGEST}`,
      { registry: 'registry.example.com:5000', repository: 'a/b__c/d-e', tag: '1_2.3-4', digest: DIGEST },
    ],
    ['localhost/a:b', { registry: 'localhost', repository: 'a', tag: 'b' }],
    ['mirror:5000/a', { registry: 'mirror:5000', repository: 'a', tag: 'default' }],
    ['[fd00::1]:5000/a:b', { registry: '[fd00::1]:5000', repository: 'a', tag: 'b' }],
    ['192.0.2.1/a', { registry: '192.0.2.1', repository: 'a', tag: 'default' }],
  ])('%s', (reference, image) => {
    expect(parseImage(reference, 'default')).toStrictEqual(image);
  });

  test.each([
    '',
    'controller',
    'agent-sandbox/controller',
    '/a/b',
    'registry.example.com',
    'registry.example.com/',
    'registry.example.com/:v1',
    'registry.example.com/@x',
  ])('fails if %j lacks registry or repository', (reference) => {
    expect(() => parseImage(reference, 'v1.2.3')).toThrow(
      `image '${reference}' is not valid; give registry, repository and optionally tag and digest, ` +
        'such as registry.example.com/mirror/agent-sandbox-controller:v1.2.3',
    );
  });

  test.each([
    ['a.example/B:c', "image repository 'B' is not valid; give, for example, mirror/agent-sandbox-controller"],
    ['a.example//b', "image repository '/b' is not valid"],
    ['a.example/b/', "image repository 'b/' is not valid"],
    ['a.example/b..c', "image repository 'b..c' is not valid"],
    ['a.example/b:', "image tag '' is not valid; give, for example, v1.0.5"],
    ['a.example/b:c:d', "image tag 'c:d' is not valid"],
    ['a.example/b@', "image digest '' is not valid; give, for example, sha256: and 64 lower-case hexadecimal digits"],
    ['a.example/b@sha512:00', "image digest 'sha512:00' is not valid"],
    [`a.example/b@${DIGEST}@${DIGEST}`, 'image digest'],
    [`a.example/b@${DIGEST}:c`, 'image digest'],
    ['a.example:port/b', "image registry 'a.example:port' is not valid; give, for example, registry.example.com:5000"],
    ['https://a.example/b', "image registry 'https:' is not valid"],
    ['-a.example/b', "image registry '-a.example' is not valid"],
    ['a.example/b c', "image repository 'b c' is not valid"],
  ])('fails if a part of %j is not valid', (reference, message) => {
    expect(() => parseImage(reference, 'v1')).toThrow(message);
  });
});

describe('checkImage', () => {
  test('returns what it was given', () => {
    expect(checkImage(IMAGE)).toBe(IMAGE);
    expect(() => checkImage({ ...IMAGE, digest: DIGEST })).not.toThrow();
  });

  test.each<[string, Partial<Image>, string]>([
    [
      'the registry has a path',
      { registry: 'a.example/b' },
      "image registry 'a.example/b' is not valid; give, for example, registry.example.com:5000",
    ],
    ['the registry ends in a dot', { registry: 'a.example.' }, "image registry 'a.example.' is not valid"],
    [
      'the registry has a port too long',
      { registry: 'a.example:123456' },
      "image registry 'a.example:123456' is not valid",
    ],
    // A runtime reads a first part without dot or port as a repository of docker.io.
    ['the registry would be none to a runtime', { registry: 'mirror' }, "image registry 'mirror' is not valid"],
    [
      'the repository is empty',
      { repository: '' },
      "image repository '' is not valid; give, for example, mirror/agent-sandbox-controller",
    ],
    ['the repository starts with a dash', { repository: '-a' }, "image repository '-a' is not valid"],
    ['the repository has three underscores', { repository: 'a___b' }, "image repository 'a___b' is not valid"],
    ['the tag has a plus', { tag: 'v1+2' }, "image tag 'v1+2' is not valid; give, for example, v1.0.5"],
    ['the tag ends a line', { tag: 'v1\n' }, "image tag 'v1\n' is not valid"],
    [
      'the digest is of another length',
      { digest: `${DIGEST}0` },
      `image digest '${DIGEST}0' is not valid; give, for example, sha256: and 64 lower-case hexadecimal digits`,
    ],
  ])('fails if %s', (_name, part, message) => {
    expect(() => checkImage({ ...IMAGE, ...part })).toThrow(message);
  });
});

test('imageReference', () => {
  expect(imageReference(IMAGE)).toBe('registry.example.com/a/b:v1');
  expect(imageReference({ ...IMAGE, digest: DIGEST })).toBe(`registry.example.com/a/b:v1@${DIGEST}`);
});

describe('any image', () => {
  const chars = (set: string, options: { minLength: number; maxLength: number }) =>
    fc.string({ unit: fc.constantFrom(...set), ...options });
  const LOWER = 'abcxyz0189';
  const UPPER = 'ABZ';
  const label = fc
    .tuple(
      chars(LOWER + UPPER, { minLength: 1, maxLength: 3 }),
      chars(`${LOWER}-`, { minLength: 0, maxLength: 3 }),
      chars(LOWER, { minLength: 1, maxLength: 2 }),
    )
    .map((parts) => parts.join(''));
  const port = fc.integer({ min: 1, max: 65535 });
  const host = fc.oneof(
    fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.')),
    fc.constantFrom('localhost', '[::1]', '[fd00::a]'),
  );
  const registry = fc.oneof(host, fc.tuple(fc.oneof(host, label), port).map(([name, number]) => `${name}:${number}`));
  const word = chars(LOWER, { minLength: 1, maxLength: 4 });
  const segment = fc
    .tuple(word, fc.array(fc.tuple(fc.constantFrom('.', '_', '__', '-', '---'), word), { maxLength: 2 }))
    .map((parts) => parts.flat(2).join(''));
  const repository = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  const tag = fc
    .tuple(
      chars(`${LOWER}${UPPER}_`, { minLength: 1, maxLength: 1 }),
      chars(`${LOWER}${UPPER}_.-`, { minLength: 0, maxLength: 127 }),
    )
    .map((parts) => parts.join(''));
  const digest = chars('0123456789abcdef', { minLength: 64, maxLength: 64 }).map((hex) => `sha256:${hex}`);
  const image: fc.Arbitrary<Image> = fc.record(
    { registry, repository, tag, digest },
    { requiredKeys: ['registry', 'repository', 'tag'] },
  );

  test('is valid, and its reference is taken apart into itself', () => {
    fc.assert(fc.property(image, (each) => {
      expect(checkImage(each)).toEqual(each);
      expect(parseImage(imageReference(each), 'other')).toEqual(each);
    }), { numRuns: 1000 });
  });

  test('without a tag gets the one of the release', () => {
    fc.assert(fc.property(image, tag, (each, release) => {
      const { tag: own, ...rest } = each;
      const reference = imageReference(each).replace(`${each.repository}:${own}`, each.repository);
      expect(parseImage(reference, release)).toEqual({ ...rest, tag: release });
    }), { numRuns: 500 });
  });

  test('that is accepted is one that can be written and read again', () => {
    const almost = fc.oneof(fc.string({ unit: 'binary' }), image.chain((each) => {
      const reference = imageReference(each);
      return fc
        .tuple(fc.nat(reference.length), fc.constantFrom('', '/', ':', '@', '.', ' ', 'A', '\n'))
        .map(([at, added]) => reference.slice(0, at) + added + reference.slice(at));
    }));
    fc.assert(fc.property(almost, (reference) => {
      let parsed: Image;
      try {
        parsed = parseImage(reference, 'v1');
      } catch (error) {
        expect((error as Error).message).toMatch(
          /^image (registry |repository |tag |digest )?'[^]*' is not valid; give/,
        );
        return;
      }
      expect(parseImage(imageReference(parsed), 'other')).toEqual(parsed);
      expect(imageReference(parsed)).not.toMatch(/\s/);
    }), { numRuns: 1000 });
  });
});
