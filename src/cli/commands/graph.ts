import { parseArgs } from 'node:util';
import { dotOf } from '../../pictures/dot';
import { mermaidOf } from '../../pictures/mermaid';
import type { Picture } from '../../pictures/picture';
import { svgOf } from '../../pictures/svg';
import { Command, Context, UsageError } from '../command';
import { FileObjects } from '../graph/file-objects';
import { networkPictureOf, stackPictureOf } from '../graph/pictures';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import { namedRelease } from '../release-option';
import { withoutResources } from '../validate/kustomizations';
import { readText, textsOf } from '../validate/read-texts';
import { installedRelease } from '../validate/release-choice';
import { rereadable } from '../validate/rereadable-text';

const FORMATS: Readonly<Record<string, (picture: Picture) => string>> = {
  svg: svgOf, mermaid: mermaidOf, dot: dotOf,
};

export const graph: Command = {
  summary: 'Draw objects, or who reaches whom',
  help: `Usage: cdk8s-agent-sandbox graph FILE|DIR|-... [options]

Reads YAML and JSON as 'validate' does and prints a picture of the objects in it: by
file and namespace, with arrows from templates to pools, claims and sandboxes, and from
policies, runtimes, autoscalers and Services to what they are about. With --network, a
picture of whom the sandboxes may reach by the network policies among the files and
those of the controller. Objects that differ by name only share a box. All files are
taken for one cluster.

Options:
  --stack            draw the objects (the default)
  --network          draw who reaches whom
  --format FORMAT    ${Object.keys(FORMATS).join(', ')} (default: svg)
  --release VERSION  the release that runs in the cluster (default: that of an install
                     among the files, else the newest known)
  --like VERSION     for a --release that is newer than this tool: take the facts of a
                     known one
  --namespace, -n NAMESPACE
                     the namespace of manifests that name none
  --help             print this text

Exit code: 0 drawn, 2 something could not be read; then nothing is drawn.

Examples:
  cdk8s-agent-sandbox graph dist/ > stack.svg
  cdk8s-agent-sandbox graph dist/ --network > network.svg
  cdk8s-agent-sandbox graph dist/ --format dot | dot -Tpdf > stack.pdf
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        stack: { type: 'boolean', default: false },
        network: { type: 'boolean', default: false },
        format: { type: 'string', default: 'svg' },
        release: { type: 'string' },
        like: { type: 'string' },
        ...NAMESPACE_OPTION,
      },
    });
    const namespace = namespaceIn(values);
    const print = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
    if (!print) {
      throw new UsageError(`format '${values.format}' is unknown; give one of ${Object.keys(FORMATS).join(', ')}`);
    }
    if (values.stack && values.network) { throw new UsageError('--stack and --network are two pictures; give one'); }
    if (positionals.length === 0) {
      throw new UsageError('nothing to draw; give files or directories, or - for the standard input');
    }
    const unreadable = new Unreadable(context);
    const { refuse } = unreadable;
    const named = namedRelease(values, context.catalogue);
    const texts = rereadable([...textsOf(positionals, context, refuse)], !named);
    const release = named ?? installedRelease(texts, context.catalogue).release;
    const patches = withoutResources(texts);
    const objects = new FileObjects(namespace);
    for (const text of texts) { if (!patches.has(text)) { readText(text, objects, refuse); } }
    if (!unreadable.isEmpty) { return 2; }
    const picture = values.network ? networkPictureOf(objects.all, release) : stackPictureOf(objects.all, release);
    context.out(print(picture));
    return 0;
  },
};
