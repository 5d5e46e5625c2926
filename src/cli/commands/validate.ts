import { parseArgs } from 'node:util';
import { checkForm } from '../../checks/forms';
import { checkKubernetesMinor } from '../../checks/kubernetes-minor';
import { oneLine } from '../../findings/printable';
import { Chunk, DocumentError, errorPosition, Position, split } from '../../judge/documents';
import { Manifests, MOST_FINDINGS } from '../../judge/manifests';
import { GivenObjects } from '../../judge/manifests/context-objects';
import { Outcome } from '../../judge/manifests/outcome';
import { labelDomains } from '../../judge/rules/read-other-kinds';
import type { Release } from '../../release/release';
import { Command, Context, UsageError } from '../command';
import { InputError, InputText, inputTexts } from '../input';
import { FORMATS } from '../reports/index';

export const validate: Command = {
  summary: 'Say what a cluster would refuse, drop or never make ready',
  help: `Usage: cdk8s-agent-sandbox validate FILE|DIR|-... [options]

Reads YAML and JSON as kubectl does and judges the objects of Agent Sandbox in it as
the API server and the controller of a release do. Of objects of Kubernetes itself
the structure is judged; others are passed over.
Of directories, *.yaml, *.yml and *.json are read, also below them, except in .git and
node_modules; links that lead out of them are left out. - is the standard input.

Options:
  --release VERSION  the release that runs in the cluster (default: the newest)
  --format FORMAT    ${Object.keys(FORMATS).join(', ')} (default: text)
  --strict           fail for warnings too
  --closed-world     what is not among the files does not exist: a pool without its
                     template and a claim without its pool are errors
  --allowed-label-domains DOMAIN,...
                     domains of the labels that claims may give to pods (default:
                     those of an install among the files, else sandbox.users.io)
  --kubernetes-version MINOR
                     Kubernetes of the cluster, such as 1.37: fields that are newer than
                     this tool are warnings then
  --policy FILE|DIR  judge by the ValidatingAdmissionPolicies in it too, with their
                     bindings, parameters and Namespaces; may be given many times
  --old FILE|DIR     objects as they are in the cluster, so that changes are judged;
                     may be given many times
  --help             print this text

Exit code: 0 no errors, 1 errors, 2 something could not be read.

Examples:
  cdk8s-agent-sandbox validate sandboxes.yaml
  cdk8s-agent-sandbox validate dist/ --release v0.5.6 --strict
  cdk8s-agent-sandbox validate - --format json --closed-world
  cdk8s-agent-sandbox validate dist/ --policy policies.yaml --old before/
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'release': { type: 'string' },
        'format': { type: 'string', default: 'text' },
        'strict': { type: 'boolean', default: false },
        'closed-world': { type: 'boolean', default: false },
        'allowed-label-domains': { type: 'string' },
        'kubernetes-version': { type: 'string' },
        'policy': { type: 'string', multiple: true },
        'old': { type: 'string', multiple: true },
      },
    });
    const format = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
    if (!format) {
      throw new UsageError(`format '${values.format}' is unknown; give one of ${Object.keys(FORMATS).join(', ')}`);
    }
    if (positionals.length === 0) {
      throw new UsageError('nothing to validate; give files or directories, or - for the standard input');
    }
    const release = chosen(values.release, context);
    const kubernetes = minorIn(values['kubernetes-version']);

    const unreadable: string[] = [];
    const refuse = (file: string, { line, column }: Position, message: string) => {
      if (unreadable.length > MOST_UNREADABLE) { return; }
      const isLast = unreadable.length === MOST_UNREADABLE;
      const text = isLast
        ? `more than ${MOST_UNREADABLE} texts cannot be read; further ones are not named`
        : oneLine(`${file}:${line}:${column}: ${message}`);
      unreadable.push(text);
      context.err(`${text}\n`);
    };
    const given = (option: string, names: readonly string[] | undefined) =>
      names &&
      readGiven(names, context, refuse, () => new UsageError(`--${option} takes files, not the standard input`));
    const policies = given('policy', values.policy);
    if (
      policies &&
      unreadable.length === 0 &&
      !policies.all.some(({ object: { kind } }) => kind === 'ValidatingAdmissionPolicy')
    ) {
      throw new UsageError(`no ValidatingAdmissionPolicy is in ${values.policy!.join(', ')}`);
    }
    const manifests = new Manifests({
      release,
      kubernetes,
      allowedLabelDomains: domainsIn(values['allowed-label-domains']),
      closedWorld: values['closed-world'],
      keepObjects: values.format === 'junit',
      policies,
      old: given('old', values.old),
    });
    let files = 0;
    for (const text of inputTexts(positionals, context.stdin, ({ file, message }) => {
      refuse(file, START, message);
    })) {
      files += 1;
      readText(text, manifests, (position, message) => {
        refuse(text.name, position, message);
      });
    }
    const outcome = manifests.finish();
    const report = format({ ...outcome, isStrict: values.strict, unreadable }, context.version());
    context.out(report, values.format === 'github');
    context.err(`${summary(outcome, files, release)}\n`);
    if (unreadable.length > 0) { return 2; }
    return outcome.errors > 0 || (values.strict && outcome.warnings > 0) ? 1 : 0;
  },
};

/** Texts that cannot be read and are named. */
const MOST_UNREADABLE = 1000;

const START: Position = { line: 1, column: 1 };

function chosen(id: string | undefined, { catalogue }: Context): Release {
  return id === undefined ? catalogue.latest : asUsage(() => catalogue.get(id));
}

function minorIn(version: string | undefined): string | undefined {
  if (version !== undefined) { asUsage(() => { checkKubernetesMinor('Kubernetes version', version); }); }
  return version;
}

/** The domains of a list, read as the controller reads it; a list without domains is an error here. */
function domainsIn(list: string | undefined): string[] | undefined {
  if (list === undefined) { return undefined; }
  const domains = labelDomains(list);
  if (domains.length === 0) {
    throw new UsageError('--allowed-label-domains names no domain; give, for example, sandbox.users.io,example.com');
  }
  for (const domain of domains) { asUsage(() => { checkForm('label domain', domain, 'DNS subdomain'); }); }
  return domains;
}

/** Throws what a check of an argument throws as an error of usage. */
function asUsage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

type Refuse = (file: string, position: Position, message: string) => void;

/** The objects of the files of an option, which are context and not judged themselves. */
function readGiven(
  names: readonly string[],
  context: Context,
  refuse: Refuse,
  ofStdin: () => UsageError,
): GivenObjects {
  if (names.includes('-')) {
    throw ofStdin();
  }
  const objects = new GivenObjects();
  for (const text of inputTexts(names, context.stdin, ({ file, message }) => {
    refuse(file, START, message);
  })) {
    readText(text, objects, (position, message) => {
      refuse(text.name, position, message);
    });
  }
  return objects;
}

/** Reads all documents of a text; one that is broken does not hide the findings of the next. */
function readText(
  text: InputText,
  manifests: Pick<Manifests, 'read'>,
  refuse: (position: Position, message: string) => void,
): void {
  const file = { name: text.name, isStrict: text.isNamed };
  let chunk: Chunk = { text: '', line: 1 };
  try {
    for (chunk of split(text.pieces())) {
      try {
        manifests.read(file, chunk);
      } catch (error) {
        if (!(error instanceof DocumentError)) {
          throw error;
        }
        refuse(errorPosition(chunk, error), error.message);
      }
    }
  } catch (error) {
    if (error instanceof DocumentError) {
      refuse(errorPosition(chunk, error), error.message);
    } else if (error instanceof InputError) {
      refuse(START, error.message);
    } else {
      throw error;
    }
  }
}

function summary(outcome: Outcome, files: number, { id }: Release): string {
  const { judged, core, others, foreign, errors, warnings } = outcome;
  const objects = `${count(judged, 'object')} of Agent Sandbox ${id}${core > 0 ? ` and ${core} of Kubernetes` : ''}`;
  const found = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  const cut = errors + warnings > MOST_FINDINGS ? `, of which the first ${MOST_FINDINGS} are printed` : '';
  const passedOver = [
    ...(others > 0 ? [`${count(others, 'object')} of other kinds`] : []),
    ...(foreign > 0 ? [count(foreign, 'other document')] : []),
  ];
  const rest = passedOver.length > 0 ? `; passed over: ${passedOver.join(', ')}` : '';
  return `${objects} in ${count(files, 'file')}: ${found}${cut}${rest}`;
}

function count(of: number, noun: string): string {
  return `${of} ${noun}${of === 1 ? '' : 's'}`;
}
