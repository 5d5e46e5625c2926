import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_LABEL_DOMAINS } from '../../api/controller-names';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { labelDomainsIn } from '../../judge/rules/read-other-kinds';
import { inObject } from '../../kubernetes/read-json';
import { parseCidr } from '../../network/intent/cidr';
import { dotOf } from '../../pictures/dot';
import { mermaidOf } from '../../pictures/mermaid';
import { svgOf } from '../../pictures/svg';
import type { BlastBudget } from '../../radius/blast-budget';
import { checkBudget } from '../../radius/reach/check-budget';
import { ClusterRadius, isRadiusSubject } from '../../radius/reach/cluster-radius';
import { excessOf } from '../../radius/reach/excess';
import { radiusPicture } from '../../radius/report/picture';
import { radiusJson, radiusSarif, radiusText, ReportedRadius } from '../../radius/report/reports';
import type { Release } from '../../release/release';
import { CLOUD_HELP, CLOUD_OPTION, cloudIn } from '../cloud-option';
import { Command, Context, UsageError } from '../command';
import { NAMESPACE_OPTION, namespaceIn, Unreadable } from '../manifest-input';
import { readSide } from '../manifest-side';
import { oneOf } from '../one-of';
import { asUsage, namedRelease } from '../release-option';
import { uriOf } from '../reports/sarif';
import { textsOf } from '../validate/read-texts';

const FORMATS = ['text', 'json', 'sarif', 'svg', 'mermaid', 'dot'] as const;

export const blast: Command = {
  summary: 'Say what a compromised sandbox reaches, and hold it to a budget',
  help: `Usage: cdk8s-agent-sandbox blast FILE|DIR|-... [options]

Reads YAML and JSON as 'validate' does and says of each Sandbox and template what code
in it reaches: by its network, at the API server, of Secrets, identities of clouds,
shared volumes and its node. All files are taken for one cluster. What they leave open
counts as reached, and is marked.

Options:
  --format FORMAT    ${FORMATS.join(', ')} (default: text)
  --isolated         hold them to the strict budget: nothing but shared nodes
  --budget FILE      hold them to a budget: a JSON file with the members of BlastBudget;
                     with --isolated, areas in place of those of the strict one
  --only NAME        the Sandbox or template of that name, or namespace/name, alone
  --pod-cidr RANGE   a range that pods of the cluster have addresses in; give it once
                     for each
${CLOUD_HELP}  --release VERSION  the release that runs in the cluster (default: that of an install
                     among the files, else the newest known)
  --like VERSION     for a --release that is newer than this tool: take the facts of a
                     known one
  --namespace, -n NAMESPACE
                     the namespace of manifests that name none
  --help             print this text

Exit code: 0 told, 1 something is beyond its budget, 2 something could not be read; then
nothing is told.

Examples:
  cdk8s-agent-sandbox blast dist/
  cdk8s-agent-sandbox blast dist/ --isolated --format sarif > blast.sarif
  cdk8s-agent-sandbox blast dist/ --budget budget.json --only research/python
`,
  run(args: string[], context: Context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'format': { type: 'string', default: 'text' },
        'isolated': { type: 'boolean', default: false },
        'budget': { type: 'string' },
        'only': { type: 'string' },
        'pod-cidr': { type: 'string', multiple: true },
        ...CLOUD_OPTION,
        'release': { type: 'string' },
        'like': { type: 'string' },
        ...NAMESPACE_OPTION,
      },
    });
    const format = oneOf('format', values.format, FORMATS);
    const namespace = namespaceIn(values);
    if (positionals.length === 0) {
      throw new UsageError('nothing to look at; give files or directories, or - for the standard input');
    }
    const budget = budgetOf(values.budget, values.isolated);
    const podRanges = asUsage(() => values['pod-cidr']?.map(parseCidr));
    const cloud = cloudIn(values)?._facts;
    const unreadable = new Unreadable(context);
    const named = namedRelease(values, context.catalogue);
    const texts = [...textsOf(positionals, context, unreadable.refuse)];
    const { objects, release } = readSide(texts, namespace, named, context, unreadable.refuse);
    if (!unreadable.isEmpty) { return 2; }
    const cluster = clusterOf(objects, release, podRanges, cloud);
    const told = objects.filter(isNamed)
      .filter((given) => isRadiusSubject(given.object) && isMeant(given, values.only));
    if (values.only !== undefined && told.length === 0) {
      throw new UsageError(`--only '${values.only}' is no Sandbox and no template of the files`);
    }
    const reported = told.map((given) => reportOf(given, cluster, budget));
    context.out(printed(reported, format, context));
    return reported.some(({ excess = [] }) => excess.length > 0) ? 1 : 0;
  },
};

function budgetOf(file: string | undefined, isIsolated: boolean): BlastBudget | undefined {
  if (file === undefined) { return isIsolated ? checkBudget({ isolated: true }) : undefined; }
  return asUsage(() => {
    const budget = checkBudget(JSON.parse(readFileSync(file, 'utf8')));
    return isIsolated ? checkBudget({ ...budget, isolated: true }) : budget;
  });
}

function clusterOf(
  objects: readonly GivenObject[],
  release: Release,
  podRanges: ConstructorParameters<typeof ClusterRadius>[2],
  cloud?: ConstructorParameters<typeof ClusterRadius>[3],
): ClusterRadius {
  const named = objects.filter(isNamed).map(({ object }) => object);
  const domains = named.map(labelDomainsIn).find((each) => each !== undefined);
  return new ClusterRadius(
    named, { release, allowedLabelDomains: domains ?? DEFAULT_LABEL_DOMAINS }, podRanges, cloud,
  );
}

function isNamed({ object }: GivenObject): boolean {
  return typeof inObject(object.metadata).name === 'string';
}

function isMeant({ object: { metadata: { name, namespace = '' } } }: GivenObject, only: string | undefined): boolean {
  return only === undefined || only === name || only === `${namespace}/${name}`;
}

function reportOf({ object, file, source }: GivenObject, cluster: ClusterRadius, budget?: BlastBudget): ReportedRadius {
  const radius = cluster.of(object)!;
  const { line, column } = source.position([]);
  return {
    radius, place: { uri: uriOf(file), line, column }, ...(budget && { excess: excessOf(radius, budget) }),
  };
}

function printed(reported: readonly ReportedRadius[], format: typeof FORMATS[number], context: Context): string {
  switch (format) {
    case 'text': return radiusText(reported);
    case 'json': return radiusJson(reported);
    case 'sarif': return radiusSarif(reported, context.version());
    case 'svg': return svgOf(radiusPicture(reported));
    case 'mermaid': return mermaidOf(radiusPicture(reported));
    case 'dot': return dotOf(radiusPicture(reported));
  }
}
