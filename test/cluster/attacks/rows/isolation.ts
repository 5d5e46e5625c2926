/** An operator asks for a pod that is less isolated, by Sandboxes and templates. */
import { Attack, attacksOf, by, later } from '../attack';
import { CONTAINER, sandbox, template, the } from '../objects';
import { apply, create, jsonPatch, mergePatch, update } from '../requests';

const DEV = the('Sandbox', 'dev');
const PYTHON = the('SandboxTemplate', 'python');
const CONTAINER_0 = '/spec/podTemplate/spec/containers/0';

const privileged = { container: { securityContext: { privileged: true, allowPrivilegeEscalation: undefined } } };
const profile = (seccompProfile: object) => ({ spec: { securityContext: { seccompProfile } } });
const adding = (...add: string[]) => ({ container: { securityContext: { capabilities: { drop: ['ALL'], add } } } });
const sysctl = (name: string, value: string) => ({ spec: { securityContext: { sysctls: [{ name, value }] } } });
const appArmor = (type: string) => ({ spec: { securityContext: { appArmorProfile: { type } } } });
const probed = (httpGet: object) => ({ container: { livenessProbe: { httpGet } } });
const GIT = { name: 'x', gitRepo: { repository: 'https://example.com/x' } };
const HOOK = { postStart: { httpGet: { host: '169.254.169.254', port: 80 } } };
const WINDOWS = { windowsOptions: { hostProcess: true } };
const NFS = { name: 'x', nfs: { server: '10.0.0.1', path: '/' } };
const escaping = {
  spec: { volumes: [{ name: 'x', emptyDir: {} }] },
  container: { volumeMounts: [{ name: 'x', mountPath: '/x', subPath: '../..' }] },
};
/** A container beside the legitimate one. */
const beside = (container: object) => ({ ...CONTAINER, name: 'beside', ...container });

