import { parseArgs } from 'node:util';
import { Chunk, Memory, readChunk } from '../../documents';
import type { ImageSource } from '../../images/find-images';
import { ImageList } from '../../images/image-list';
import type { ManifestFile } from '../../judge/manifests/manifest-file';
import { inNamespace } from '../../judge/manifests/target-namespace';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { Command, Context, UsageError } from '../command';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import { asUsage } from '../release-option';
import { withoutResources } from '../validate/kustomizations';
import { readText, textsOf } from '../validate/read-texts';
import { rereadable } from '../validate/rereadable-text';

/** How lists are printed; those of mirrors may need to know where it is. */
const FORMATS: Readonly<Record<string, (list: ImageList, to: string) => string>> = {
  text: (list) => list.toText(),
  json: (list) => list.toJson(),
  skopeo: (list) => list.toSkopeo(),
  oras: (list, to) => asUsage(() => list.toOras(to)),
};

export const images: Command = {
  summary: 'List the images of manifests, to mirror or pin them',
  help: `Usage: cdk8s-agent-sandbox images FILE|DIR|-... [options]

Reads YAML and JSON as 'validate' does and lists the images of all objects with pods:
each with who uses it, and whether a digest pins it. What a program in a container
pulls, and the sandbox image of a node's container runtime, are in no file.

Options:
  --format FORMAT    ${Object.keys(FORMATS).join(', ')} (default: text); skopeo is a
                     source for 'skopeo sync --src yaml', oras an 'oras cp' a line
  --to REGISTRY      for oras: the registry to copy to, with a path if you want one
  --pinned           end with 1 if an image has no digest
  --namespace, -n NAMESPACE
                     the namespace of manifests that name none
  --help             print this text

Exit code: 0 listed, 1 an image is not pinned (with --pinned), 2 something could not be
read; then nothing is listed.

Examples:
  cdk8s-agent-sandbox images dist/
  cdk8s-agent-sandbox images dist/ --format skopeo > images.yaml
  cdk8s-agent-sandbox images dist/ --format oras --to registry.example.com/mirror
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        to: { type: 'string' },
        pinned: { type: 'boolean', default: false },
        ...NAMESPACE_OPTION,
      },
    });
    const namespace = namespaceIn(values);
    const { format, to } = values;
    const print = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (!print) {
      throw new UsageError(`format '${format}' is unknown; give one of ${Object.keys(FORMATS).join(', ')}`);
    }
    if ((to !== undefined) !== (format === 'oras')) {
      throw new UsageError(to === undefined
        ? '--format oras needs to know where to copy; give --to REGISTRY'
        : '--to is for --format oras; remove it');
    }
    if (positionals.length === 0) {
      throw new UsageError('nothing to list; give files or directories, or - for the standard input');
    }
    const list = listOf(positionals, namespace, context);
    if (!list) { return 2; }
    context.out(print(list, to ?? ''));
    return values.pinned && list.unpinned.length > 0 ? 1 : 0;
  },
};

/** All objects of files, with or without a name: none of their images is to be missed. */
class Objects {
  readonly all: ImageSource[] = [];
  private readonly memory = new Memory();

  constructor(private readonly namespace: string | undefined) {}

  read({ name: file }: ManifestFile, chunk: Chunk): number {
    const documents = readChunk(chunk, this.memory);
    for (const { value } of documents) {
      if (typeof inObject(value).kind !== 'string') { continue; }
      this.all.push({ object: inNamespace(value as KubeObject, this.namespace), origin: `file ${file}` });
    }
    return documents.length;
  }
}

function listOf(names: string[], namespace: string | undefined, context: Context): ImageList | undefined {
  const unreadable = new Unreadable(context);
  const texts = rereadable([...textsOf(names, context, unreadable.refuse)], true);
  const patches = withoutResources(texts);
  const objects = new Objects(namespace);
  for (const text of texts) { if (!patches.has(text)) { readText(text, objects, unreadable.refuse); } }
  return unreadable.isEmpty ? asUsage(() => ImageList._ofObjects(objects.all)) : undefined;
}
