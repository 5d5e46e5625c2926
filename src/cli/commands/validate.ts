import { parseArgs } from 'node:util';
import { checkForm } from '../../checks/forms';
import { checkKubernetesMinor } from '../../checks/kubernetes-minor';
import type { Cloud } from '../../cloud/cloud';
import { formatFinding } from '../../findings/format';
import { oneLine } from '../../findings/printable';
import { isError } from '../../findings/trouble';
import { releaseFindings } from '../../install/findings';
import { ManifestJudge } from '../../judge/manifests';
import type { GivenObjects } from '../../judge/manifests/context-objects';
import type { FileFinding, Outcome } from '../../judge/manifests/outcome';
import { labelDomains } from '../../judge/rules/read-other-kinds';
import { CLOUD_HELP, CLOUD_OPTION, cloudIn } from '../cloud-option';
import { Command, Context, UsageError } from '../command';
import { NAMESPACE_OPTION, namespaceIn } from '../manifest-input';
import { mirrorIn } from '../mirror-option';
import { asUsage, namedRelease, RELEASE_HELP, RELEASE_OPTIONS } from '../release-option';
import { FORMATS, styledText } from '../reports/index';
import { foreseenIn } from '../validate/foreseen';
import { isKustomization, withoutResources } from '../validate/kustomizations';
import { readGiven, readText, Refuse, textsOf } from '../validate/read-texts';
import { installedRelease } from '../validate/release-choice';
import { rereadable } from '../validate/rereadable-text';
import { summary } from '../validate/summary';

