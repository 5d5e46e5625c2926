import { parseArgs } from 'node:util';
import { FindingSeverity } from '../../findings/finding';
import { formatFinding } from '../../findings/format';
import { releaseFindings } from '../../install/findings';
import { migrateFiles } from '../../migrate/migrate-files';
import { Release, supports } from '../../release/release';
import { compareReleases } from '../../release/release-id';
import { Command, Context, UsageError } from '../command';
import { InputError } from '../input';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import {
  migrationJson, migrationMarkdown, MigrationReport, migrationText, severityOf, summaryOf,
} from '../migrate/report';
import { writeBelow, writeInPlace } from '../migrate/write-files';
import { namedRelease, RELEASE_OPTIONS } from '../release-option';
import { START, textsOf } from '../validate/read-texts';
import { installedRelease } from '../validate/release-choice';

const FORMATS = ['text', 'markdown', 'json'] as const;
const STDIN = '-';

export const migrate: Command = {
  summary: 'Rewrite manifests of v1alpha1 for a release, and touch nothing else',
  help: `Usage: cdk8s-agent-sandbox migrate FILE|DIR|-... [--to VERSION] [options]

Edits YAML and JSON for a release: objects of v1alpha1 as upstream's conversion webhook
converts them, references to them, assets, images and flags of the controller in
kustomizations and workloads. Comments, order, anchors, quotes and line ends stay.
Claims that need a pool which no file has get one of 0 replicas.

What was decided is printed as a table. What could not be decided is a finding, and
stays as it is; so does a file that cannot be read, such as a template of Helm. A second
run changes nothing. - reads the standard input and prints it migrated.

Options:
  --to VERSION       the release (default: the newest known)
  --assets DIR       take the release from its published files; --to may be left out
                     then
  --like VERSION     for a --to that this tool does not know, newer or of another
                     vendor: take the facts of a known one
  --from VERSION     the release that runs now (default: that of an install in the
                     files): it tells what the same text meant
  --outdir DIR       write all files there (default: where they are)
  --check            write nothing; exit with 1 if something would change
  --dry-run          write nothing
  --as-converted     claims that name no pool start cold, as the webhook has it
                     (default: the pool of their template, if the files have one)
  --namespace, -n NAMESPACE
                     that of manifests that name none
  --format FORMAT    ${FORMATS.join(', ')} (default: text)
  --help             print this text

Exit code: 0 done, 1 something is left to do by hand (--check: or would change),
2 something could not be read or written.

Examples:
  cdk8s-agent-sandbox migrate manifests/ --to v1.0.5
  cdk8s-agent-sandbox migrate manifests/ --check --format markdown
  cdk8s-agent-sandbox migrate - < dump.yaml > migrated.yaml
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'to': { type: 'string' },
        'from': { type: 'string' },
        ...RELEASE_OPTIONS,
        'outdir': { type: 'string' },
        'check': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        'as-converted': { type: 'boolean', default: false },
        ...NAMESPACE_OPTION,
        'format': { type: 'string', default: 'text' },
      },
    });
    const format = FORMATS.find((each) => each === values.format);
    if (!format) { throw new UsageError(`format '${values.format}' is unknown; give one of ${FORMATS.join(', ')}`); }
    if (positionals.length === 0) {
      throw new UsageError('nothing to migrate; give files or directories, or - for the standard input');
    }
    const isPipe = positionals.includes(STDIN);
    if (isPipe && (positionals.length > 1 || values.outdir !== undefined)) {
      throw new UsageError('the standard input is migrated alone, to the standard output');
    }
    const { outdir } = values;
    const namespace = namespaceIn(values);
    const target = namedRelease({ ...values, release: values.to }, context.catalogue) ?? context.catalogue.latest;
    if (!supports(target, 'v1beta1')) {
      throw new UsageError(`${target.id} has no v1beta1: ${context.catalogue.explainAbsence('v1beta1', target)}`);
    }
    const named = namedRelease({ release: values.from }, context.catalogue);
    checkOrder(named, target);
    for (const finding of releaseFindings(target, context.catalogue)) { context.err(`${formatFinding(finding)}\n`); }
    const inputs = inputsOf(positionals, context);
    if (!inputs) { return 2; }
    const from = named ?? installIn(inputs, context);
    const migration = migrateFiles(inputs, { target, from, namespace, asConverted: values['as-converted'] });
    const isChanged = migration.files.some(({ text, after }) => text !== after);
    const isWritten = !values.check && !values['dry-run'];
    if (isWritten && !isPipe) {
      if (outdir === undefined) {
        writeInPlace(migration.files);
      } else {
        writeBelow(outdir, migration.files, positionals);
      }
    }
    const report: MigrationReport = { migration, to: target.id, from: from?.id, isWritten };
    const text = format === 'json' ? migrationJson(report, context.version())
      : format === 'markdown' ? migrationMarkdown(report) : migrationText(report);
    if (isPipe && isWritten) {
      context.out(migration.files[0].after, 'styled');
      context.err(text);
    } else {
      context.out(text);
    }
    if (format !== 'markdown') { context.err(`${summaryOf(report)}\n`); }
    const isLeft = migration.findings.some((each) => severityOf(each) === FindingSeverity.ERROR);
    return isLeft || (values.check && isChanged) ? 1 : 0;
  },
};

function checkOrder(from: Release | undefined, target: Release): void {
  if (from && compareReleases(from.id, target.id) > 0) {
    throw new UsageError(`--from ${from.id} is newer than --to ${target.id}; manifests are migrated forward only`);
  }
}

/** All texts; undefined if one cannot be read, as a platform is migrated as a whole. */
function inputsOf(names: readonly string[], context: Context): Array<{ name: string; text: string }> | undefined {
  const unreadable = new Unreadable(context);
  const { refuse } = unreadable;
  const inputs = [...textsOf(names, context, refuse)].flatMap((text) => {
    try {
      return [{ name: text.name, text: [...text.pieces()].join('') }];
    } catch (error) {
      if (!(error instanceof InputError)) { throw error; }
      refuse(text.name, START, error.message);
      return [];
    }
  });
  return unreadable.isEmpty ? inputs : undefined;
}

/** The release of an install among the texts, if there is one. */
function installIn(inputs: ReadonlyArray<{ name: string; text: string }>, { catalogue }: Context): Release | undefined {
  const { installed, release } = installedRelease(
    inputs.map(({ name, text }) => ({ name, isNamed: true, isPipe: false, pieces: () => [text] })), catalogue,
  );
  return installed === undefined ? undefined : release;
}
