/** A release that the catalogue need not have, made of the files that upstream published for it. */
import { Assets, filesOf, imageOf } from './observed';
import { readFiles } from './published-files';
import { readRecord } from './read-record';
import { parseImage } from '../../checks/image';
import { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import { Catalogue } from '../catalogue';
import { NOT_REPRODUCED } from '../not-reproduced';
import { Release, succeed } from '../release';
import { printChecksums } from '../release-files';
import { checkVersionName, isReleaseId } from '../release-id';

/** How files become a release. */
export interface AssetOptions {
  /** The SHA-256 that each file must have. */
  readonly checksums?: Readonly<Record<string, string>>;
  /** The known release with which the files are compared, and whose flags and behaviour are taken. */
  readonly like?: Release;
  /** Whether to go without pins: the release is used at once and by nobody else. */
  readonly isLocal?: boolean;
}

/**
 * The release that files are of.
 *
 * @param id its tag; undefined takes that of the controller's image
 * @throws when the files are not those of a release, not of this one, or not those that are pinned
 */
export function releaseFromAssets(
  id: string | undefined,
  directory: string,
  catalogue: Catalogue,
  { checksums: pinned, like, isLocal = false }: AssetOptions = {},
): Release {
  const { assets, checksums } = readFiles(directory, pinned);
  const reference = imageOf(assets);
  const image = reference === undefined ? undefined : parseImage(reference, id ?? '');
  const tag = id ?? image?.tag;
  if (tag === undefined) { throw new Error(`the files in ${directory} run no controller; name their release`); }
  checkVersionName(tag);
  if (image && image.tag !== tag && isReleaseId(tag) && isReleaseId(image.tag)) {
    throw new Error(`the files in ${directory} are those of ${image.tag}, and ${tag} is asked for; ` +
      `give '${image.tag}', or the files of ${tag}`);
  }
  if (!pinned) { compareWithKnown(tag, directory, checksums); }
  const before = like ?? catalogue.nearest(tag);
  const { record, unknownFields } = readRecord(tag, assets, before);
  const isKnown = before.id === tag;
  return {
    ...succeed(before, record),
    ...(isKnown ? { knownBad: before.knownBad } : { assumedFrom: before.assumedFrom ?? before.id }),
    ...(image && { image }),
    files: {
      directory,
      checksums,
      isPinned: pinned !== undefined || isLocal,
      record,
      unknownFields,
      objects: (extensions) => objectsOf(assets, extensions),
    },
  };
}

/**
 * A workload with the ports of another: upstream forgot some in the second one of its first releases with a webhook.
 */
function withPortsOf(first: KubeObject, workload: KubeObject): KubeObject {
  const [{ ports }] = inList(inObject(first, 'spec', 'template', 'spec'), 'containers');
  const spec = inObject(workload.spec);
  const pod = inObject(spec, 'template', 'spec');
  const [container, ...others] = inList(pod, 'containers');
  const containers = [{ ...container, ports }, ...others];
  return { ...workload, spec: { ...spec, template: { ...inObject(spec.template), spec: { ...pod, containers } } } };
}

const WORKLOADS = ['Deployment', 'StatefulSet'];

/** Refuses a file whose checksum is known to be another one. */
function compareWithKnown(tag: string, directory: string, checksums: Readonly<Record<string, string>>): void {
  for (const [name, sum] of Object.entries(NOT_REPRODUCED[tag]?.checksums ?? {})) {
    if (Object.hasOwn(checksums, name) && checksums[name] !== sum) {
      throw new Error(`${name} in ${directory} is not the file that upstream published for ${tag}: its SHA-256 is ` +
        `${checksums[name]}, and that of upstream's is ${sum}; download it again, ` +
        `or pin what you have: ${printChecksums(checksums)}`);
    }
  }
}

/**
 * The objects of an install, as `kubectl apply` of the files in their order would leave them. Where all is in one file,
 * its controller is none without extensions.
 */
function objectsOf(assets: Assets, extensions: boolean): KubeObject[] {
  const { core, extensions: added, all } = filesOf(assets);
  if (!extensions && core === undefined) {
    return objectsOf(assets, true).filter(({ kind }) => !WORKLOADS.includes(kind));
  }
  const names = !extensions ? [core] : all !== undefined ? [all] : [core, added];
  const objects = new Map<string, KubeObject>();
  for (const object of names.flatMap((name) => assets.get(name!)!)) {
    const key = `${object.kind} ${object.metadata.name}`;
    const first = objects.get(key);
    objects.set(key, first && WORKLOADS.includes(object.kind) ? withPortsOf(first, object) : object);
  }
  return [...objects.values()];
}
