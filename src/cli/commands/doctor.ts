import { parseArgs } from 'node:util';
import { diagnose } from '../../doctor/diagnose';
import { FindingSeverity } from '../../findings/finding';
import { GivenObject, GivenObjects } from '../../judge/manifests/context-objects';
import { nameOfObject } from '../../kubernetes/object-name';
import { inObject } from '../../kubernetes/read-json';
import { Command, Context, UsageError } from '../command';
import { doctorJson } from '../doctor/json';
import { doctorMarkdown } from '../doctor/markdown';
import { DoctorReport, placeOf, summaryOf } from '../doctor/report';
import { doctorText } from '../doctor/text';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import { oneOf } from '../one-of';
import { namedRelease, RELEASE_HELP, RELEASE_OPTIONS } from '../release-option';
import { sarif } from '../reports/sarif';
import { readGiven, readText, textsOf } from '../validate/read-texts';

const FORMATS = ['text', 'markdown', 'json', 'sarif'] as const;
const [HEALTHY, ILL, UNREADABLE] = [0, 1, 2];

export const doctor: Command = {
  summary: 'Say what is wrong in a cluster, and why, from a dump of it',
  help: `Usage: cdk8s-agent-sandbox doctor FILE|DIR|- [options]

Reads objects as 'kubectl get -o yaml' or '-o json' writes them, and says why sandboxes
have no pod, claims wait and pools do not fill, what does not end and what is left.
It asks no cluster. The more kinds the dump has, the more it can tell:

  kubectl get sandboxes,sandboxclaims,sandboxwarmpools,sandboxtemplates,pods,events,\\
  persistentvolumeclaims,services,networkpolicies,deployments,replicasets,nodes,\\
  runtimeclasses,storageclasses -A -o yaml | cdk8s-agent-sandbox doctor -

Options:
  --manifests FILE|DIR
                     what the cluster should have: says what differs, what is not there
                     and what nobody declares; may be given many times
  --namespace, -n NAMESPACE
                     that of manifests that name none
  --release VERSION  the release that runs (default: that of the controller in the dump)
${RELEASE_HELP}  --format FORMAT    ${FORMATS.join(', ')} (default: text)
  --no-color         no colours, which a terminal has otherwise
  --help             print this text

Exit code: 0 nothing is wrong, 1 something is, 2 something could not be read.

Examples:
  cdk8s-agent-sandbox doctor dump.yaml
  cdk8s-agent-sandbox doctor dump.yaml --manifests dist/ --format markdown
`,
  usageCode: UNREADABLE,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'manifests': { type: 'string', multiple: true, default: [] },
        ...NAMESPACE_OPTION,
        'release': { type: 'string' },
        ...RELEASE_OPTIONS,
        'format': { type: 'string', default: 'text' },
        'no-color': { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) { throw new UsageError("give a dump of a cluster, or '-' for the standard input"); }
    const format = oneOf('format', values.format, FORMATS);
    const { manifests } = values;
    const namespace = namespaceIn(values);
    const release = namedRelease(values, context.catalogue);
    const unreadable = new Unreadable(context);
    const { refuse } = unreadable;
    const dump = new GivenObjects();
    for (const text of textsOf(positionals, context, refuse)) { readText(text, dump, refuse); }
    if (dump.all.length > 0 && !dump.all.some(isLive)) {
      throw new UsageError('no object has a uid or a status: these are manifests, and not a dump of a cluster; '
        + "'validate' judges manifests");
    }
    const declared = manifests.length > 0
      ? readGiven('manifests', manifests, namespace, context, refuse)
      : undefined;
    const diagnosed = diagnose(dump.all, {
      catalogue: context.catalogue, ...(release && { release }), ...(declared && { declared }),
    });
    const report: DoctorReport = { ...diagnosed, objects: dump.all.length };
    print(report, format, values['no-color'], unreadable.texts, context);
    if (!unreadable.isEmpty) { return UNREADABLE; }
    if (report.absentKinds.length > 0) {
      context.err(`the dump holds no ${report.absentKinds.join(', no ')}: some causes cannot be told without them\n`);
    }
    context.err(`${summaryOf(report)}\n`);
    return report.diagnoses.length === 0 ? HEALTHY : ILL;
  },
};

/** Whether an API server has written something into an object. */
function isLive({ object: { metadata, status } }: GivenObject): boolean {
  return inObject(metadata).uid !== undefined || Object.keys(inObject(status)).length > 0;
}

function print(
  report: DoctorReport,
  format: typeof FORMATS[number],
  noColor: boolean,
  unreadable: readonly string[],
  context: Context,
): void {
  switch (format) {
    case 'text': context.out(doctorText(report, context.terminal().hasColors && !noColor), 'styled'); break;
    case 'markdown': context.out(doctorMarkdown(report)); break;
    case 'json': context.out(doctorJson(report, context.version())); break;
    case 'sarif': context.out(asSarif(report, unreadable, context)); break;
  }
}

function asSarif(report: DoctorReport, unreadable: readonly string[], { version, catalogue }: Context): string {
  const { diagnoses, release = catalogue.latest } = report;
  const errors = diagnoses.filter(({ severity }) => severity === FindingSeverity.ERROR).length;
  return sarif({
    findings: diagnoses.map((each) => {
      const { code, severity, message, remedy, given } = each;
      const object = nameOfObject(given.object);
      return { ...placeOf(each), finding: { code, severity, message, remedy }, object, path: '' };
    }),
    errors,
    warnings: diagnoses.length - errors,
    judged: report.objects,
    core: 0,
    projects: 0,
    others: 0,
    foreign: 0,
    objects: [],
    isStrict: false,
    unreadable,
    choice: { release },
  }, version());
}
