/**
 * What differs between tenants that share their admission policies: lines of one annotation, which the policies read as
 * variables. A line is the name of a prop and one of its values, or the name alone of a flag.
 */
import { nameHash } from '../../api/name-hash';
import { PARAMETERS } from '../../api/shared-admission';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import type { AdmissionSettings, AllowedToleration, HeldFieldSettings, RuleSettings } from '../admission-settings';
import { DEFAULT_SETTINGS } from '../admission-settings';
import { DANGEROUS_ANNOTATIONS } from '../annotations';
import { literal } from '../cel-expression';
import type { NetworkBound } from '../network-bound';
import { Parameter } from '../parameter';

export { PARAMETERS };

/** The variable with all lines. */
const LINES = 'variables.parameters';

/** A variable of a policy. */
export interface Variable {
  readonly name: string;
  readonly expression: string;
}

/** The variables of all parameters, by name. */
const VARIABLES = new Map([['parameters', `params.metadata.annotations['${PARAMETERS}'].split('\\n')`]]);

/** The values of the lines of a name. */
function values(name: string, base: readonly string[] = [], of = 'line'): string {
  const after = name.length + 1;
  const lines = `${LINES}.filter(line, line.startsWith('${name} ')).map(line, ${
    of.replace('line', `line.substring(${after})`)
  })`;
  return base.length > 0 ? `${literal(base)} + ${lines}` : lines;
}

function variable(name: string, expression: string): string {
  VARIABLES.set(name, expression);
  return `variables.${name}`;
}

/** @param isGiven the expression for whether a tenant has it, of its name */
function list(name: string, base: readonly string[] = [], isGiven?: (cel: string) => string): Parameter {
  const cel = variable(name, values(name, base));
  const text = `${cel}.size() == 0 ? 'none' : '\\'' + ${cel}.join('\\', \\'') + '\\''`;
  return new Parameter(cel, `'${name}' of the tenant`, text, isGiven?.(cel));
}

function flag(name: string): Parameter {
  return new Parameter(`'${name}' in ${LINES}`, name, `'${name}'`);
}

/** A single value, which a tenant may do without. */
function single(name: string, read = (cel: string) => cel): Parameter {
  const cel = variable(name, values(name));
  return new Parameter(
    read(`${cel}[0]`), `'${name}' of the tenant`, `(${cel} + ['any amount'])[0]`, `${cel}.size() > 0`,
  );
}

const whole = (cel: string) => `int(${cel})`;

/** The settings of policies that tenants share, but for the bound of the network. */
export const PARAMETER_SETTINGS: Required<Omit<RuleSettings, 'network' | 'podSecurity'>> = {
  runtimes: list('runtimes'),
  registries: list('registries', [], isNotEmpty),
  requireDigests: flag('requireDigests'),
  allowServiceAccountTokens: flag('allowServiceAccountTokens'),
  tokenAudiences: list('tokenAudiences'),
  allowEphemeralContainers: flag('allowEphemeralContainers'),
  requireLimits: true,
  hasDefaultLimits: true,
  maxLimits: {
    'cpu': single('maxContainerCpu'),
    'memory': single('maxContainerMemory'),
    'ephemeral-storage': single('maxContainerEphemeralStorage'),
  },
  maxVolumeSize: single('maxVolumeSize'),
  maxPoolReplicas: single('maxPoolReplicas', whole),
  requireShutdownTime: flag('requireShutdownTime'),
  maxLifetime: single('maxLifetime', whole),
  maxTimeToLive: single('maxTimeToLive', whole),
  requireClaimDeletion: flag('requireClaimDeletion'),
  heldFields: heldFields(),
  podAnnotations: list('allowedPodAnnotations', DEFAULT_SETTINGS.podAnnotations),
  finalizers: list('allowedFinalizers', DEFAULT_SETTINGS.finalizers),
  serviceAccounts: list('serviceAccounts', [], isNotEmpty),
  allowNodeChoice: flag('allowNodeChoice'),
  nodeLabels: list('allowedNodeLabels'),
  tolerations: new Parameter(variable('allowedTolerations', `(${
    values('allowedTolerations', DEFAULT_SETTINGS.tolerations.map(tolerationLine))
  }).map(line, line.split(' '))`), '', ''),
  extendedResources: list('allowedExtendedResources'),
  allowResourceClaims: flag('allowResourceClaims'),
  priorityClasses: list('allowedPriorityClasses'),
  schedulers: list('allowedSchedulers', DEFAULT_SETTINGS.schedulers),
  allowVolumeDataSources: flag('allowVolumeDataSources'),
  storageClasses: list(
    'storageClasses', [], (cel) => `('storageClasses' in ${LINES} || ${isNotEmpty(cel)})`,
  ),
  maxVolumeClaims: new Parameter(
    `int(${variable('maxVolumeClaims', `${values('maxVolumeClaims')} + ['${DEFAULT_SETTINGS.maxVolumeClaims}']`)}[0])`,
    "'maxVolumeClaims' of the tenant",
    'variables.maxVolumeClaims[0]',
  ),
  maxTotalVolumeSize: single('maxTotalVolumeSize'),
};

