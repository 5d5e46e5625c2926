/**
 * Every figure of the catalogue, once more and by hand. Where each is from stands in the docstrings of src/runtime: for
 * Kata the two files of kata-deploy, for the others what their makers publish.
 */
import { KataRelease, KataVariant, RuntimeTechnology } from '../../src';
import * as catalogue from '../../src/runtime/catalogue';
import { KATA, kataFacts } from '../../src/runtime/kata-catalogue';

/** Millicores and MiB in 3.x and in 4.0, then the label of hardware. A dash: no such class, or no single figure. */
const KATA_TABLE = `
  qemu                           250/160   250/320
  qemu-runtime-rs                250/160   250/320
  clh                            250/130   250/130
  clh-runtime-rs                 -         250/130
  clh-azure                      -         250/130
  clh-azure-runtime-rs           -         250/130
  openvmm-azure-runtime-rs       -         250/130
  cloud-hypervisor               250/130   -
  fc                             250/130   250/130
  dragonball                     250/130   250/130
  stratovirt                     250/130   250/130
  remote                         250/120   250/120
  qemu-coco-dev                  250/160   250/160
  qemu-coco-dev-runtime-rs       250/160   250/320
  qemu-snp                       1000/2048 1000/2048  amd.feature.node.kubernetes.io/snp=true
  qemu-snp-runtime-rs            -         1000/2048  amd.feature.node.kubernetes.io/snp=true
  qemu-tdx                       1000/2048 1000/2048  intel.feature.node.kubernetes.io/tdx=true
  qemu-tdx-runtime-rs            -         1000/2048  intel.feature.node.kubernetes.io/tdx=true
  qemu-se                        1000/2048 1000/1024  feature.node.kubernetes.io/cpu-security.se.enabled=true
  qemu-se-runtime-rs             250/160   1000/1024  feature.node.kubernetes.io/cpu-security.se.enabled=true
  qemu-cca                       1000/2048 -
  qemu-nvidia-cpu                -         250/320
  qemu-nvidia-cpu-runtime-rs     -         250/320
  qemu-nvidia-gpu                -         1000/10240 nvidia.com/cc.ready.state=false
  qemu-nvidia-gpu-runtime-rs     -         1000/10240 nvidia.com/cc.ready.state=false
  qemu-nvidia-gpu-snp            -         1000/10240 nvidia.com/cc.ready.state=true
  qemu-nvidia-gpu-snp-runtime-rs -         1000/10240 nvidia.com/cc.ready.state=true
  qemu-nvidia-gpu-tdx            -         1000/10240 nvidia.com/cc.ready.state=true
  qemu-nvidia-gpu-tdx-runtime-rs -         1000/10240 nvidia.com/cc.ready.state=true
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/)) as Array<[variant: string, v3: string, v4: string, feature?: string]>;

test('the table has every variant', () => {
  expect(Object.keys(KATA)).toEqual(KATA_TABLE.map(([variant]) => variant));
});

describe.each(KATA_TABLE)('kata-%s', (variant, v3, v4, feature) => {
  const shown = (release?: KataRelease) => {
    const { overhead } = kataFacts(variant, release);
    return overhead ? `${overhead.millicores}/${overhead.mebibytes}` : '-';
  };

  test('has the overhead of each release, and one without a release where all agree', () => {
    expect([shown(KataRelease.V3), shown(KataRelease.V4), shown()]).toEqual([v3, v4, v3 === v4 ? v3 : '-']);
  });

  test('has the name as its handler, the label of kata-deploy, and on request that of the hardware', () => {
    const common = {
      className: `kata-${variant}`,
      handler: `kata-${variant}`,
      owner: 'kata-deploy',
      technology: 'kata',
    };
    const label = { 'katacontainers.io/kata-runtime': 'true' };
    expect(kataFacts(variant, undefined)).toMatchObject({ ...common });
    expect(kataFacts(variant, undefined).nodeSelector).toEqual(label);
    expect(kataFacts(variant, undefined, true).nodeSelector).toEqual({
      ...label,
      ...(feature && Object.fromEntries([feature.split('=')])),
    });
  });

  test('has a constant', () => {
    const constants = KataVariant as unknown as Record<string, KataVariant>;
    expect(constants[variant.toUpperCase().replace(/-/g, '_')].name).toBe(variant);
  });
});

test.each([
  ['GVISOR', { className: 'gvisor', handler: 'runsc', technology: 'gvisor' }],
  [
    'GKE_SANDBOX',
    {
      className: 'gvisor',
      handler: 'gvisor',
      owner: 'GKE',
      technology: 'gvisor',
      nodeSelector: { 'sandbox.gke.io/runtime': 'gvisor' },
      tolerations: [{ key: 'sandbox.gke.io/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' }],
    },
  ],
  [
    'AKS_POD_SANDBOXING',
    {
      className: 'kata-vm-isolation',
      handler: 'kata',
      owner: 'AKS',
      technology: 'kata',
      nodeSelector: { 'kubernetes.azure.com/kata-vm-isolation': 'true' },
      isSizedByLimits: true,
    },
  ],
  [
    'OPENSHIFT_KATA',
    { className: 'kata', handler: 'kata', owner: 'the operator of OpenShift sandboxed containers', technology: 'kata' },
  ],
  [
    'OPENSHIFT_PEER_PODS',
    {
      className: 'kata-remote',
      handler: 'kata-remote',
      owner: 'the operator of OpenShift sandboxed containers',
      technology: 'kata',
      sharesNoFiles: true,
    },
  ],
  [
    'WINDOWS_HYPER_V',
    { className: 'runhcs-wcow-hypervisor', handler: 'runhcs-wcow-hypervisor', technology: 'hyper-v', os: 'windows' },
  ],
  [
    'SYSBOX',
    {
      className: 'sysbox-runc',
      handler: 'sysbox-runc',
      owner: 'sysbox-deploy-k8s',
      technology: 'sysbox',
      nodeSelector: { 'sysbox-runtime': 'running' },
    },
  ],
  ['SPIN', { className: 'wasmtime-spin-v2', handler: 'spin', owner: 'runtime-class-manager', technology: 'wasm' }],
  ['WASMTIME', { className: 'wasmtime', handler: 'wasmtime', technology: 'wasm' }],
  ['WASMEDGE', { className: 'wasmedge', handler: 'wasmedge', technology: 'wasm' }],
] as const)('%s is what its maker makes', (name, facts) => {
  expect(catalogue[name]).toEqual(facts);
});

test('no class is without a row above', () => {
  const classes = Object.values(catalogue).filter((each) => typeof each === 'object').length;
  expect(classes).toBe(10);
});

test.each([
  ['gvisor', RuntimeTechnology.GVISOR],
  ['kata', RuntimeTechnology.KATA],
  ['kata-qemu', RuntimeTechnology.KATA],
  ['kata-qemu-team-b-debug', RuntimeTechnology.KATA],
  ['kata-vm-isolation', RuntimeTechnology.KATA],
  ['sysbox-runc', RuntimeTechnology.SYSBOX],
  ['wasmtime-spin-v2', RuntimeTechnology.WASM],
  ['runc', undefined],
  ['katalog', undefined],
  ['constructor', undefined],
])('the name %s tells %s, and nothing of nodes', (name, technology) => {
  expect(catalogue.runtimeNamed(name)?.technology).toBe(technology);
  expect(catalogue.runtimeNamed(name)?.nodeSelector).toBeUndefined();
});
