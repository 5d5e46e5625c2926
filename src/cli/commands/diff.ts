import { parseArgs } from 'node:util';
import { compareManifests } from '../../change/compare-manifests';
import { Level, LEVELS } from '../../change/level';
import { Memory } from '../../documents';
import { GivenObject, GivenObjects } from '../../judge/manifests/context-objects';
import { markRepeated } from '../../judge/schema';
import { Command, Context, UsageError } from '../command';
import { gitTexts } from '../diff/git-texts';
import { diffJson } from '../diff/json';
import { liveClaims, withLive } from '../diff/live-claims';
import { diffMarkdown } from '../diff/markdown';
import { DiffReport, summaryOf } from '../diff/report';
import { diffSarif } from '../diff/sarif';
import { diffText } from '../diff/text';
import type { InputText } from '../input';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import { readSide } from '../manifest-side';
import { oneOf } from '../one-of';
import { namedRelease } from '../release-option';
import { readText, Refuse, textsOf } from '../validate/read-texts';

const FORMATS = ['text', 'markdown', 'json', 'sarif'] as const;
/** The value of `--fail-on` that no effect has. */
const NEVER = 'never';

/** Exit codes, as `diff` has them, and one more for what a reviewer must see. */
const [SAME, DIFFERENT, DANGEROUS, UNREADABLE] = [0, 1, 2, 3];

export const diff: Command = {
  summary: 'Say what an edit of manifests does to a running platform',
  help: `Usage: cdk8s-agent-sandbox diff OLD NEW [options]
       cdk8s-agent-sandbox diff --from-git REVISION PATH... [options]

Compares two sets of manifests: files, directories or - for the standard input. Not
the lines are compared, but what a cluster makes of them: pods that are replaced or
stay as they were, volumes that are deleted, fields that are immutable, who may reach
whom, and roles that grant more.

Options:
  --from-git REVISION  compare what a revision has at PATH... with what is there now
  --release VERSION    the release that runs after the change (default: that of an
                       install in NEW, else the newest known)
  --old-release VERSION
                       the release that runs before (default: that of an install in
                       OLD, else the same)
  --live FILE          claims of the cluster, as 'kubectl get sandboxclaims -A -o yaml'
                       writes them: those that neither side has stay, and count
  --namespace, -n NAMESPACE
                       that of manifests that name none
  --format FORMAT      ${FORMATS.join(', ')} (default: text)
  --fail-on LEVEL      exit with 2 from this level on: ${LEVELS.slice(0, 3).join(', ')},
                       ${LEVELS.slice(3, 5).join(', ')}, or ${NEVER} (default: break)
  --no-color           no colours, which a terminal has otherwise
  --help               print this text

Exit code: 0 nothing changes, 1 something does, 2 data are lost or something breaks
(--fail-on), 3 something could not be read.

Examples:
  cdk8s-agent-sandbox diff before/ dist/
  cdk8s-agent-sandbox diff --from-git origin/main dist/ --format markdown
  cdk8s-agent-sandbox diff - dist/ --fail-on disruption
  cdk8s-agent-sandbox diff before/ dist/ --live claims.yaml
`,
  usageCode: UNREADABLE,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'from-git': { type: 'string' },
        'release': { type: 'string' },
        'old-release': { type: 'string' },
        'live': { type: 'string' },
        ...NAMESPACE_OPTION,
        'format': { type: 'string', default: 'text' },
        'fail-on': { type: 'string', default: 'break' },
        'no-color': { type: 'boolean', default: false },
      },
    });
    const format = oneOf('format', values.format, FORMATS);
    const failOn = oneOf('fail-on', values['fail-on'], [...LEVELS, NEVER] as const);
    const namespace = namespaceIn(values);
    const named = namedRelease({ release: values.release }, context.catalogue);
    const namedOld = namedRelease({ release: values['old-release'] }, context.catalogue);
    // Before a side is read: the standard input of a terminal would be waited for.
    if (values.live === '-' && positionals.includes('-')) {
      throw new UsageError('--live and a side cannot both be the standard input');
    }
    const unreadable = new Unreadable(context);
    const { refuse } = unreadable;
    const [oldTexts, newTexts] = sidesOf(positionals, values['from-git'], context, refuse);
    // What the sides share becomes the same objects, and is not compared again.
    const memory = new Memory(markRepeated);
    const after = readSide(newTexts, namespace, named, context, refuse, undefined, memory);
    const before = readSide(oldTexts, namespace, namedOld, context, refuse, after.release, memory);
    const dump = values.live === undefined ? [] : readDump(values.live, context, refuse);
    if (!unreadable.isEmpty) { return UNREADABLE; }
    const live = liveClaims(dump, { before, after });
    const comparison = compareManifests({
      before: withLive(before, live), after: withLive(after, live), now: new Date(),
    });
    const report: DiffReport = {
      comparison,
      releases: { before: before.release.id, after: after.release.id },
      ...values.live !== undefined && { liveClaims: live.length },
    };
    print(report, format, values['no-color'], context);
    context.err(`${summaryOf(report)}\n`);
    if (comparison.changes.length === 0) { return SAME; }
    const dangerous = failOn === NEVER ? [] : LEVELS.slice(0, LEVELS.indexOf(failOn) + 1);
    return comparison.changes.some(({ effects }) => effects.some(({ level }) => dangerous.includes(level as Level)))
      ? DANGEROUS
      : DIFFERENT;
  },
};

function readDump(file: string, context: Context, refuse: Refuse): readonly GivenObject[] {
  const objects = new GivenObjects();
  for (const text of textsOf([file], context, refuse)) { readText(text, objects, refuse); }
  return objects.all;
}

function sidesOf(
  positionals: readonly string[],
  revision: string | undefined,
  context: Context,
  refuse: Refuse,
): [InputText[], InputText[]] {
  if (revision !== undefined) {
    if (positionals.length === 0 || positionals.includes('-')) {
      throw new UsageError('--from-git compares files or directories of the repository; give one, such as dist/');
    }
    return [gitTexts(revision, positionals), [...textsOf(positionals, context, refuse)]];
  }
  if (positionals.length !== 2) {
    throw new UsageError(`give what was and what is, such as 'diff before/ dist/'; ${positionals.length} are given`);
  }
  if (positionals.every((each) => each === '-')) { throw new UsageError('only one side can be the standard input'); }
  const [old, now] = positionals.map((each) => [...textsOf([each], context, refuse)]);
  return [old, now];
}

function print(report: DiffReport, format: typeof FORMATS[number], noColor: boolean, context: Context): void {
  switch (format) {
    case 'text': {
      context.out(diffText(report, context.terminal().hasColors && !noColor), 'styled');
      break;
    }
    case 'markdown': context.out(diffMarkdown(report)); break;
    case 'json': context.out(diffJson(report, context.version())); break;
    case 'sarif': context.out(diffSarif(report, context.version())); break;
  }
}
