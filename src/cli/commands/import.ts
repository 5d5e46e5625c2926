import { parseArgs } from 'node:util';
import { importObjects } from '../../adopt';
import { checkForm } from '../../checks/forms';
import { oneLine } from '../../findings/printable';
import { GivenObjects } from '../../judge/manifests/context-objects';
import { Command, Context, UsageError } from '../command';
import { writeNew, writeProject } from '../import/project-files';
import { asUsage, namedRelease } from '../release-option';
import { readText, Refuse, textsOf } from '../validate/read-texts';
import { installedRelease } from '../validate/release-choice';
import { rereadable } from '../validate/rereadable-text';

export const importCommand: Command = {
  summary: 'Turn the YAML of a platform into a program',
  help: `Usage: cdk8s-agent-sandbox import FILE|DIR|-... [options]

Reads YAML and JSON as 'validate' does, 'kubectl get -o yaml' too, and prints a cdk8s
app in TypeScript that makes the same objects, under the same names. What the API
server and controllers wrote is left out.

Options:
  --out, -o FILE     write the program to a file, which must not exist
  --outdir DIR       write a project with the program, which 'npm install' and
                     'npx cdk8s synth' take as it is; none of its files may exist
  --check            run the program, and print what it makes otherwise
  --release VERSION  the release that runs in the cluster (default: that of an install
                     among the files, else the newest that stores the objects)
  --namespace, -n NAMESPACE
                     the namespace of manifests that name none
  --help             print this text

Exit code: 0 done, 1 the program would not synthesize, an object could not be written
as code, or --check found differences, 2 something could not be read.

Examples:
  cdk8s-agent-sandbox import manifests/ -o main.ts --check
  cdk8s-agent-sandbox import manifests/ --outdir platform/ --check
  cdk8s-agent-sandbox import dump.yaml --release v0.4.6 > main.ts
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string', short: 'o' },
        outdir: { type: 'string' },
        check: { type: 'boolean', default: false },
        release: { type: 'string' },
        namespace: { type: 'string', short: 'n' },
      },
    });
    const { namespace, out, outdir } = values;
    if (positionals.length === 0) {
      throw new UsageError('nothing to import; give files or directories, or - for the standard input');
    }
    if (out !== undefined && outdir !== undefined) {
      throw new UsageError('--out and --outdir are both given; --out writes the program alone, --outdir a project');
    }
    if (namespace !== undefined) { asUsage(() => { checkForm('namespace', namespace, 'DNS label'); }); }
    const named = namedRelease({ release: values.release }, context.catalogue);
    let isUnreadable = false;
    const refuse: Refuse = (file, { line, column }, message) => {
      isUnreadable = true;
      context.err(`${oneLine(`${file}:${line}:${column}: ${message}`)}\n`);
    };
    const texts = rereadable([...textsOf(positionals, context, refuse)], !named);
    const choice = named ? undefined : installedRelease(texts, context.catalogue);
    const given = new GivenObjects(namespace);
    for (const text of texts) { readText(text, given, refuse); }
    if (isUnreadable) { return 2; }
    if (given.all.length === 0) {
      context.err('there is no object in what was given, so there is nothing to import\n');
      return 2;
    }
    const { text, remarks, lost, failures, differences } = importObjects(
      given.all.map(({ object }) => object),
      named ?? (choice?.installed ? choice.release : undefined),
      context.catalogue,
      values.check,
    );
    for (const remark of [...remarks, ...lost, ...failures]) { context.err(`${oneLine(remark)}\n`); }
    if (outdir !== undefined) {
      writeProject(outdir, text, context.version());
    } else if (out !== undefined) {
      writeNew(out, text);
    } else {
      context.out(text);
    }
    const isWhole = lost.length === 0 && failures.length === 0;
    if (!values.check) { return isWhole ? 0 : 1; }
    for (const difference of differences) { context.err(`${oneLine(difference)}\n`); }
    if (differences.length > 0) { context.err(`${differences.length} differences\n`); }
    if (!isWhole || differences.length > 0) { return 1; }
    context.err('checked: the program ran, and makes equal objects\n');
    return 0;
  },
};
