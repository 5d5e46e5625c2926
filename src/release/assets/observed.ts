/** What the files of a release show. */
import { isDeepStrictEqual } from 'node:util';
import { PrinterColumn, Scale } from '../../api/changes';
import { CONFIG_MAP, CONTROLLER } from '../../api/controller-names';
import { KIND_NAMES } from '../../api/kinds';
import { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';
import { PolicyRule } from '../permissions';
import { AssetNames, ContainerPort, InstallFacts, ServicePort } from '../record';

/** The objects of each file. */
export type Assets = ReadonlyMap<string, readonly KubeObject[]>;

/** A version of a CustomResourceDefinition, as far as it is read. */
export interface CrdVersion {
  readonly name: string;
  readonly deprecated?: boolean;
  readonly storage: boolean;
  readonly schema: { readonly openAPIV3Schema: StructuralSchema };
  readonly additionalPrinterColumns?: readonly PrinterColumn[];
  readonly subresources?: { readonly status?: object; readonly scale?: Scale };
}

export interface Crd extends KubeObject {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly CrdVersion[];
    readonly conversion?: { readonly strategy: 'None' | 'Webhook' };
  };
}

/** The CustomResourceDefinitions by kind. */
export function crdsOf(assets: Assets): Map<string, Crd> {
  const crds = all(assets).filter(({ kind }) => kind === 'CustomResourceDefinition') as Crd[];
  return new Map(crds.map((crd) => [String(inObject(crd, 'spec', 'names').kind), crd]));
}

/** The rules of a role; none when there is no such role. */
export function rulesIn(assets: Assets, kind: 'ClusterRole' | 'Role', name: string): readonly PolicyRule[] {
  const role = all(assets).find((object) => object.kind === kind && object.metadata.name === name);
  return (role as { rules?: PolicyRule[] } | undefined)?.rules ?? [];
}

/** The file of each part of an install. */
export type AssetFiles = Partial<AssetNames>;

/** Which file is which, by the kinds whose CRDs it has. */
export function filesOf(assets: Assets): AssetFiles {
  const find = (hasSandbox: boolean, hasClaim: boolean) => [...assets].find(([, objects]) => {
    const kinds = crdsOf(new Map([['', objects]]));
    return kinds.has('Sandbox') === hasSandbox && kinds.has('SandboxClaim') === hasClaim;
  })?.[0];
  return { core: find(true, false), extensions: find(false, true), all: find(true, true) };
}

/**
 * The facts of the install that objects show; those that only the controller knows are not among them.
 *
 * @throws when the files are not those of a whole release
 */
export function installOf(assets: Assets): Partial<InstallFacts> {
  const { core, extensions, all: both } = filesOf(assets);
  const crds = crdsOf(assets);
  const missing = KIND_NAMES.filter((kind) => !crds.has(kind));
  const objects = (name?: string) => (name === undefined ? [] : assets.get(name)!);
  const plain = workloadIn(objects(core ?? both));
  const service = all(assets).find(({ kind, metadata }) => kind === 'Service' && metadata.name === CONTROLLER);
  if (missing.length > 0 || !plain || !service) {
    const absent = [...missing.map((kind) => `the CRD of ${kind}`), ...(plain ? [] : ['the controller']),
      ...(service ? [] : [`the Service ${CONTROLLER}`])];
    throw new Error(
      `${[...assets.keys()].join(', ')} are not the files of a release: ${absent.join(', ')} is missing; ` +
        "give all that upstream publishes for it, such as 'sandbox.yaml' and 'extensions.yaml'",
    );
  }
  const second = workloadIn(objects(extensions));
  const [ports, secondPorts] = [portsOf(plain), portsOf(second ?? plain)];
  const args = argsOf(plain).filter((argument) => !/^--?extensions(=|$)/.test(argument));
  const extended = workloadIn(objects(both)) ?? second ?? plain;
  const volumes = inList(inObject(extended, 'spec', 'template', 'spec'), 'volumes');
  return {
    workload: plain.kind as InstallFacts['workload'],
    args,
    ports,
    servicePort: servicePortOf(service),
    configMap: volumes.some((volume) => inObject(volume, 'configMap').name === CONFIG_MAP),
    webhook: [...crds.values()].some(({ spec }) => spec.conversion?.strategy === 'Webhook'),
    ...(core !== undefined && extensions !== undefined && {
      extensionsAssetPorts: isDeepStrictEqual(ports, secondPorts) ? undefined : secondPorts,
      assets: { core, extensions, ...(both !== undefined && { all: both }) },
    }),
  };
}

/** The image of the controller. */
export function imageOf(assets: Assets): string | undefined {
  const { image } = containerOf(all(assets).find(isWorkload));
  return typeof image === 'string' ? image : undefined;
}

function servicePortOf(service: KubeObject): ServicePort {
  const [{ name, port, targetPort }] = inList(service, 'spec', 'ports') as readonly unknown[] as readonly ServicePort[];
  return { ...(name && { name }), port, targetPort };
}

function isWorkload({ kind, metadata: { name } }: KubeObject): boolean {
  return name === CONTROLLER && (kind === 'Deployment' || kind === 'StatefulSet');
}

function workloadIn(objects: readonly KubeObject[]): KubeObject | undefined {
  return objects.find(isWorkload);
}

function containerOf(workload: KubeObject | undefined): Loose {
  return inObject(inList(inObject(workload, 'spec', 'template', 'spec'), 'containers')[0]);
}

function argsOf(workload: KubeObject): string[] {
  const { args } = containerOf(workload);
  return Array.isArray(args) ? args.map(String) : [];
}

function portsOf(workload: KubeObject): ContainerPort[] {
  const ports = inList(containerOf(workload), 'ports') as readonly unknown[] as readonly ContainerPort[];
  return ports.map(({ name, containerPort }) => ({ name, containerPort }));
}

function all(assets: Assets): KubeObject[] {
  return [...assets.values()].flat();
}
