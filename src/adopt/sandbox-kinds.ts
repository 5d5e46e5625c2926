import { call, Code, filled, literal, make, CodeMembers, name, object } from './code/expression';
import { Statement } from './code/statement';
import { metadataOf } from './metadata';
import { Detail, podProps } from './pods/pod';
import {
  boolean,
  Conversions,
  converted,
  enumOf,
  isObject,
  listOf,
  number,
  prop,
  seconds,
  structOf,
  text,
  textMap,
  unless,
  Vocabulary,
} from './pods/pod-values';
import { typed } from './pods/typed-json';
import { volumeStatements, workspaceNames, workspaceStatements } from './pods/volumes';
import { Proposal } from './proposal';
import { ConstructNames, Section } from './section';
import type { KubeObject } from '../kubernetes/kube-object';
import { inList, inObject, Loose } from '../kubernetes/read-json';

/** The members of specs by their props, but for pods and volumes. */
const SPECS: Readonly<Record<string, Conversions>> = {
  Sandbox: {
    operatingMode: unless('Running', prop('operatingMode', enumOf('OperatingMode'))),
    replicas: (value) =>
      value === 0 ? { operatingMode: name('OperatingMode.SUSPENDED') } : value === 1 ? {} : undefined,
    service: prop('service', boolean),
    shutdownTime: prop('shutdownTime', text),
    shutdownPolicy: unless('Retain', prop('shutdownPolicy', enumOf('ShutdownPolicy'))),
  },
  SandboxTemplate: {
    service: prop('service', boolean),
    networkPolicyManagement: unless('Managed', prop('networkPolicyManagement', enumOf('NetworkPolicyManagement'))),
    networkPolicy: prop('networkPolicy', (value) => (isObject(value) ? typed(value) : undefined)),
    envVarsInjectionPolicy: unless('Disallowed', prop('envVarsInjectionPolicy', enumOf('EnvVarsInjectionPolicy'))),
    volumeClaimTemplatesPolicy: unless(
      'Disallowed',
      prop('volumeClaimTemplatesPolicy', enumOf('VolumeClaimTemplatesPolicy')),
    ),
  },
  SandboxWarmPool: {
    replicas: prop('replicas', number),
    updateStrategy: (value, vocabulary) =>
      converted(
        inObject(value),
        {
          type: unless('OnReplenish', prop('updateStrategy', enumOf('WarmPoolUpdateStrategy'))),
        },
        vocabulary,
      ).props,
  },
  SandboxClaim: {
    lifecycle: (value, vocabulary) =>
      converted(
        inObject(value),
        {
          shutdownTime: prop('shutdownTime', text),
          shutdownPolicy: unless('Retain', prop('shutdownPolicy', enumOf('ClaimShutdownPolicy'))),
          ttlSecondsAfterFinished: prop('ttlAfterFinished', seconds),
        },
        vocabulary,
      ).props,
    env: prop(
      'env',
      listOf(
        structOf({
          name: prop('name', text),
          value: prop('value', text),
          containerName: prop('containerName', text),
        }),
      ),
    ),
    additionalPodMetadata: (value, vocabulary) =>
      converted(
        inObject(value),
        {
          labels: prop('podLabels', textMap),
          annotations: prop('podAnnotations', textMap),
        },
        vocabulary,
      ).props,
    volumeClaimTemplates: prop('volumeClaimTemplates', (value) => (Array.isArray(value) ? typed(value) : undefined)),
  },
};

/** Fields that the checks of a construct may refuse, although the API server takes them: without, they are patches. */
const DOUBTFUL: readonly string[] = ['shutdownTime', 'shutdownPolicy', 'networkPolicy', 'ttlAfterFinished'];

/** What differs between the proposals for a pod, the best first. */
const VARIANTS: ReadonlyArray<{ readonly detail: Detail; readonly volumes: boolean; readonly workspaces: boolean }> = [
  { detail: 'props', volumes: true, workspaces: true },
  { detail: 'props', volumes: false, workspaces: true },
  { detail: 'props', volumes: true, workspaces: false },
  { detail: 'props', volumes: false, workspaces: false },
  { detail: 'fields', volumes: false, workspaces: false },
];

/** Proposals for a Sandbox or a SandboxTemplate. */
export function* podProposals(
  section: Section, given: KubeObject, { id, variable }: ConstructNames, extra: CodeMembers,
): Generator<Proposal> {
  const { kind } = given;
  const { references, scope } = section;
  const vocabulary: Vocabulary = { references, scope };
  const { podTemplate, volumeClaimTemplates, ...rest } = inObject(given.spec);
  const templates = inList(volumeClaimTemplates);
  const containers = ['containers', 'initContainers'].flatMap((each) => inList(podTemplate, 'spec', each));
  // Props want the image that a schema does not.
  if (containers.some(({ image }) => typeof image !== 'string')) { return; }
  const own = converted(rest, SPECS[kind], vocabulary).props;
  const isMounted = containers.some(({ volumeMounts }) => volumeMounts !== undefined)
    || inObject(podTemplate, 'spec').volumes !== undefined;
  const sure = Object.fromEntries(Object.entries(own).filter(([key]) => !DOUBTFUL.includes(key)));
  for (const members of Object.keys(sure).length < Object.keys(own).length ? [own, sure] : [own]) {
    for (const variant of VARIANTS) {
      if ((variant.workspaces && templates.length === 0) || (variant.volumes && !isMounted)) { continue; }
      const statements = podStatements(section, given, {
        ...variant,
        id,
        variable,
        vocabulary,
        own: { ...members, ...extra },
        podTemplate: inObject(podTemplate),
        templates,
      });
      if (statements) { yield { variable, scope: section.chart, id, statements }; }
    }
  }
}