export const ISOLATION: readonly Attack[] = [
  ...attacksOf(
    'operator',
    [
      'runs without a runtime',
      create(sandbox({ spec: { runtimeClassName: undefined } })), by('admission', 'ASB350'), create(sandbox()),
    ],
    [
      'runs under the runtime of the node',
      create(sandbox({ spec: { runtimeClassName: 'runc' } })), by('admission', 'ASB350'),
    ],
    [
      'names the runtime of the node in a template',
      create(template({ spec: { runtimeClassName: 'runc' } })), by('admission', 'ASB350'), create(template()),
    ],
    ['runs a privileged container', create(sandbox(privileged)), by('admission', 'ASB351')],
    [
      'runs a privileged container by server-side apply',
      apply(sandbox(privileged)), by('admission', 'ASB351'), apply(sandbox()),
    ],
    [
      'runs a privileged init container',
      create(sandbox({ spec: { initContainers: [beside(privileged.container)] } })), by('admission', 'ASB351'),
      create(sandbox({ spec: { initContainers: [beside({})] } })),
    ],
    [
      'shares the network of the node',
      create(sandbox({ spec: { hostNetwork: true } })), by('admission', 'ASB352'),
      create(sandbox({ spec: { hostNetwork: false } })),
    ],
    [
      'sees the processes of the node',
      create(sandbox({ spec: { hostPID: true } })), by('admission', 'ASB352'),
      create(sandbox({ spec: { shareProcessNamespace: true } })),
    ],
    ['shares the IPC of the node', create(template({ spec: { hostIPC: true } })), by('admission', 'ASB352')],
    [
      'adds the capability SYS_ADMIN',
      create(sandbox(adding('SYS_ADMIN'))), by('admission', 'ASB354'), create(sandbox(adding('NET_BIND_SERVICE'))),
    ],
    [
      'adds NET_RAW beside an allowed capability',
      create(sandbox(adding('NET_BIND_SERVICE', 'NET_RAW'))), by('admission', 'ASB354'),
    ],
    [
      'drops no capabilities',
      create(sandbox({ container: { securityContext: { capabilities: undefined } } })), by('admission', 'ASB355'),
    ],
    [
      'lets processes gain privileges',
      create(sandbox({ container: { securityContext: { allowPrivilegeEscalation: true } } })),
      by('admission', 'ASB356'),
    ],
    [
      'does not say that processes gain no privileges',
      create(template({ container: { securityContext: { allowPrivilegeEscalation: undefined } } })),
      by('admission', 'ASB356'),
    ],
    [
      'runs as root',
      create(sandbox({ spec: { securityContext: { runAsUser: 0 } } })), by('admission', 'ASB359'),
      create(sandbox({ spec: { securityContext: { runAsUser: 1001 } } })),
    ],
    [
      'runs one container as root',
      create(sandbox({ container: { securityContext: { runAsUser: 0 } } })), by('admission', 'ASB359'),
    ],
    [
      'allows root',
      create(template({ spec: { securityContext: { runAsNonRoot: undefined } } })), by('admission', 'ASB359'),
    ],
    [
      'runs without a seccomp profile',
      create(sandbox(profile({ type: 'Unconfined' }))), by('admission', 'ASB360'),
      create(sandbox(profile({ type: 'Localhost', localhostProfile: 'sandbox.json' }))),
    ],
    [
      'takes a port of the node',
      create(sandbox({ container: { ports: [{ containerPort: 8888, hostPort: 443 }] } })), by('admission', 'ASB361'),
      create(sandbox({ container: { ports: [{ containerPort: 8888 }] } })),
    ],
    [
      'sets a sysctl of the node',
      create(sandbox(sysctl('kernel.msgmax', '65536'))), by('admission', 'ASB362'),
      create(sandbox(sysctl('net.ipv4.ip_unprivileged_port_start', '80'))),
    ],
    [
      'unmasks /proc',
      create(sandbox({ container: { securityContext: { procMount: 'Unmasked' } } })), by('admission', 'ASB363'),
    ],
    [
      'runs an image of another registry',
      create(sandbox({ container: { image: 'docker.io/library/python:3' } })), by('admission', 'ASB364'),
      create(sandbox({ container: { image: 'registry.example.com/research/python:3' } })),
    ],
    [
      'runs an image without a registry',
      create(template({ container: { image: 'python' } })), by('admission', 'ASB364'),
    ],
    [
      'runs an image of a registry with a similar name',
      create(sandbox({ container: { image: 'registry.example.com.attacker.example/python:3' } })),
      by('admission', 'ASB364'),
    ],
    [
      'runs an image of another registry as an init container',
      create(sandbox({ spec: { initContainers: [beside({ image: 'docker.io/library/python:3' })] } })),
      by('admission', 'ASB364'),
    ],
    [
      'mounts an image of another registry',
      create(sandbox({ spec: { volumes: [{ name: 'x', image: { reference: 'docker.io/library/python:3' } }] } })),
      by('admission', 'ASB364'),
      create(sandbox({ spec: { volumes: [{ name: 'x', image: { reference: 'registry.example.com/tools:1' } }] } })),
    ],
    [
      'declares an ephemeral container',
      create(sandbox({ spec: { ephemeralContainers: [beside({ resources: undefined })] } })), by('admission', 'ASB368'),
    ],
    [
      'calls its pod one of Windows to be spared the rules of Linux',
      create(sandbox({ spec: { os: { name: 'windows' }, hostPID: true } })), by('admission', 'ASB352'),
    ],
    [
      'writes a field that does not exist',
      create(sandbox({ spec: { hostpid: true } })), by('schema', 'unknown field "spec.podTemplate.spec.hostpid"'),
    ],
  ),
  // Changes of objects that were legitimate when they were created.
  ...attacksOf(
    'operator',
    [
      'makes a container privileged later, by a merge patch',
      mergePatch(DEV, { spec: { podTemplate: { spec: { hostPID: true } } } }), by('admission', 'ASB352'),
      mergePatch(DEV, { metadata: { labels: { 'example.com/team': 'search' } } }),
    ],
    [
      'makes a container privileged later, by a JSON patch',
      jsonPatch(DEV, [{ op: 'add', path: `${CONTAINER_0}/securityContext/privileged`, value: true }]),
      by('admission', 'ASB351'),
    ],
    [
      'drops the runtime later, by a JSON patch',
      jsonPatch(DEV, [{ op: 'remove', path: '/spec/podTemplate/spec/runtimeClassName' }]), by('admission', 'ASB350'),
    ],
    [
      'changes the image later, by replacing the object',
      update(DEV, [{ op: 'replace', path: `${CONTAINER_0}/image`, value: 'docker.io/library/python:3' }]),
      by('admission', 'ASB364'),
      update(DEV, [{ op: 'replace', path: `${CONTAINER_0}/image`, value: 'registry.example.com/python:3.15' }]),
    ],
    [
      'loosens a template later',
      mergePatch(PYTHON, { spec: { podTemplate: { spec: { hostNetwork: true } } } }), by('admission', 'ASB352'),
    ],
    [
      'loosens a template later, by server-side apply',
      apply(template({ spec: { hostNetwork: true } }, {}, { name: 'python' })), by('admission', 'ASB352'),
      apply(template({}, {}, { name: 'python' })),
    ],
    [
      'loosens the spec through the status',
      mergePatch(DEV, { spec: { podTemplate: { spec: { hostPID: true } } } }, 'status'),
      by('RBAC', 'cannot patch resource "sandboxes/status"'),
    ],
  ),
  // Pod Security judges pods alone: the Sandbox is stored, and its pod is refused.
  ...attacksOf(
    'operator',
    [
      'turns off AppArmor',
      create(sandbox(appArmor('Unconfined'), {}, { name: 'apparmor' })),
      later('Pod Security', 'forbidden AppArmor profile'),
      create(sandbox(appArmor('RuntimeDefault'))),
    ],
    [
      'takes an SELinux user',
      create(sandbox({ spec: { securityContext: { seLinuxOptions: { user: 'system_u' } } } }, {}, { name: 'selinux' })),
      later('Pod Security', 'seLinuxOptions'),
    ],
    [
      'mounts an NFS volume',
      create(sandbox({ spec: { volumes: [NFS] } }, {}, { name: 'nfs' })),
      later('Pod Security', 'restricted volume types'),
    ],
    [
      'mounts a Git repository',
      create(sandbox({ spec: { volumes: [GIT] } }, {}, { name: 'git' })),
      later('Pod Security', 'restricted volume types'),
    ],
    [
      'mounts a part of a volume outside of it',
      create(sandbox(escaping, {}, { name: 'subpath' })), later('validation', "must not contain '..'"),
    ],
    [
      'lets a hook of a container reach another host',
      create(sandbox({ container: { lifecycle: HOOK } }, {}, { name: 'hook' })),
      later('Pod Security', 'probe or lifecycle host'),
    ],
    [
      'runs a process of a Windows node',
      create(sandbox({ container: { securityContext: WINDOWS } }, {}, { name: 'windows' })),
      later('validation', 'hostProcess'),
    ],
    [
      'lets the kubelet probe another host',
      create(sandbox(probed({ host: '169.254.169.254', port: 80 }), {}, { name: 'probe' })),
      later('Pod Security', 'probe or lifecycle host'),
      create(sandbox(probed({ port: 8888 }))),
    ],
  ),
];