variable('steeringAnnotations', `variables.allowedPodAnnotations.filter(allowed, ${
  literal(DANGEROUS_ANNOTATIONS)
}.exists(known, allowed.startsWith(known)))`);

/** The variable with the bound of the network of a tenant. */
export const NETWORK = variable('network', values('network'));

function isNotEmpty(cel: string): string {
  return `${cel}.size() > 0`;
}

/** Each line has the owners and names of one entry, with tabs between. */
function heldFields(): Parameter {
  for (const field of ['operatingMode', 'poolReplicas']) { variable(field, values(field, [], "line.split('\\t')")); }
  return new Parameter('variables', '', '');
}

/** A bound of the network in a line. */
export function networkId(bound: NetworkBound): string {
  let id = IDS.get(bound);
  if (id === undefined) { IDS.set(bound, id = nameHash(canonicalJson(bound))); }
  return id;
}

const IDS = new WeakMap<NetworkBound, string>();

/** The variables that expressions name, each after those that it reads itself. */
export function variablesIn(expressions: readonly string[]): Variable[] {
  const named = new Set<string>();
  const read = (text: string) => {
    for (const [, name] of text.matchAll(/\bvariables\.(\w+)/g)) {
      if (named.has(name)) { continue; }
      named.add(name);
      read(VARIABLES.get(name) ?? '');
    }
  };
  expressions.forEach(read);
  return [...VARIABLES].filter(([name]) => named.has(name)).map(([name, expression]) => ({ name, expression }));
}

/**
 * The lines of a tenant.
 *
 * @throws when a value would be read as something else
 */
export function parameterLines(settings: AdmissionSettings): string {
  const { maxLimits, nodeLabels, tolerations, heldFields: held } = settings;
  const flags = [
    'requireDigests', 'allowServiceAccountTokens', 'allowEphemeralContainers', 'requireClaimDeletion',
    'allowNodeChoice', 'allowResourceClaims', 'allowVolumeDataSources',
  ] as const;
  const usual = DEFAULT_SETTINGS;
  const all: Record<string, readonly unknown[]> = {
    runtimes: settings.runtimes,
    registries: settings.registries ?? [],
    maxContainerCpu: [maxLimits.cpu],
    maxContainerMemory: [maxLimits.memory],
    maxContainerEphemeralStorage: [maxLimits['ephemeral-storage']],
    maxVolumeSize: [settings.maxVolumeSize],
    maxPoolReplicas: [settings.maxPoolReplicas],
    maxLifetime: [settings.maxLifetime],
    maxTimeToLive: [settings.maxTimeToLive],
    allowedPodAnnotations: beyond(settings.podAnnotations, usual.podAnnotations),
    allowedFinalizers: beyond(settings.finalizers, usual.finalizers),
    serviceAccounts: settings.serviceAccounts ?? [],
    tokenAudiences: settings.tokenAudiences ?? [],
    allowedNodeLabels: Object.entries(nodeLabels).flatMap(([key, list_]) => list_.map((each) => `${key}=${each}`)),
    allowedTolerations: beyond(tolerations.map(tolerationLine), usual.tolerations.map(tolerationLine)),
    allowedExtendedResources: settings.extendedResources,
    allowedPriorityClasses: settings.priorityClasses,
    allowedSchedulers: beyond(settings.schedulers, usual.schedulers),
    storageClasses: settings.storageClasses ?? [],
    maxVolumeClaims: settings.maxVolumeClaims === usual.maxVolumeClaims ? [] : [settings.maxVolumeClaims],
    maxTotalVolumeSize: [settings.maxTotalVolumeSize],
    network: [networkId(settings.network)],
    operatingMode: held.filter(({ field }) => field === 'operatingMode').map(entryLine),
    poolReplicas: held.filter(({ field }) => field === 'poolReplicas').map(entryLine),
  };
  const lines = [
    ...Object.entries(all).flatMap(([name, list_]) =>
      list_.filter((each) => each !== undefined).map((each) => `${name} ${each}`)),
    ...flags.filter((name) => settings[name]),
    ...(settings.requireShutdownTime || settings.maxLifetime !== undefined ? ['requireShutdownTime'] : []),
    ...(settings.storageClasses?.length === 0 ? ['storageClasses'] : []),
  ];
  const odd = lines.find((line) => line.includes('\n'));
  if (odd !== undefined) { throw new Error(`${JSON.stringify(odd)} has a line break, which no name has; remove it`); }
  return lines.join('\n');
}

function beyond(all: readonly string[], usual: readonly string[]): string[] {
  return all.filter((each) => !usual.includes(each));
}

function tolerationLine({ key, operator, value, effect }: AllowedToleration): string {
  return [key, operator === 'Exists' ? undefined : value, effect].map((each) => each ?? '*').join(' ');
}

function entryLine({ users, groups, names = [] }: HeldFieldSettings): string {
  return [
    ...users.map((each) => `user ${each}`), ...groups.map((each) => `group ${each}`),
    ...names.map((each) => `name ${each}`),
  ].join('\t');
}
