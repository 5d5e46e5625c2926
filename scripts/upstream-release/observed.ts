/** What the assets of a release show, read from the files that upstream published. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { PrinterColumn, Scale } from '../../src/api/changes';
import { CONTROLLER } from '../../src/api/controller-names';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { StructuralSchema } from '../../src/kubernetes/types/structural-schema';
import { PolicyRule } from '../../src/release/permissions';
import { AssetNames, ContainerPort, InstallFacts } from '../../src/release/record';

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

/** The files of a directory that are manifests. */
export function readAssets(directory: string): Assets {
  const names = readdirSync(directory).filter((name) => name.endsWith('.yaml')).sort();
  if (names.length === 0) {
    throw new Error(`${directory} has no .yaml file; give the directory of the downloaded assets`);
  }
  return new Map(names.map((name) => [
    name,
    loadAll(readFileSync(join(directory, name), 'utf8'), null, { schema: CORE_SCHEMA }).filter(Boolean) as KubeObject[],
  ]));
}

/** The CustomResourceDefinitions by kind. */
export function crdsOf(assets: Assets): Map<string, Crd> {
  const crds = all(assets).filter(({ kind }) => kind === 'CustomResourceDefinition') as Crd[];
  return new Map(crds.map((crd) => [crd.spec.names.kind, crd]));
}

/** The rules of a role; none when there is no such role. */
export function rulesIn(assets: Assets, kind: 'ClusterRole' | 'Role', name: string): readonly PolicyRule[] {
  const role = all(assets).find((object) => object.kind === kind && object.metadata.name === name);
  return (role as { rules?: PolicyRule[] } | undefined)?.rules ?? [];
}

/** The facts of the install that objects show; those that only the controller knows are not among them. */
export function installOf(assets: Assets): Omit<InstallFacts, 'leaderElection' | 'configMap'> {
  const names = assetNames(assets);
  const core = workloadOf(assets.get(names.core)!);
  const corePorts = portsOf(core);
  const extensionsPorts = portsOf(workloadOf(assets.get(names.extensions)!));
  const service = all(assets).find(({ kind, metadata }) => kind === 'Service' && metadata.name === CONTROLLER) as any;
  const { name, port, targetPort } = service.spec.ports[0];
  return {
    workload: core.kind as InstallFacts['workload'],
    args: core.spec.template.spec.containers[0].args ?? [],
    ports: corePorts,
    extensionsAssetPorts: JSON.stringify(corePorts) === JSON.stringify(extensionsPorts) ? undefined : extensionsPorts,
    servicePort: { ...(name && { name }), port, targetPort },
    webhook: [...crdsOf(assets).values()].some(({ spec }) => spec.conversion?.strategy === 'Webhook'),
    assets: names,
  };
}

/** Which file is which, by the kinds whose CRDs it has. */
function assetNames(assets: Assets): AssetNames {
  const find = (hasSandbox: boolean, hasClaim: boolean) => [...assets].find(([, objects]) => {
    const kinds = crdsOf(new Map([['', objects]]));
    return kinds.has('Sandbox') === hasSandbox && kinds.has('SandboxClaim') === hasClaim;
  })?.[0];
  const [core, extensions, both] = [find(true, false), find(false, true), find(true, true)];
  if (!core || !extensions) {
    throw new Error(
      `the assets ${[...assets.keys()].join(', ')} are not what upstream used to publish: one file with the CRD of ` +
        'Sandbox alone, and one with the other three',
    );
  }
  return { core, extensions, ...(both && { all: both }) };
}

function workloadOf(objects: readonly KubeObject[]): any {
  const found = objects.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  if (!found) { throw new Error('an asset has no Deployment or StatefulSet of the controller'); }
  return found;
}

function portsOf(workload: any): ContainerPort[] {
  return (workload.spec.template.spec.containers[0].ports ?? [])
    .map(({ name, containerPort }: ContainerPort) => ({ name, containerPort }));
}

function all(assets: Assets): KubeObject[] {
  return [...assets.values()].flat();
}
