import { parseArgs } from 'node:util';
import { GivenObjects } from '../../judge/manifests/context-objects';
import { apiGroupOf } from '../../kubernetes/api-group';
import { planUpgrade } from '../../upgrade/plan-upgrade';
import { upgradeScript } from '../../upgrade/script';
import { Command, Context, UsageError } from '../command';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import { namedRelease, RELEASE_OPTIONS } from '../release-option';
import { planCommits } from '../upgrade-plan/commits';
import { planMarkdown } from '../upgrade-plan/markdown';
import { planText } from '../upgrade-plan/text';
import { readText, textsOf } from '../validate/read-texts';

const FORMATS = {
  text: planText,
  markdown: planMarkdown,
  json: (plan: object) => `${JSON.stringify(plan, null, 2)}\n`,
  bash: upgradeScript,
  commits: planCommits,
} as const;

const PROFILES = ['hardened', 'openshift', 'upstream'];

/** Exit codes besides 0. */
const [NO_PLAN, UNREADABLE] = [1, 2];

export const upgradePlan: Command = {
  summary: 'Print the steps from one release to another',
  help: `Usage: cdk8s-agent-sandbox upgrade-plan --from VERSION --to VERSION [FILE|DIR|-...]

Prints the steps from the release that runs to another one: what is applied, waited
for and checked, what is removed, what becomes different, and the way back from each
step and until when it is open. No cluster is asked.

With your manifests it names the objects that must be changed first, and the pools
that their claims need.

Options:
  --from VERSION   the release that runs
  --to VERSION     the release to come to
  --assets DIR     take the release to come to from its published files; --to may be
                   left out then
  --like VERSION   for a --to that this tool does not know: take the facts of a known
                   release
  --format FORMAT  ${Object.keys(FORMATS).join(', ')} (default: text); bash is
                   a script of kubectl that stops at the first surprise, commits is for
                   GitOps
  --profile NAME   ${PROFILES.join(', ')}: as for 'release' (default: hardened)
  --no-extensions  the install serves Sandbox alone
  --namespace, -n NAMESPACE
                   that of manifests that name none
  --help           print this text

Exit code: 0 a plan, 1 there is none, and why is printed, 2 something could not be read
or was not understood.

Examples:
  cdk8s-agent-sandbox upgrade-plan --from v0.4.6 --to v1.0.5 dist/
  cdk8s-agent-sandbox upgrade-plan --from v0.5.6 --to v1.0.5 --format bash > upgrade.sh
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'from': { type: 'string' },
        'to': { type: 'string' },
        ...RELEASE_OPTIONS,
        'format': { type: 'string', default: 'text' },
        'profile': { type: 'string', default: 'hardened' },
        'no-extensions': { type: 'boolean', default: false },
        ...NAMESPACE_OPTION,
      },
    });
    const { format, profile, like, assets } = values;
    const namespace = namespaceIn(values);
    const { catalogue } = context;
    const from = namedRelease({ release: values.from }, catalogue);
    const to = namedRelease({ release: values.to, like, assets }, catalogue);
    if (!from || !to) {
      throw new UsageError('give the release that runs and the one to come to, such as --from v0.4.6 --to v1.0.5');
    }
    if (!Object.hasOwn(FORMATS, format)) {
      throw new UsageError(`--format '${format}' is unknown; give one of ${Object.keys(FORMATS).join(', ')}`);
    }
    if (!PROFILES.includes(profile)) {
      throw new UsageError(`profile '${profile}' is unknown; give one of ${PROFILES.join(', ')}`);
    }

    const unreadable = new Unreadable(context);
    const { refuse } = unreadable;
    const objects = new GivenObjects(namespace);
    for (const text of textsOf(positionals, context, refuse)) { readText(text, objects, refuse); }
    if (!unreadable.isEmpty) { return UNREADABLE; }
    if (positionals.length > 0 && !objects.all.some(({ object }) => isOurs(object.apiVersion))) {
      context.err(`none of the ${objects.all.length} objects in the files is of Agent Sandbox\n`);
    }

    const plan = planUpgrade({
      from, to, catalogue, profile, extensions: !values['no-extensions'], objects: objects.all,
    });
    if ('reason' in plan) {
      if (format === 'json') { context.out(FORMATS.json({ from: from.id, to: to.id, reason: plan.reason })); }
      context.err(`no plan: ${plan.reason}\n`);
      return NO_PLAN;
    }
    context.out(FORMATS[format as keyof typeof FORMATS](plan));
    return 0;
  },
};

function isOurs(apiVersion: string): boolean {
  return /^(?:extensions\.)?agents\.x-k8s\.io$/.test(apiGroupOf(apiVersion));
}
