import { pathWithoutBacksteps, relativePath } from './forms';
import { where } from './table';
import { fieldsOf, shaped } from './value-shape';
import { Check, has, oneOf, PodVisit, required, text } from './visit';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const propagation = oneOf('Bidirectional', 'HostToContainer', 'None');
const readOnlyMode = oneOf('Disabled', 'Enabled', 'IfPossible');
const MOUNT = fieldsOf({ mountPath: required(), mountPropagation: propagation, recursiveReadOnly: readOnlyMode });
const DEVICE = fieldsOf({ devicePath: required() });

const subPaths: Check<Loose> = (mount, visit) => {
  if (text(mount.subPath) !== '') { visit.enter('subPath', mount.subPath, relativePath); }
  if (text(mount.subPathExpr) === '') { return; }
  if (text(mount.subPath) !== '') { visit.refuse("is set beside 'subPath'", 'keep one of them', 'subPathExpr'); }
  visit.enter('subPathExpr', mount.subPathExpr, relativePath);
};

function checkPropagation(mount: Loose, isPrivileged: boolean, visit: PodVisit): void {
  const { mountPropagation } = mount;
  if (!has(mount, 'mountPropagation')) { return; }
  const { length } = visit.problems;
  visit.enter('mountPropagation', mountPropagation, propagation);
  if (visit.problems.length > length) { return; }
  if (mountPropagation === 'Bidirectional' && !isPrivileged) {
    visit.refuse("'Bidirectional' is for privileged containers only", "use 'HostToContainer'", 'mountPropagation');
  }
}

const recursiveReadOnly: Check<Loose> = (mount, visit) => {
  if (!has(mount, 'recursiveReadOnly')) { return; }
  const mode = mount.recursiveReadOnly as string;
  const { length } = visit.problems;
  visit.enter('recursiveReadOnly', mode, readOnlyMode);
  if (visit.problems.length > length) { return; }
  if (mode !== 'Disabled' && mount.readOnly !== true) {
    visit.refuse(`is '${mode}' on a mount that may be written`, "set 'readOnly'", 'recursiveReadOnly');
  } else if (mode !== 'Disabled' && has(mount, 'mountPropagation') && mount.mountPropagation !== 'None') {
    visit.refuse(`is '${mode}' beside 'mountPropagation'`, "remove 'mountPropagation'", 'recursiveReadOnly');
  }
};

/** The mounts of a container: their volumes are there, their paths are their own. */
export const volumeMounts = shaped(where('volumeMounts', (container, visit) => {
  const devices = inList(container, 'volumeDevices');
  const isPrivileged = inObject(container.securityContext).privileged === true;
  const paths = new Set<string>();
  const mount = (given: Loose) => {
    const name = text(given.name);
    const path = text(given.mountPath);
    checkName(name, visit);
    if (path === '') { visit.refuse('is required', 'give the path in the container', 'mountPath'); }
    if (paths.has(path)) {
      visit.refuse(`${shown(path)} is the path of another mount`, 'mount one of them elsewhere', 'mountPath');
    }
    paths.add(path);
    if (devices.some((device) => text(device.name) === name)) {
      visit.refuse(
        `volume ${shown(name)} is a device of the container, too`,
        'mount it, or use it as a device',
        'name',
      );
    }
    if (devices.some((device) => text(device.devicePath) === path)) {
      visit.refuse(`${shown(path)} is the path of a device, too`, 'mount it elsewhere', 'mountPath');
    }
    subPaths(given, visit);
    checkPropagation(given, isPrivileged, visit);
    recursiveReadOnly(given, visit);
  };
  visit.below(['volumeMounts'], () => { visit.items(container.volumeMounts as readonly Loose[], mount); });
}), { fields: { volumeMounts: [{ items: [MOUNT] }] } });

function checkName(name: string, visit: PodVisit): void {
  if (name === '') {
    visit.refuse('is required', 'name the volume', 'name');
  } else if (visit.pod.hasAllVolumes && !visit.pod.volumes.has(name)) {
    visit.refuse(`the pod has no volume ${shown(name)}`, 'add the volume, or remove the mount', 'name');
  }
}

/** The block devices of a container; those that are mounts, too, are refused there. */
export const volumeDevices = shaped(where('volumeDevices', (container, visit) => {
  const names = new Set<string>();
  const paths = new Set<string>();
  const device = (given: Loose) => {
    const name = text(given.name);
    const path = text(given.devicePath);
    if (name !== '' && names.has(name)) {
      visit.refuse(`volume ${shown(name)} is a device twice`, 'remove one of them', 'name');
    }
    const volume = visit.pod.volumes.get(name);
    if (volume && !has(volume, 'persistentVolumeClaim') && !has(volume, 'ephemeral')) {
      visit.refuse(
        `volume ${shown(name)} is not a claim`,
        "use a volume with 'persistentVolumeClaim' or 'ephemeral'",
        'name',
      );
    }
    checkName(name, visit);
    if (path === '') { visit.refuse('is required', 'give the path of the device', 'devicePath'); }
    if (paths.has(path)) {
      visit.refuse(`${shown(path)} is the path of another device`, 'use another path', 'devicePath');
    }
    const before = visit.problems.length;
    visit.enter('devicePath', path, pathWithoutBacksteps);
    if (visit.problems.length === before) { paths.add(path); }
    names.add(name);
  };
  visit.below(['volumeDevices'], () => { visit.items(container.volumeDevices as readonly Loose[], device); });
}), { fields: { volumeDevices: [{ items: [DEVICE] }] } });