interface PodVariant {
  readonly detail: Detail;
  readonly volumes: boolean;
  readonly workspaces: boolean;
  readonly id: string;
  readonly variable: string;
  readonly vocabulary: Vocabulary;
  readonly own: CodeMembers;
  readonly podTemplate: Loose;
  readonly templates: readonly Loose[];
}

function podStatements(section: Section, given: KubeObject, variant: PodVariant): Statement[] | undefined {
  const { variable, vocabulary, templates, workspaces } = variant;
  const areMade = variant.volumes || workspaces;
  const pod = podProps(variant.podTemplate, variant.detail, areMade, vocabulary);
  const working = workspaces ? workspaceStatements(variable, templates, pod, vocabulary) : [];
  const mounting = areMade
    ? volumeStatements(
      variable, pod, workspaces ? workspaceNames(templates) : new Set(),
      (volume) => section.variable(`${variable}-${volume}`, 'Volume'), vocabulary,
    )
    : [];
  if (!working || !mounting || (workspaces && !variant.volumes && mounting.length > 0)) { return undefined; }
  const claims = !workspaces && templates.length > 0 ? { volumeClaimTemplates: typed(templates) } : {};
  const props = object({ metadata: metadataOf(given, section), ...variant.own, ...pod.props, ...claims });
  return [
    { variable, expression: make(given.kind, name(section.chart), literal(variant.id), props) },
    ...mounting,
    ...working,
  ];
}

/** Proposals for a SandboxWarmPool. */
export function* poolProposals(
  section: Section, given: KubeObject, names: ConstructNames, isScaled: boolean,
): Generator<Proposal> {
  const { sandboxTemplateRef, ...rest } = inObject(given.spec);
  const { name: template } = inObject(sandboxTemplateRef);
  if (typeof template !== 'string') { return; }
  const { props } = converted(rest, SPECS.SandboxWarmPool, section);
  yield* optionProposals(section, given, names, 'addWarmPool', section.references.to('SandboxTemplate', template), {
    ...props, scaledExternally: isScaled && rest.replicas === undefined ? literal(true) : undefined,
  }, (options) => make('WarmPool', name(section.chart), ID, object({
    template: name(section.references.to('SandboxTemplate', template)), ...options,
  })));
}

/** Proposals for a SandboxClaim. */
export function* claimProposals(section: Section, given: KubeObject, names: ConstructNames): Generator<Proposal> {
  const { warmPoolRef, sandboxTemplateRef, warmpool, ...rest } = inObject(given.spec);
  const { props } = converted(rest, SPECS.SandboxClaim, section);
  const { references } = section;
  const { name: template } = inObject(sandboxTemplateRef);
  const pool = inObject(warmPoolRef).name ?? warmpool ?? 'default';
  if (typeof pool !== 'string' || (warmPoolRef === undefined && typeof template !== 'string')) { return; }
  const own = typeof template === 'string' ? references.made('SandboxTemplate', template) : undefined;
  const isCold = own !== undefined && warmpool === 'none';
  const variable = isCold ? own : references.to('SandboxWarmPool', pool, typeof template === 'string'
    ? object({ template: name(references.existing('SandboxTemplate', template)) })
    : undefined);
  const sure = Object.fromEntries(Object.entries(props).filter(([key]) => !DOUBTFUL.includes(key)));
  for (const each of Object.keys(sure).length < Object.keys(props).length ? [props, sure] : [props]) {
    yield* optionProposals(section, given, names, 'addClaim', variable, each, (members) =>
      make('SandboxClaim', name(section.chart), ID, object({ warmPool: name(variable), ...members })));
  }
}

/** Stands for the id until it is known. */
const ID: Code = literal('');

/** A method of the construct that is referred to, where that is one of the program; else a construct of the chart. */
function* optionProposals(
  section: Section,
  given: KubeObject,
  { id, variable }: ConstructNames,
  method: string,
  target: string,
  options: CodeMembers,
  construct: (options: CodeMembers) => Code,
): Generator<Proposal> {
  const members = { metadata: metadataOf(given, section), ...options };
  const isMade = section.references.isConstruct(target);
  const expression = isMade
    ? call(`${target}.${method}`, literal(id), filled(members))
    : withId(construct(members), id);
  yield { variable, scope: isMade ? target : section.chart, id, statements: [{ variable, expression }] };
}

function withId(expression: Code, id: string): Code {
  return expression.kind === 'call'
    ? { ...expression, args: expression.args.map((each) => (each === ID ? literal(id) : each)) }
    : expression;
}
