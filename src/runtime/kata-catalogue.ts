import { KataRelease, RuntimeTechnology } from './enums';
import { OverheadFacts, RuntimeFacts } from './facts';

/** A RuntimeClass `kata-<variant>` of Kata Containers. */
export interface KataFacts {
  /** By release line. Lines without such a class, or with several figures for it, are left out. */
  readonly overhead: Readonly<Partial<Record<KataRelease, OverheadFacts>>>;
  /** Labels that the class selects as well, where something labels nodes by their features. */
  readonly features?: Readonly<Record<string, string>>;
}

const QUARTER = 250;
const CORE = 1000;

const of = (millicores: number, mebibytes: number): OverheadFacts => ({ millicores, mebibytes });
const both = (overhead: OverheadFacts) => ({ [KataRelease.V3]: overhead, [KataRelease.V4]: overhead });
const lines = (v3: OverheadFacts, v4: OverheadFacts) => ({ [KataRelease.V3]: v3, [KataRelease.V4]: v4 });
const from4 = (overhead: OverheadFacts) => ({ [KataRelease.V4]: overhead });
const only3 = (overhead: OverheadFacts) => ({ [KataRelease.V3]: overhead });

const SNP = { 'amd.feature.node.kubernetes.io/snp': 'true' };
const TDX = { 'intel.feature.node.kubernetes.io/tdx': 'true' };
const SECURE_EXECUTION = { 'feature.node.kubernetes.io/cpu-security.se.enabled': 'true' };
const GPU = { 'nvidia.com/cc.ready.state': 'false' };
const CONFIDENTIAL_GPU = { 'nvidia.com/cc.ready.state': 'true' };

/**
 * The classes that kata-deploy makes, by variant. Of GPUs the 3.x line had several figures, up to 98304Mi, so none is
 * given here.
 *
 * @see https://github.com/kata-containers/kata-containers/blob/0041891c3a1bd0380c562e31c10cf25dc4493f9c/tools/packaging/kata-deploy/helm-chart/kata-deploy/templates/runtimeclasses.yaml (4.0)
 * @see https://github.com/kata-containers/kata-containers/blob/0c3af207c177ed384a3948fad0995b5518cba3a9/tools/packaging/kata-deploy/runtimeclasses/kata-runtimeClasses.yaml (3.x)
 */
export const KATA: Readonly<Record<string, KataFacts>> = {
  'qemu': { overhead: lines(of(QUARTER, 160), of(QUARTER, 320)) },
  'qemu-runtime-rs': { overhead: lines(of(QUARTER, 160), of(QUARTER, 320)) },
  'clh': { overhead: both(of(QUARTER, 130)) },
  'clh-runtime-rs': { overhead: from4(of(QUARTER, 130)) },
  'clh-azure': { overhead: from4(of(QUARTER, 130)) },
  'clh-azure-runtime-rs': { overhead: from4(of(QUARTER, 130)) },
  'openvmm-azure-runtime-rs': { overhead: from4(of(QUARTER, 130)) },
  'cloud-hypervisor': { overhead: only3(of(QUARTER, 130)) },
  'fc': { overhead: both(of(QUARTER, 130)) },
  'dragonball': { overhead: both(of(QUARTER, 130)) },
  'stratovirt': { overhead: both(of(QUARTER, 130)) },
  'remote': { overhead: both(of(QUARTER, 120)) },
  'qemu-coco-dev': { overhead: both(of(QUARTER, 160)) },
  'qemu-coco-dev-runtime-rs': { overhead: lines(of(QUARTER, 160), of(QUARTER, 320)) },
  'qemu-snp': { overhead: both(of(CORE, 2048)), features: SNP },
  'qemu-snp-runtime-rs': { overhead: from4(of(CORE, 2048)), features: SNP },
  'qemu-tdx': { overhead: both(of(CORE, 2048)), features: TDX },
  'qemu-tdx-runtime-rs': { overhead: from4(of(CORE, 2048)), features: TDX },
  'qemu-se': { overhead: lines(of(CORE, 2048), of(CORE, 1024)), features: SECURE_EXECUTION },
  'qemu-se-runtime-rs': { overhead: lines(of(QUARTER, 160), of(CORE, 1024)), features: SECURE_EXECUTION },
  'qemu-cca': { overhead: only3(of(CORE, 2048)) },
  'qemu-nvidia-cpu': { overhead: from4(of(QUARTER, 320)) },
  'qemu-nvidia-cpu-runtime-rs': { overhead: from4(of(QUARTER, 320)) },
  'qemu-nvidia-gpu': { overhead: from4(of(CORE, 10240)), features: GPU },
  'qemu-nvidia-gpu-runtime-rs': { overhead: from4(of(CORE, 10240)), features: GPU },
  'qemu-nvidia-gpu-snp': { overhead: from4(of(CORE, 10240)), features: CONFIDENTIAL_GPU },
  'qemu-nvidia-gpu-snp-runtime-rs': { overhead: from4(of(CORE, 10240)), features: CONFIDENTIAL_GPU },
  'qemu-nvidia-gpu-tdx': { overhead: from4(of(CORE, 10240)), features: CONFIDENTIAL_GPU },
  'qemu-nvidia-gpu-tdx-runtime-rs': { overhead: from4(of(CORE, 10240)), features: CONFIDENTIAL_GPU },
};

/**
 * Variants whose virtual machines share no file system with their node: Firecracker cannot, and those of clouds are
 * elsewhere.
 *
 * @see https://github.com/kata-containers/kata-containers/pull/3814
 */
const UNSHARED: readonly string[] = ['fc', 'remote'];

/** The label that kata-deploy puts on nodes, and by which its classes select them. */
const KATA_NODES = { 'katacontainers.io/kata-runtime': 'true' };

/**
 * The class of a variant.
 *
 * @param variant such as `qemu`; one that is not listed has no overhead here
 * @param release whose overhead it has; without, it has one if all releases agree
 * @param byFeatures whether it selects nodes by their features too
 */
export function kataFacts(variant: string, release: KataRelease | undefined, byFeatures = false): RuntimeFacts {
  const { overhead = {}, features } = Object.hasOwn(KATA, variant) ? KATA[variant] : {} as Partial<KataFacts>;
  return {
    className: `kata-${variant}`,
    handler: `kata-${variant}`,
    owner: 'kata-deploy',
    technology: RuntimeTechnology.KATA,
    nodeSelector: { ...KATA_NODES, ...(byFeatures && features) },
    ...(UNSHARED.includes(variant) && { sharesNoFiles: true }),
    overhead: release === undefined ? agreed(overhead) : overhead[release],
  };
}

function agreed(overhead: KataFacts['overhead']): OverheadFacts | undefined {
  const [first, ...others] = Object.values(KataRelease).map((release) => overhead[release]);
  return others.every((other) => other?.mebibytes === first?.mebibytes && other?.millicores === first?.millicores)
    ? first
    : undefined;
}
