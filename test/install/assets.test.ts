import { releaseAssets } from '../../src/install/assets';
import { Catalogue } from '../../src/release/catalogue';

const catalogue = Catalogue.standard();

test.each(catalogue.all())(
  'the manifests of $id hold one object where they say the same, so that it is printed once',
  (release) => {
    const byText = new Map<string, Set<object>>();
    for (const object of releaseAssets(release, {}, catalogue).flatMap(({ objects }) => objects)) {
      const text = JSON.stringify(object);
      byText.set(text, (byText.get(text) ?? new Set()).add(object));
    }
    expect([...byText.values()].filter(({ size }) => size > 1)).toEqual([]);
    // Among them the largest: the CRD of Sandbox.
    expect(
      [...byText.keys()].filter(
        (text) => text.includes('sandboxes.agents.x-k8s.io') && text.includes('openAPIV3Schema'),
      ),
    ).toHaveLength(1);
  },
);
