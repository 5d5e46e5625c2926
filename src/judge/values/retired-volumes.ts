import { form } from './forms';
import { all, field, object, wanted } from './table';
import { Check, has, oneOf, PodVisit, required, text } from './visit';
import { Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const ISCSI_NAMES = {
  iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};
const LONGEST_ISCSI_NAME = 64;

function iscsiName(value: string, visit: PodVisit): void {
  const type = (Object.keys(ISCSI_NAMES) as Array<keyof typeof ISCSI_NAMES>).find((prefix) => value.startsWith(prefix));
  if (!type || !ISCSI_NAMES[type].test(value)) {
    visit.refuse(`${shown(value)} is not a name of iSCSI`, "use one that begins with 'iqn.', 'eui.' or 'naa.'");
  }
}

function lun(value: unknown, visit: PodVisit): void {
  if (Number(value) < 0 || Number(value) > 255) { visit.refuse(`${String(value)} is not valid`, 'use 0 to 255'); }
}

const secretRef = field('secretRef', object(wanted('name', required('name the Secret'))));

/** Reserved namespaces of options. */
function isReserved(option: string): boolean {
  return /\.(?:kubernetes|k8s)\.io$/.test(`.${option.split('/')[0].toLowerCase()}`);
}

function hasHostAndPort(pair: string): boolean {
  return /^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair);
}

const requiredIqn: Check<string | undefined> = all(required(), (value: string | undefined, visit: PodVisit) => {
  if (value) { iscsiName(value, visit); }
});

/** Sources of volumes that drivers of CSI have replaced; the API still has them. */
export const retiredSources: Readonly<Record<string, Check>> = {
  iscsi: object((source: Loose, visit: PodVisit) => {
    visit.enter('targetPortal', source.targetPortal, required());
    visit.enter('iqn', source.iqn, requiredIqn);
    visit.enter('lun', source.lun ?? 0, lun);
    if ((source.chapAuthDiscovery === true || source.chapAuthSession === true) && !has(source, 'secretRef')) {
      visit.refuse('is required with CHAP', 'name the Secret', 'secretRef');
    }
    if (has(source, 'initiatorName')) { visit.enter('initiatorName', source.initiatorName, iscsiName); }
  }),
  glusterfs: object(wanted('endpoints', required()), wanted('path', required())),
  flocker: object((source: Loose, visit: PodVisit) => {
    const isNamed = text(source.datasetName) !== '';
    if (isNamed === (text(source.datasetUUID) !== '')) {
      visit.refuse(isNamed ? 'names two datasets' : 'names no dataset', "set 'datasetName' or 'datasetUUID'");
    }
    if (text(source.datasetName).includes('/')) {
      visit.refuse("has a '/' in it", "use a name without '/'", 'datasetName');
    }
  }),
  rbd: object(wanted('monitors', required()), wanted('image', required())),
  cinder: object(wanted('volumeID', required()), secretRef),
  cephfs: object(wanted('monitors', required())),
  quobyte: object((source: Loose, visit: PodVisit) => {
    const registry = text(source.registry);
    if (registry === '') {
      visit.refuse('is required', 'give the hosts and ports', 'registry');
    } else if (text(source.tenant).length > LONGEST_ISCSI_NAME) {
      visit.refuse('is too long', 'use at most 64 characters', 'tenant');
    } else if (!registry.split(',').every(hasHostAndPort)) {
      visit.refuse(
        `${shown(registry)} is not a list of hosts and ports`,
        "use 'host:port', separated by commas",
        'registry',
      );
    }
    visit.enter('volume', source.volume, required());
  }),
  fc: object((source: Loose, visit: PodVisit) => {
    const names = (source.targetWWNs ?? []) as unknown[];
    const ids = (source.wwids ?? []) as unknown[];
    if ((names.length > 0) === (ids.length > 0)) {
      visit.refuse(
        names.length > 0 ? "is set beside 'wwids'" : 'is required',
        "set 'targetWWNs' or 'wwids'",
        'targetWWNs',
      );
    }
    if (names.length > 0) {
      if (has(source, 'lun')) {
        visit.enter('lun', source.lun, lun);
      } else {
        visit.refuse('is required', 'set it', 'lun');
      }
    }
  }),
  flexVolume: object(wanted('driver', required()), (source: Loose, visit: PodVisit) => {
    for (const option of Object.keys((source.options ?? {}) as object)) {
      if (isReserved(option)) { visit.refuse(`${shown(option)} is reserved`, 'use another domain', 'options', option); }
    }
  }),
  azureDisk: object(
    wanted('diskName', required()),
    wanted('diskURI', required()),
    field('cachingMode', oneOf('None', 'ReadOnly', 'ReadWrite')),
    field('kind', oneOf('Shared', 'Dedicated', 'Managed')),
    (source: Loose, visit: PodVisit) => {
      const kind = (source.kind ?? 'Shared') as string;
      const prefix = kind === 'Managed' ? '/subscriptions/' : 'https://';
      if (!text(source.diskURI).startsWith(prefix)) {
        visit.refuse(
          `${shown(source.diskURI ?? '')} is not the address of a disk`,
          `use one that begins with '${prefix}'`,
          'diskURI',
        );
      }
    },
  ),
  storageos: object(
    wanted('volumeName', required(), form('dnsLabel')),
    field('volumeNamespace', form('dnsLabel')),
    secretRef,
  ),
};

/** The volume's name and the portal are one name for the node, where an initiator is named. */
export const iscsiNameLength: Check<Loose> = (volume, visit) => {
  const source = (volume.iscsi ?? {}) as Loose;
  if (has(source, 'initiatorName') && `${text(volume.name)}:${text(source.targetPortal)}`.length > LONGEST_ISCSI_NAME) {
    visit.refuse('is too long beside the portal of iSCSI', 'use at most 64 characters for both', 'name');
  }
};
