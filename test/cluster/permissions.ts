/** The controller has the permissions that its release needs, and no others. */
import type { Plane } from './plane';
import { accountOf, nameOf, resourcesOf, rightsIn, rightsOf } from './questions';
import { releaseOf } from './releases';

const NAMESPACE = 'agent-sandbox-system';
const CONTROLLER = accountOf(NAMESPACE, 'agent-sandbox-controller');
/** An account with the permissions that every account has. */
const STRANGER = accountOf(NAMESPACE, 'stranger');

export function permissionTests(plane: Plane, release: string): void {
  const { controller, extensions, namespaced } = releaseOf(release).roles;
  const everywhere = [...controller, ...extensions];
  const here = [...everywhere, ...namespaced];

  test.each([
    { where: 'all namespaces', permissions: everywhere },
    { where: 'its own namespace', permissions: here, namespace: NAMESPACE },
    { where: 'another namespace', permissions: everywhere, namespace: 'default' },
  ])('in $where the controller has the permissions of its release alone', async ({ permissions, namespace }) => {
    const resources = await resourcesOf(plane.client);
    const common = await rightsOf(plane.client, resources, { ...STRANGER, namespace });
    const rights = await rightsOf(plane.client, resources, { ...CONTROLLER, namespace });
    expect(without(rights, common)).toEqual(without(rightsIn(permissions), common));
  });

  const limited = here.filter(({ names }) => names);
  if (limited.length === 0) { return; }
  test('permissions that are limited to names hold for these names alone', async () => {
    const resources = (await resourcesOf(plane.client)).filter((each) =>
      limited.some(({ resource }) => resource === nameOf(each)),
    );
    for (const name of [...limited.flatMap(({ names }) => names!), 'another']) {
      const rights = await rightsOf(plane.client, resources, { ...CONTROLLER, namespace: NAMESPACE, name });
      const asked = here.filter(({ resource }) => resources.some((each) => nameOf(each) === resource));
      expect([name, rights]).toEqual([name, rightsIn(asked, name)]);
    }
  });
}

function without(rights: readonly string[], others: readonly string[]): string[] {
  return rights.filter((right) => !others.includes(right));
}
