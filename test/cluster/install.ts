/** The printed install of a release is accepted, takes effect and has no drift. */
import { accepted } from './items';
import type { Plane } from './plane';
import { additionsInLists, reapplied } from './reapplied';
import { assetsOf, everythingOf, PROFILES } from './releases';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { established } from '../../src/rehearsal/apply-objects';
import { drift } from '../../src/rehearsal/drift';

interface Crd extends KubeObject {
  readonly spec: { readonly versions: ReadonlyArray<{ readonly name: string; readonly storage: boolean }> };
}

const nameOf = ({ kind, metadata: { name } }: KubeObject) => `${kind} ${name}`;

/** One profile is applied over the other, as by a platform team that changes it. */
export function installTests(plane: Plane, release: string): void {
  describe.each(PROFILES)('installed, %s,', (profile) => {
    const everything = everythingOf(release, profile);
    const crds = everything.flatMap(({ object }) =>
      object.kind === 'CustomResourceDefinition' ? [object as Crd] : [],
    );

    test('every object of every asset is accepted with strict field validation and without a warning', async () => {
      for (const item of assetsOf(release, profile).flat()) {
        const { warnings } = accepted(item, await plane.client.apply(item.object));
        expect([nameOf(item.object), warnings]).toEqual([nameOf(item.object), []]);
      }
    });

    test('the CRDs become established, with structural schemas', async () => {
      await established(plane.client, crds);
      for (const crd of crds) {
        const { conditions, storedVersions } = (await plane.client.read(crd)).body.status;
        const states = Object.fromEntries(
          conditions.map(({ type, status }: { type: string; status: string }) => [type, status]),
        );
        expect([nameOf(crd), states]).toEqual([nameOf(crd), { NamesAccepted: 'True', Established: 'True' }]);
        expect(storedVersions).toEqual([crd.spec.versions.find(({ storage }) => storage)!.name]);
      }
    });

    test('a second apply changes nothing, and the live objects are equal to the printed ones', async () => {
      for (const item of everything) {
        const { live, changes } = await reapplied(plane.client, item);
        expect([nameOf(item.object), drift(item.object, live), changes]).toEqual([nameOf(item.object), [], []]);
      }
      // A GitOps tool compares lists as a whole if it has no schema of the kind.
      for (const crd of crds) {
        expect([nameOf(crd), additionsInLists(crd, (await plane.client.read(crd)).body)]).toEqual([nameOf(crd), []]);
      }
    });
  });
}
