import { id, relativePath } from './forms';
import { all, each, field, object, where } from './table';
import { fieldsOf, shaped } from './value-shape';
import { Check, has, listed, oneOf, PodVisit, text } from './visit';
import { windowsOptions } from './windows';
import { GATES } from '../../kubernetes/feature-gates';
import { inObject, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const LONGEST_PROFILE = 4095;

const profileType = shaped<Check<Loose>>(({ type }, visit) => {
  if (!PROFILE_TYPES.includes(text(type))) {
    visit.refuse(
      text(type) === '' ? 'is required' : `${shown(type)} is not valid`,
      `use ${listed(PROFILE_TYPES)}`,
      'type',
    );
  }
}, fieldsOf({ type: oneOf(...PROFILE_TYPES) }));

const seccompProfile: Check<Loose | undefined> = object(profileType, (profile: Loose, visit: PodVisit) => {
  const isLocal = profile.type === 'Localhost';
  if (isLocal && !has(profile, 'localhostProfile')) {
    visit.refuse("is required with 'Localhost'", 'give the path of the profile', 'localhostProfile');
  } else if (isLocal) {
    visit.enter('localhostProfile', profile.localhostProfile, relativePath);
  } else if (has(profile, 'localhostProfile')) {
    visit.refuse("is for the type 'Localhost'", 'remove it', 'localhostProfile');
  }
});

const appArmorProfile: Check<Loose | undefined> = object(profileType, (profile: Loose, visit: PodVisit) => {
  const name = text(profile.localhostProfile);
  if (profile.type === 'Localhost') {
    if (name.trim() === '' || name.trim() !== name) {
      visit.refuse(
        name.trim() === '' ? "is required with 'Localhost'" : 'has spaces around it',
        'give the name of the profile',
        'localhostProfile',
      );
    }
    if (Buffer.byteLength(name) > LONGEST_PROFILE) {
      visit.refuse('is too long', `use at most ${LONGEST_PROFILE} bytes`, 'localhostProfile');
    }
  } else if (PROFILE_TYPES.includes(text(profile.type)) && has(profile, 'localhostProfile')) {
    visit.refuse("is for the type 'Localhost'", 'remove it', 'localhostProfile');
  }
});

const escalation: Check<Loose> = (context, visit) => {
  if (context.allowPrivilegeEscalation !== false) { return; }
  if (context.privileged === true) {
    visit.refuse("has 'privileged' beside 'allowPrivilegeEscalation: false'", 'remove one of them');
  }
  const added = (inObject(context.capabilities).add ?? []) as unknown[];
  if (added.includes('CAP_SYS_ADMIN')) {
    visit.refuse("adds CAP_SYS_ADMIN beside 'allowPrivilegeEscalation: false'", 'remove one of them');
  }
};

/** The security context of a container. */
export const containerSecurity: Check<Loose | undefined> = object(
  field('runAsUser', id),
  field('runAsGroup', id),
  field('procMount', oneOf('Default', 'Unmasked'), (value, visit) => {
    if (value === 'Unmasked' && visit.pod.spec.hostUsers !== false) {
      visit.refuse("is 'Unmasked' among the users of the node", "set 'hostUsers' of the pod to false");
    }
  }),
  field('seccompProfile', seccompProfile),
  escalation,
  field('windowsOptions', windowsOptions),
  field('appArmorProfile', appArmorProfile),
);

const SEGMENT = '[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?';
const SYSCTL = new RegExp(`^(?:${SEGMENT}[./])*${SEGMENT}$`);
const LONGEST_SYSCTL = 253;

/** Settings of the kernel's network or messages belong to the node, where the pod shares those with it. */
function sharedNamespace(name: string, spec: Loose): string | undefined {
  const path = name.replace(/\//g, '.');
  if (spec.hostNetwork === true && path.startsWith('net.')) { return 'hostNetwork'; }
  const isOfIpc = /^(?:kernel\.(?:shm|msg)|fs\.mqueue\.)|^kernel\.sem$/.test(path);
  return spec.hostIPC === true && isOfIpc ? 'hostIPC' : undefined;
}

const sysctls: Check<readonly Loose[] | undefined> = (list, visit) => {
  const names = new Set<string>();
  const check: Check<string | undefined> = (value) => {
    const name = value ?? '';
    if (name === '') {
      visit.refuse('is required', 'name the sysctl');
    } else if (name.length > LONGEST_SYSCTL || !SYSCTL.test(name)) {
      visit.refuse(`${shown(name)} is not a sysctl`, "use lower-case letters, digits, '-', '_' and dots");
    } else if (names.has(name)) {
      visit.refuse(`${shown(name)} is set twice`, 'remove one of them');
    }
    const shared = sharedNamespace(name, visit.pod.spec);
    if (shared) { visit.refuse(`${shown(name)} is the node's with '${shared}'`, 'remove one of them'); }
    names.add(name);
  };
  visit.items(list, ({ name }: Loose) => { visit.enter('name', name, check); });
};

/** The users of a pod. */
const users: Check<Loose> = all(
  field('fsGroup', id),
  field('runAsUser', id),
  field('runAsGroup', id),
  field('supplementalGroups', each(id)),
);

const labelling: Check<string> = (value, visit) => {
  if (value === 'MountOption') {
    const { minor } = visit.pod;
    if (minor < GATES.SELinuxChangePolicy || minor >= GATES.SELinuxMount) { return; }
    visit.refuse(
      `'MountOption' needs the feature gate SELinuxMount, which is off before Kubernetes 1.${GATES.SELinuxMount}`,
      "use 'Recursive'",
    );
  } else if (value !== 'Recursive') {
    visit.refuse(`${shown(value)} is not valid`, "use 'Recursive'");
  }
};

/** What else the security context of a pod asks of the kernel. */
const kernel: Check<Loose> = all(
  field('sysctls', sysctls),
  field('fsGroupChangePolicy', oneOf('OnRootMismatch', 'Always')),
  field('seccompProfile', seccompProfile),
  field('windowsOptions', windowsOptions),
  field('appArmorProfile', appArmorProfile),
  field('supplementalGroupsPolicy', oneOf('Merge', 'Strict')),
  field('seLinuxChangePolicy', labelling),
);

/** The security context of a pod. Sharing processes is judged with it, and is a field of the pod. */
export const podSecurity: Check<Loose> = all(
  field('securityContext', users),
  where('shareProcessNamespace', ({ hostPID, shareProcessNamespace }, visit) => {
    if (hostPID === true && shareProcessNamespace === true) {
      const path = ['securityContext', 'shareProcessNamespace'];
      visit.refuse("shares processes beside 'hostPID'", 'remove one of them', ...path);
    }
  }),
  field('securityContext', kernel),
);

