/** Each release line, as the library prints it: install, permissions, subresources and workloads. */
import { gitOpsTests } from './gitops';
import { heldFieldTests } from './held-fields';
import { installTests } from './install';
import { permissionTests } from './permissions';
import { aControlPlane, describeCluster } from './plane';
import { RELEASES } from './releases';
import { subresourceTests } from './subresources';
import { appliesWithoutDrift, wholeApp } from './workloads';

describeCluster.each(RELEASES)('%s', (release) => {
  const plane = aControlPlane();

  installTests(plane, release);
  subresourceTests(plane, release);
  permissionTests(plane, release);

  test('the workloads of a whole app are accepted and have no drift', async () => {
    await appliesWithoutDrift(plane, wholeApp(release, 'whole'));
  });

  gitOpsTests(plane, release);
  heldFieldTests(plane, release);
});
