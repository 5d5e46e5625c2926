import { IConstruct } from 'constructs';
import { Cluster } from './cluster';
import { perApp } from './per-app';
import { imageParts, partsText } from '../checks/image';

/**
 * The reference by which the pods of a construct pull an image: that in the registry of its cluster, if it has one.
 *
 * @throws when another image has that place in the registry already, or the image has none in it
 */
export function mirroredImage(construct: IConstruct, image: string): string {
  const { mirror } = Cluster.of(construct);
  if (!mirror || mirror.has(image)) { return image; }
  const target = mirror.referenceTo(image);
  const sources = sourcesOf(construct);
  const source = partsText(imageParts(image)!);
  const other = sources.get(target);
  if (other !== undefined && other !== source) {
    throw new Error(
      `the images '${other}' and '${source}' have one place in 'imageRegistry', '${target}'; set `
        + "'imageRegistryLayout' of the SandboxCluster to ImageRegistryLayout.HOST_AND_PATH, which keeps them apart",
    );
  }
  sources.set(target, source);
  return target;
}

/** What the images are copies of that the app prints, by their references in registries of clusters. */
export function sourcesOf(construct: IConstruct): Map<string, string> {
  return perApp(construct, 'mirroredImages', () => new Map<string, string>());
}

/** The Secrets to pull with: those that are given, else those of the cluster. */
export function pullSecretsOf(construct: IConstruct, given: readonly string[] | undefined): readonly string[] {
  return given ?? Cluster.of(construct).imagePullSecrets;
}
