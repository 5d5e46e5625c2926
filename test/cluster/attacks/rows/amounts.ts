/** An operator asks for more than the tenant may have. */
import { Attack, attacksOf, by, forbidden, gap, later } from '../attack';
import {
  CONTAINER, FULL, IN_AN_HOUR, inNamespace, object, OWNER, pool, sandbox, template, TEN_YEARS, the,
} from '../objects';
import { apply, create, dryRun, jsonPatch, mergePatch, read, update } from '../requests';

const RESOURCES = '/spec/podTemplate/spec/containers/0/resources';
const POOL = the('SandboxWarmPool', 'python-pool');
const LARGE = { resources: { limits: { cpu: '64' } } };
const limited = (limits: object) => ({ container: { resources: { limits } } });
const several = (count: number, limits: object) => ({
  spec: {
    containers: Array.from({ length: count }, (_, index) => (
      { ...CONTAINER, name: `c${index}`, resources: { limits } }
    )),
  },
});

export const AMOUNTS: readonly Attack[] = [
  ...attacksOf(
    'operator',
    [
      'asks for more CPU than a container may have',
      create(sandbox(limited({ cpu: '8' }))), by('admission', 'ASB367'), create(sandbox(limited({ cpu: '4' }))),
    ],
    [
      'asks for more memory in a template',
      create(template(limited({ memory: '1Ti' }))), by('admission', 'ASB367'),
      create(template(limited({ memory: '16Gi' }))),
    ],
    [
      'asks for more ephemeral storage',
      create(sandbox(limited({ 'ephemeral-storage': '1Ti' }))), by('admission', 'ASB367'),
      create(sandbox(limited({ 'ephemeral-storage': '10Gi' }))),
    ],
    [
      'asks for it in other units',
      create(sandbox(limited({ cpu: '4001m' }))), by('admission', 'ASB367'), create(sandbox(limited({ cpu: '4000m' }))),
    ],
    ['sets a limit of 0, which is none', create(sandbox(limited({ memory: '0' }))), by('admission', 'ASB367')],
    [
      'raises a limit later',
      jsonPatch(the('Sandbox', 'dev'), [{ op: 'replace', path: RESOURCES, value: { limits: { cpu: '64' } } }]),
      by('admission', 'ASB367'),
    ],
    [
      'asks for more in an init container',
      create(sandbox({ spec: { initContainers: [{ ...CONTAINER, name: 'init', ...LARGE }] } })),
      by('admission', 'ASB367'),
    ],
    [
      'asks for more than the quota by many containers',
      create(sandbox(several(11, { cpu: '4', memory: '1Gi' }), {}, { name: 'many' })), later('quota', 'limits.cpu=44'),
      create(sandbox(several(2, { cpu: '4', memory: '1Gi' }))),
    ],
    [
      'takes more GPUs than the quota has',
      create(sandbox(limited({ 'nvidia.com/gpu': '2' }), {}, { name: 'gpu' })),
      later('quota', 'requests.nvidia.com/gpu=2'),
      create(sandbox(limited({ 'nvidia.com/gpu': '1' }))),
    ],
    [
      'takes other hardware of the node',
      create(sandbox(limited({ 'example.com/fpga': '8' }))), by('admission', 'ASB381'),
    ],
    [
      'takes hardware by a resource claim',
      create(sandbox({ spec: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] } })),
      by('admission', 'ASB381'),
    ],
    ['takes huge pages', create(sandbox(limited({ 'hugepages-2Mi': '64Mi' }))), by('admission', 'ASB381')],
    [
      'asks for more than the quota by limits of the whole pod',
      create(sandbox({ spec: { resources: { limits: { cpu: '64' } } } }, {}, { name: 'whole' })),
      later('quota', 'limits.cpu'),
    ],
  ),
  ...attacksOf(
    'operator',
    [
      'exceeds the number of sandboxes of a tenant that is full',
      create(inNamespace(FULL, sandbox())), by('quota', 'count/sandboxes.agents.x-k8s.io=1'), create(sandbox()),
    ],
    [
      'exceeds it by server-side apply',
      apply(inNamespace(FULL, sandbox())), by('quota', 'exceeded quota: sandbox-quota'),
    ],
    [
      'exceeds it in a dry run',
      dryRun(create(inNamespace(FULL, sandbox()))), by('quota', 'exceeded quota: sandbox-quota'),
    ],
    [
      'exceeds it with a generated name',
      create(inNamespace(FULL, sandbox({}, {}, { name: undefined, generateName: 'x-' }))),
      by('quota', 'exceeded quota: sandbox-quota'),
      create(sandbox({}, {}, { name: undefined, generateName: 'x-' })),
    ],
    [
      'creates a pool larger than the tenant allows',
      create(pool({ replicas: 4 })), by('admission', 'ASB369'), create(pool({ replicas: 3 })),
    ],
    [
      'enlarges a pool later',
      mergePatch(POOL, { spec: { replicas: 1000 } }), by('admission', 'ASB369'),
      mergePatch(POOL, { spec: { replicas: 2 } }),
    ],
    [
      'scales a pool by its scale',
      mergePatch(POOL, { spec: { replicas: 1000 } }, 'scale'), by('admission', 'ASB369'),
      mergePatch(POOL, { spec: { replicas: 2 } }, 'scale'),
    ],
    [
      'replaces the scale of a pool',
      update(POOL, [{ op: 'replace', path: '/spec/replicas', value: 1000 }], 'scale'), by('admission', 'ASB369'),
      read(POOL, 'scale'),
    ],
    [
      'scales a pool by a JSON patch',
      jsonPatch(POOL, [{ op: 'replace', path: '/spec/replicas', value: 4 }], 'scale'), by('admission', 'ASB369'),
    ],
    ['sets a negative size of a pool', create(pool({ replicas: -1 })), by('schema', 'spec.replicas')],
    [
      'keeps a sandbox forever',
      create(sandbox({}, { shutdownTime: undefined })), by('admission', 'ASB372'), create(sandbox()),
    ],
    [
      'keeps a sandbox forever later',
      mergePatch(the('Sandbox', 'dev'), { spec: { shutdownTime: null } }), by('admission', 'ASB372'),
    ],
    [
      'keeps a sandbox forever as if a pool owned it',
      create(sandbox({}, { shutdownTime: undefined }, { ownerReferences: [OWNER] })), by('admission', 'ASB372'),
    ],
    [
      'extends a sandbox later',
      mergePatch(the('Sandbox', 'dev'), { spec: { shutdownTime: TEN_YEARS } }), by('admission', 'ASB384'),
      mergePatch(the('Sandbox', 'dev'), { spec: { shutdownTime: IN_AN_HOUR } }),
    ],
    ['keeps a sandbox for ten years', create(sandbox({}, { shutdownTime: TEN_YEARS })), by('admission', 'ASB384')],
    [
      'takes huge pages by limits of the whole pod',
      create(sandbox({ spec: { resources: { limits: { 'hugepages-2Mi': '64Mi' } } } })),
      by('admission', 'ASB386'), create(sandbox({ spec: { resources: { limits: { cpu: '4' } } } })),
    ],
    [
      'lets a pod take a year to end',
      create(sandbox({ spec: { terminationGracePeriodSeconds: 31536000 } })), gap('Resources that are not counted'),
    ],
  ),
  ...forbidden(
    'operator',
    [
      'raises the quota',
      mergePatch(the('ResourceQuota', 'sandbox-quota'), { spec: { hard: { 'limits.cpu': '9999' } } }),
      'patch resourcequotas',
      read(the('ResourceQuota', 'sandbox-quota')),
    ],
    [
      'forges the use of the quota',
      mergePatch(the('ResourceQuota', 'sandbox-quota'), { status: { used: {} } }, 'status'),
      'patch resourcequotas/status',
    ],
    [
      'raises the limits of containers',
      mergePatch(the('LimitRange', 'sandbox-limits'), { spec: { limits: [] } }), 'patch limitranges',
    ],
    [
      'resizes a pod',
      mergePatch(the('Pod', 'dev'), { spec: { containers: [{ name: 'main', ...LARGE }] } }, 'resize'),
      'patch pods/resize',
    ],
    [
      'creates an autoscaler',
      create(object('HorizontalPodAutoscaler', { spec: { maxReplicas: 1000 } })), 'create horizontalpodautoscalers',
    ],
    [
      'creates a Job',
      create(object('Job', { spec: { parallelism: 1000, template: { spec: sandbox() } } })), 'create jobs',
    ],
    ['creates a Deployment', create(object('Deployment', { spec: { replicas: 1000 } })), 'create deployments'],
  ),
];
