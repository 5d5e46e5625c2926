import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IsolatedRuntime, SandboxProps, WorkspaceOptions, Sandbox } from '../../../src';
import { chartOf, codesOf, errorsOf, POD, podOf } from '../../support/workloads';

const { READ_WRITE_MANY, READ_WRITE_ONCE_POD } = kplus.PersistentVolumeAccessMode;
const ROOT_MISMATCH = 'OnRootMismatch';
const ROOT = { image: 'registry.example.com/a:1', securityContext: { ensureNonRoot: false } };

function groupOf(props: Partial<SandboxProps>, options: Partial<WorkspaceOptions> = {}, hasWorkspace = true) {
  const chart = chartOf();
  const sandbox = new Sandbox(chart, 'Dev', { ...POD, ...props });
  if (hasWorkspace) { sandbox.addWorkspace('Home', '/home', { size: Size.gibibytes(1), ...options }); }
  expect(errorsOf(chart)).toBe('');
  const { fsGroup, fsGroupChangePolicy } = podOf(sandbox).securityContext;
  return [fsGroup, fsGroupChangePolicy, codesOf(chart).includes('ASB231')];
}

test.each<[string, Partial<SandboxProps>, Partial<WorkspaceOptions>, unknown[]]>([
  ['a container that is not root', {}, {}, [1000, ROOT_MISMATCH, false]],
  ['a user', { securityContext: { user: 500 } }, {}, [1000, ROOT_MISMATCH, false]],
  ['a user where any may be', { securityContext: { user: 500, ensureNonRoot: false } }, {},
    [1000, ROOT_MISMATCH, false]],
  ['a group', { securityContext: { group: 2000 } }, {}, [2000, ROOT_MISMATCH, false]],
  ['the group of root', { securityContext: { group: 0 } }, {}, [1000, ROOT_MISMATCH, false]],
  ['a pod of one', {}, { accessModes: [READ_WRITE_ONCE_POD] }, [1000, ROOT_MISMATCH, false]],
  ['a policy', { securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ALWAYS } }, {},
    [1000, 'Always', false]],
  ['its own group', { securityContext: { fsGroup: 7 } }, {}, [7, 'Always', false]],
  ['its own group, field by field', { podSpec: { securityContext: { fsGroup: 7 } } }, {}, [7, undefined, false]],
  ['containers that are not root', { securityContext: { ensureNonRoot: false } }, {}, [1000, ROOT_MISMATCH, false]],
  ['a container that may be root', { containers: [ROOT] }, {}, [undefined, undefined, false]],
  ['a container that has a user', { containers: [{ ...ROOT, securityContext: { user: 7, ensureNonRoot: false } }] }, {},
    [1000, ROOT_MISMATCH, false]],
  ['root', { containers: [ROOT], securityContext: { user: 0, ensureNonRoot: false } }, {},
    [undefined, undefined, false]],
  ['a platform that gives one', {}, { givesGroup: false }, [undefined, undefined, true]],
  ['a volume of several nodes', {}, { accessModes: [READ_WRITE_MANY] }, [undefined, undefined, false]],
  ['a device', {}, { claimSpec: { volumeMode: 'Block' } }, [undefined, undefined, false]],
])('a workspace with %s', (_, props, options, expected) => { expect(groupOf(props, options)).toEqual(expected); });

test('a pod without workspaces has none', () => {
  expect(groupOf({}, {}, false)).toEqual([undefined, undefined, false]);
});

test.each(['kata', 'kata-remote'])('the runtime %s of OpenShift gives the group of the namespace', (name) => {
  const chart = chartOf();
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'R', name);
  const sandbox = new Sandbox(chart, 'Dev', { ...POD, runtime });
  sandbox.addWorkspace('Home', '/home', { size: Size.gibibytes(1) });
  expect(podOf(sandbox).securityContext).not.toHaveProperty('fsGroup');
});

test('a pod that cdk8s-plus prints has the same as one that is printed in one go', () => {
  const chart = chartOf();
  const sandboxes = ['A', 'B'].map((id) => {
    const sandbox = new Sandbox(chart, id, id === 'A' ? POD : { ...POD, podSpec: { hostname: 'b' } });
    sandbox.addWorkspace('Home', '/home', { size: Size.gibibytes(1) });
    return sandbox;
  });
  const [usual, merged] = sandboxes.map((sandbox) => podOf(sandbox).securityContext);
  expect(merged).toEqual(usual);
});
