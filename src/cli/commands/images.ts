import { parseArgs } from 'node:util';
import type { ImageMirror } from '../../air-gap/image-mirror';
import { Chunk, Memory, readChunk } from '../../documents';
import type { ImageSource } from '../../images/find-images';
import { ImageList } from '../../images/image-list';
import type { ManifestFile } from '../../judge/manifests/manifest-file';
import { inNamespace } from '../../judge/manifests/target-namespace';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { Command, Context, UsageError } from '../command';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import { mirrorIn } from '../mirror-option';
import { asUsage } from '../release-option';
import { withoutResources } from '../validate/kustomizations';
import { readText, textsOf } from '../validate/read-texts';
import { rereadable } from '../validate/rereadable-text';

/** How lists are printed. */
const FORMATS: Readonly<Record<string, (list: ImageList) => string>> = {
  'text': (list) => list.toText(),
  'json': (list) => list.toJson(),
  'skopeo': (list) => asUsage(() => list.toSkopeo()),
  'skopeo-copy': (list) => asUsage(() => list.toSkopeoCopy()),
  'oras': (list) => asUsage(() => list.toOras()),
};

export const images: Command = {
  summary: 'List the images of manifests, to mirror or pin them',
  help: `Usage: cdk8s-agent-sandbox images FILE|DIR|-... [options]

Reads YAML and JSON as 'validate' does and lists the images of all objects with pods:
each with who uses it, and whether a digest pins it. What a program in a container
pulls, and the sandbox image of a node's container runtime, are in no file.

Options:
  --format FORMAT    ${Object.keys(FORMATS).join(', ')} (default: text); skopeo
                     is a source for 'skopeo sync --all --preserve-digests --scoped
                     --src yaml', skopeo-copy a 'skopeo copy' a line, oras an 'oras cp'
                     a line
  --to REGISTRY      the registry to copy to, with a path if you want one: each image
                     has its reference there
  --layout LAYOUT    where images are in it: path, without the host (default), or
                     host-and-path, as 'skopeo sync --scoped' copies (format skopeo)
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
        layout: { type: 'string' },
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
    if (to === undefined && (format === 'oras' || format === 'skopeo-copy')) {
      throw new UsageError(`--format ${format} needs to know where to copy; give --to REGISTRY`);
    }
    const mirror = mirrorIn('--to', to, values.layout);
    if (positionals.length === 0) {
      throw new UsageError('nothing to list; give files or directories, or - for the standard input');
    }
    const list = listOf(positionals, { namespace, mirror }, context);
    if (!list) { return 2; }
    context.out(print(list));
    return values.pinned && list.unpinned.length > 0 ? 1 : 0;
  },
};

/** Where manifests are applied. */
interface Target {
  readonly namespace?: string;
  readonly mirror?: ImageMirror;
}

/** All objects of files, with or without a name: none of their images is to be missed. */
class Objects {
  readonly all: ImageSource[] = [];
  private readonly memory = new Memory();

  constructor(private readonly target: Target) {}

  read({ name: file }: ManifestFile, chunk: Chunk): number {
    const documents = readChunk(chunk, this.memory);
    for (const { value } of documents) {
      if (typeof inObject(value).kind !== 'string') { continue; }
      const { namespace, mirror } = this.target;
      this.all.push({ object: inNamespace(value as KubeObject, namespace), origin: `file ${file}`, mirror });
    }
    return documents.length;
  }
}

function listOf(names: string[], target: Target, context: Context): ImageList | undefined {
  const unreadable = new Unreadable(context);
  const texts = rereadable([...textsOf(names, context, unreadable.refuse)], true);
  const patches = withoutResources(texts);
  const objects = new Objects(target);
  for (const text of texts) { if (!patches.has(text)) { readText(text, objects, unreadable.refuse); } }
  return unreadable.isEmpty ? asUsage(() => ImageList._ofObjects(objects.all)) : undefined;
}
