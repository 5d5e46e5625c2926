import { ImageRegistryLayout } from '../../src';
import { ImageMirror } from '../../src/air-gap/image-mirror';
import { imageParts, parseImage, partsText } from '../../src/checks/image';
import * as fc from '../support/fuzz';

const { PATH, HOST_AND_PATH } = ImageRegistryLayout;
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

const host = fc.constantFrom(
  'docker.io', 'index.docker.io', 'registry.k8s.io', 'localhost', 'r.example.com:5000', '[fd00::1]:5000', 'Mirror',
);
const path = fc.array(fc.constantFrom('a', 'library', 'b__c', 'd-e', 'f.g', '0'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));
const version = fc.constantFrom('', ':v1', ':latest', ':1_2.3-4', `@${DIGEST}`, `:v1@${DIGEST}`);
const reference = fc.tuple(fc.option(host, { nil: undefined }), path, version)
  .map(([of, repository, tail]) => `${of === undefined ? '' : `${of}/`}${repository}${tail}`);
const registry = fc.constantFrom('m.example.com', 'm.example.com:5000/mirror', 'localhost/x', 'docker.io/team');

describe('the parts of a reference', () => {
  test('printed and read again are the same', () => {
    fc.assert(fc.property(reference, (text) => {
      const parts = imageParts(text)!;
      expect(imageParts(partsText(parts))).toEqual(parts);
    }));
  });

  test('are those that parseImage finds, but for names of Docker Hub, which it has as they are written', () => {
    fc.assert(fc.property(reference, (text) => {
      const parts = imageParts(text)!;
      if (parts.registry === 'docker.io') { return; }
      expect(parseImage(text, 'none')).toEqual({ tag: 'none', ...parts });
    }));
  });

  test.each<[string, string]>([
    ['busybox', 'docker.io/library/busybox'],
    ['index.docker.io/busybox:1', 'docker.io/library/busybox:1'],
    ['docker.io/team/tool', 'docker.io/team/tool'],
    ['team/tool', 'docker.io/team/tool'],
    ['Mirror/tool', 'Mirror/tool'],
    ['localhost/tool', 'localhost/tool'],
  ])('%s is %s', (text, whole) => {
    expect(partsText(imageParts(text)!)).toBe(whole);
  });

  test.each(['', 'A B', 'a/', '/a', 'a//b', 'a:', 'a@', 'a@sha256:00', 'https://a.example/b', 'x'.repeat(1100)])(
    '%j has none', (text) => { expect(imageParts(text)).toBeUndefined(); },
  );
});

describe('a reference in a mirror', () => {
  test('is the registry, and path, tag and digest of the image', () => {
    fc.assert(fc.property(reference, registry, (text, of) => {
      const mirror = new ImageMirror(of);
      const target = mirror.referenceTo(text);
      if (mirror.has(text)) { expect(target).toBe(text); return; }
      const { registry: _, ...parts } = imageParts(text)!;
      expect(target).toBe(`${of}/${partsText({ registry: '', ...parts }).slice(1)}`);
      expect(imageParts(target)).toMatchObject({ ...parts, repository: expect.stringContaining(parts.repository) });
    }));
  });

  test.each([PATH, HOST_AND_PATH])('has a reference of its own that is the same: layout %s', (layout) => {
    fc.assert(fc.property(reference, registry, (text, of) => {
      const mirror = new ImageMirror(of, layout);
      const target = mirror.tryReferenceTo(text);
      if (target === undefined) { expect(layout).toBe(HOST_AND_PATH); return; }
      expect(mirror.has(target)).toBe(true);
      expect(mirror.referenceTo(target)).toBe(target);
    }));
  });

  test('tells what it is a copy of, where the host is part of the path', () => {
    fc.assert(fc.property(reference, registry, (text, of) => {
      const mirror = new ImageMirror(of, HOST_AND_PATH);
      const target = mirror.tryReferenceTo(text);
      if (target === undefined || mirror.has(text)) { return; }
      expect(mirror.sourceOf(target)).toBe(partsText(imageParts(text)!));
    }));
  });

  test.each<[string, ImageRegistryLayout, string]>([
    ['busybox', PATH, 'm.example.com/x/library/busybox'],
    ['busybox', HOST_AND_PATH, 'm.example.com/x/docker.io/library/busybox'],
    [`registry.k8s.io/a/b:1@${DIGEST}`, PATH, `m.example.com/x/a/b:1@${DIGEST}`],
    ['r.example.com:5000/a', PATH, 'm.example.com/x/a'],
    ['m.example.com/x/a:1', HOST_AND_PATH, 'm.example.com/x/a:1'],
    ['m.example.com/a:1', PATH, 'm.example.com/x/a:1'],
  ])('of %s by %s is %s', (text, layout, target) => {
    expect(new ImageMirror('m.example.com/x', layout).referenceTo(text)).toBe(target);
  });

  test('fails if a host cannot be part of a path, or a text is no reference', () => {
    const mirror = new ImageMirror('m.example.com', HOST_AND_PATH);
    expect(() => mirror.referenceTo('r.example.com:5000/a')).toThrow(
      "image 'r.example.com:5000/a' has no place in 'm.example.com': 'r.example.com:5000' cannot be part of a path",
    );
    expect(() => mirror.referenceTo('a b')).toThrow("image 'a b' is no reference of an image");
  });
});