export const validate: Command = {
  summary: 'Say what a cluster would refuse, drop or never make ready',
  help: `Usage: cdk8s-agent-sandbox validate FILE|DIR|-... [options]

Reads YAML and JSON as kubectl does and judges the objects of Agent Sandbox in it as
the API server and the controller of a release do. Of objects of Kubernetes itself
and of some other projects, such as KEDA, the structure is judged; the rest is passed
over.
Of directories, *.yaml, *.yml and *.json are read, also below them, except in .git and
node_modules; links that lead out of them are left out. - is the standard input.
What a kustomization beside a file patches or generates with is no object, and is
passed over.

Options:
  --release VERSION  the release that runs in the cluster (default: that of --tenant,
                     else of an install among the files, else the newest known)
${RELEASE_HELP}  --namespace, -n NAMESPACE
                     the namespace that is applied to: that of manifests that name
                     none; an error for those that name another, as for kubectl
  --format FORMAT    ${Object.keys(FORMATS).join(', ')} (default: text)
  --strict           fail for warnings too
  --frames           show the lines of the file below each finding, in format text
                     (default: on a terminal)
  --no-frames        do not
  --no-color         no colours, which a terminal has otherwise; NO_COLOR and
                     FORCE_COLOR are obeyed
  --quiet, -q        print errors only: no warnings, unless --strict, and no summary
  --closed-world     what is not among the files does not exist: a pool without its
                     template and a claim without its pool are errors. Manifests
                     without a namespace are in --namespace, else in 'default'
  --allowed-label-domains DOMAIN,...
                     domains of the labels that claims may give to pods (default:
                     those of an install among the files, else sandbox.users.io)
  --image-registry REGISTRY
                     the registry that holds copies of all images, such as
                     registry.example.com/mirror: images from elsewhere are warnings
  --layout LAYOUT    where images are in it: path, without the host (default), or
                     host-and-path
  --kubernetes-version MINOR
                     Kubernetes of the cluster, such as 1.37: fields that are newer than
                     this tool are warnings then
${CLOUD_HELP}                     (default: that of --tenant): what it does not have, or makes
                     itself, is a finding
  --policy FILE|DIR  judge by the ValidatingAdmissionPolicies in it too, with their
                     bindings, parameters and Namespaces; may be given many times
  --tenant FILE      judge by the facts of a tenant that its platform has written: its
                     registries, runtimes, limits, quota and namespace, and the kinds
                     that its team may apply; may be given many times
  --old FILE|DIR     objects as they are in the cluster, so that changes are judged;
                     may be given many times
  --help             print this text

Exit code: 0 no errors, 1 errors, 2 something could not be read.

Examples:
  cdk8s-agent-sandbox validate sandboxes.yaml
  cdk8s-agent-sandbox validate dist/ --release v0.5.6 --strict
  cdk8s-agent-sandbox validate - --format json --closed-world
  cdk8s-agent-sandbox validate rendered/ --tenant research.json
  cdk8s-agent-sandbox validate dist/ --policy policies.yaml --old before/
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'release': { type: 'string' },
        ...RELEASE_OPTIONS,
        ...NAMESPACE_OPTION,
        'format': { type: 'string', default: 'text' },
        'strict': { type: 'boolean', default: false },
        'frames': { type: 'boolean' },
        'no-frames': { type: 'boolean' },
        'no-color': { type: 'boolean', default: false },
        'quiet': { type: 'boolean', short: 'q', default: false },
        'closed-world': { type: 'boolean', default: false },
        'allowed-label-domains': { type: 'string' },
        'image-registry': { type: 'string' },
        'layout': { type: 'string' },
        'kubernetes-version': { type: 'string' },
        ...CLOUD_OPTION,
        'tenant': { type: 'string', multiple: true },
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
    const { isTerminal, hasColors } = context.terminal();
    const frames = values.format === 'text' && !values['no-frames'] && (values.frames ?? isTerminal);
    const namespace = namespaceIn(values);
    const tenants = values.tenant && tenantsIn(values.tenant);
    const allowedLabelDomains = domainsIn(values['allowed-label-domains']) ?? tenants?.labelDomains;
    const cloud = cloudIn(values) ?? tenants?.cloud;
    const kubernetes = minorIn(values['kubernetes-version'], cloud) ?? tenants?.kubernetes;
    const mirror = mirrorIn('--image-registry', values['image-registry'], values.layout);
    const unreadable: string[] = [];
    const refuse = refusals(unreadable, context);
    const named = namedRelease(values, context.catalogue) ?? tenants?.release(context.catalogue);
    // A pipe is kept in memory only if it has to be read twice.
    const texts = rereadable([...textsOf(positionals, context, refuse)], !named);
    const choice = named ? { release: named } : installedRelease(texts, context.catalogue);
    // One that an install decides is a finding about that install.
    if (choice.release.assumedFrom && !choice.installed && !values.quiet) {
      for (const finding of releaseFindings(choice.release, context.catalogue)) {
        context.err(`${formatFinding(finding)}\n`);
      }
    }
    const closedWorld = values['closed-world'];
    const given = (option: 'policy' | 'old') =>
      values[option] &&
      readGiven(option, values[option], namespace ?? (closedWorld ? 'default' : undefined), context, refuse);
    const policies = given('policy');
    if (policies && unreadable.length === 0) { checkPolicies(policies, values.policy!); }
    const foreseen = foreseenIn(texts, !named);
    const manifests = new ManifestJudge({
      release: choice.release,
      kubernetes,
      cloud,
      hasOwnEngine: tenants?.hasOwnEngine,
      allowedLabelDomains,
      mirror,
      closedWorld,
      namespace,
      keepObjects: values.format === 'junit',
      quoteLines: frames,
      foreseen,
      judgesNetwork: closedWorld || foreseen.selectors,
      policies,
      tenants: tenants?.judge(choice.release, kubernetes),
      old: given('old'),
    });
    const patches = withoutResources(texts);
    const read = texts.filter((text) => !patches.has(text));
    for (const text of read) {
      readText(isKustomization(text) ? { ...text, isNamed: false } : text, manifests, refuse);
    }
    const outcome = manifests.finish();
    const printed = values.quiet && !values.strict ? errorsOf(outcome) : outcome;
    const report = { ...printed, isStrict: values.strict, unreadable, choice };
    if (values.format === 'text') {
      context.out(styledText(report, hasColors && !values['no-color']), 'styled');
    } else {
      context.out(format(report, context.version()), values.format === 'github' ? 'commands' : 'text');
    }
    if (!values.quiet) { context.err(`${summary(outcome, choice, read.length, patches.size)}\n`); }
    if (unreadable.length > 0) { return 2; }
    return outcome.errors > 0 || (values.strict && outcome.warnings > 0) ? 1 : 0;
  },
};

/** The judge of tenants reads admission policies with cdk8s-plus, which nothing else here loads. */
function tenantsIn(files: readonly string[]): import('../validate/tenant-option').GivenTenants {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { GivenTenants } = require('../validate/tenant-option') as typeof import('../validate/tenant-option');
  return new GivenTenants(files);
}

/** Texts that cannot be read and are named. */
const MOST_UNREADABLE = 1000;

/** Prints and collects what cannot be read. */
function refusals(unreadable: string[], { err }: Context): Refuse {
  return (file, { line, column }, message) => {
    if (unreadable.length > MOST_UNREADABLE) { return; }
    const isLast = unreadable.length === MOST_UNREADABLE;
    const text = isLast
      ? `more than ${MOST_UNREADABLE} texts cannot be read; further ones are not named`
      : oneLine(`${file}:${line}:${column}: ${message}`);
    unreadable.push(text);
    err(`${text}\n`);
  };
}

/** An outcome without its warnings. */
function errorsOf(outcome: Outcome): Outcome {
  const errors = (of: readonly FileFinding[]) => of.filter(({ finding }) => isError(finding));
  return {
    ...outcome,
    findings: errors(outcome.findings),
    objects: outcome.objects.map((each) => ({ ...each, findings: errors(each.findings) })),
  };
}

function checkPolicies({ all }: GivenObjects, files: readonly string[]): void {
  if (!all.some(({ object: { kind } }) => kind === 'ValidatingAdmissionPolicy')) {
    throw new UsageError(`no ValidatingAdmissionPolicy is in ${files.join(', ')}`);
  }
}

function minorIn(version: string | undefined, cloud: Cloud | undefined): string | undefined {
  if (version === undefined) { return cloud?.kubernetesVersion; }
  asUsage(() => { checkKubernetesMinor('Kubernetes version', version); });
  if (cloud && cloud.kubernetesVersion !== version) {
    throw new UsageError(`--kubernetes-version is ${version}, and the cluster is ${String(cloud)}, which is Kubernetes `
      + `${cloud.kubernetesVersion}; give one of them`);
  }
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
