import { HARMLESS_ANNOTATIONS, KUBERNETES_FINALIZERS } from '../../admission/annotations';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList } from '../../kubernetes/read-json';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import { call, Code, CodeMembers, list, literal, name } from '../code/expression';
import { enumOf, seconds, sizeOf, Vocabulary } from '../pods/pod-values';

/** A rule of an admission policy, as its text has it. */
interface Written {
  readonly message: string;
  readonly expression: string;
}

/** The rules of a tenant's policies by the kind that they judge, and their codes. */
export class WrittenRules {
  private readonly rules = new Map<string, Written>();

  /** @param policies the policies of the tenant, by the resource at the end of their names */
  constructor(policies: ReadonlyMap<string, KubeObject>) {
    for (const [resource, { spec }] of policies) {
      for (const { message, expression } of inList(spec, 'validations')) {
        const [, code] = /^(ASB\d{3}): /.exec(String(message)) ?? [];
        if (code === undefined) { continue; }
        this.rules.set(`${resource} ${code}`, { message: String(message), expression: String(expression) });
      }
    }
  }

  has(code: string, resource: string): boolean {
    return this.rules.has(`${resource} ${code}`);
  }

  /** The requirement of a rule, without what to do about it. */
  requirement(code: string, resource: string): string {
    return this.rules.get(`${resource} ${code}`)?.message.split('; ')[0] ?? '';
  }

  expression(code: string, resource: string): string {
    return this.rules.get(`${resource} ${code}`)?.expression ?? '';
  }

  /** The quoted names in a requirement. */
  names(code: string, resource: string): string[] {
    return [...this.requirement(code, resource).matchAll(/'([^']*)'/g)].map(([, each]) => each);
  }
}

/** What a runtime lets pods choose. */
export interface RuntimePlacement {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly podNodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly podTolerations?: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** Names beyond those that a tenant allows anyway. */
function beyond(all: readonly string[], usual: readonly string[]): Code | undefined {
  const others = all.filter((each) => !usual.includes(each));
  return others.length > 0 ? literal(others) : undefined;
}

function flag(value: boolean): Code | undefined {
  return value ? literal(true) : undefined;
}

/**
 * The requirements on pods by their props, read from the texts of the policies.
 *
 * @param counted the extended resources that the quota counts, which are allowed anyway
 */
export function admissionProps(
  rules: WrittenRules, counted: readonly string[], runtimes: readonly RuntimePlacement[], vocabulary: Vocabulary,
): CodeMembers {
  const hasTokens = !rules.has('ASB357', 'pods');
  const accounts = rules.names('ASB375', 'pods');
  const extended = rules.names('ASB381', 'pods');
  const [, replicas] = /at most (\d+) /.exec(rules.requirement('ASB369', 'sandboxwarmpools')) ?? [];
  const [, lifetime] = /at most (\d+) seconds/.exec(rules.requirement('ASB384', 'sandboxclaims')) ?? [];
  const [, timeToLive] = /at most (\d+) seconds/.exec(rules.requirement('ASB393', 'sandboxclaims')) ?? [];
  const [, claims, total] = /at most (\d+) volume claims(?:, with (\S+) of)?/
    .exec(rules.requirement('ASB380', 'sandboxes')) ?? [];
  const chooses = !rules.has('ASB376', 'pods');
  return {
    registries: rules.has('ASB364', 'pods')
      ? literal(rules.names('ASB364', 'pods').map((each) => each.replace(/\/$/, '')))
      : undefined,
    requireDigests: flag(rules.has('ASB365', 'pods')),
    allowServiceAccountTokens: flag(hasTokens),
    allowEphemeralContainers: flag(!rules.has('ASB368', 'pods')),
    maxPoolReplicas: replicas === undefined ? undefined : literal(Number(replicas)),
    requireShutdownTime: flag(lifetime === undefined && rules.has('ASB372', 'sandboxclaims')),
    maxLifetime: lifetime === undefined ? undefined : seconds(Number(lifetime), vocabulary),
    maxTimeToLive: timeToLive === undefined ? undefined : seconds(Number(timeToLive), vocabulary),
    requireClaimDeletion: flag(rules.has('ASB394', 'sandboxclaims')),
    allowedPodAnnotations: beyond(rules.names('ASB373', 'sandboxtemplates'), HARMLESS_ANNOTATIONS),
    allowedFinalizers: beyond(rules.names('ASB382', 'sandboxes'), KUBERNETES_FINALIZERS),
    serviceAccounts: accounts.join() === (hasTokens ? 'sandbox' : 'sandbox,default') ? undefined : literal(accounts),
    ...chooses ? { allowNodeChoice: literal(true) } : placementProps(rules, runtimes, vocabulary),
    allowedExtendedResources: canonicalJson(extended) === canonicalJson(counted) ? undefined : literal(extended),
    allowResourceClaims: flag(!rules.expression('ASB381', 'pods').includes('resourceClaims')),
    allowedPriorityClasses: beyond(rules.names('ASB388', 'sandboxes'), []),
    allowedSchedulers: beyond(rules.names('ASB389', 'sandboxes'), ['default-scheduler']),
    allowVolumeDataSources: flag(!rules.has('ASB387', 'pods')),
    storageClasses: rules.has('ASB379', 'sandboxes') ? literal(rules.names('ASB379', 'sandboxes')) : undefined,
    maxVolumeClaims: claims === undefined || claims === '10' ? undefined : literal(Number(claims)),
    maxTotalVolumeSize: sizeOf(total, 'largest'),
  };
}

const LABEL = /key == '([^']*)' && [\w.]+\[key\] in \[([^\]]*)\]/g;
const TOLERATION = new RegExp(
  String.raw`toleration\.key == '([^']*)'`
  + String.raw`(?: && has\(toleration\.value\) && toleration\.value == '([^']*)'`
  + String.raw` && \(!has\(toleration\.operator\) \|\| toleration\.operator == 'Equal'\))?`
  + String.raw`(?: && has\(toleration\.effect\) && toleration\.effect == '([^']*)')?`,
  'g',
);

/** The placement that templates may choose beyond that of the runtimes. */
function placementProps(
  rules: WrittenRules, runtimes: readonly RuntimePlacement[], vocabulary: Vocabulary,
): CodeMembers {
  const text = rules.expression('ASB376', 'sandboxtemplates');
  const known = runtimes.flatMap(({ nodeSelector = {}, podNodeSelector = {} }) =>
    [...Object.entries(nodeSelector), ...Object.entries(podNodeSelector)].map((each) => each.join('=')));
  const labels = [...text.matchAll(LABEL)].flatMap(([, key, values]) =>
    [...values.matchAll(/'([^']*)'/g)].map(([, value]): [string, string] => [key, value]));
  const otherLabels = labels.filter((each) => !known.includes(each.join('=')));
  const tolerated = runtimes.flatMap(({ tolerations = [], podTolerations = [] }) => [...tolerations, ...podTolerations])
    .map(({ key, value, effect }) => [key, value, effect].join());
  const tolerations = [...text.matchAll(TOLERATION)].map(([, key, value, effect]) => ({ key, value, effect }))
    .filter(({ key, value, effect }) =>
      !key.startsWith('node.kubernetes.io/') && !tolerated.includes([key, value, effect].join()));
  return {
    allowedNodeLabels: otherLabels.length > 0 ? literal(Object.fromEntries(otherLabels)) : undefined,
    allowedTolerations: tolerations.length > 0
      ? list(tolerations.map(({ key, value, effect }): Code => ({
        kind: 'object',
        members: [
          ['key', literal(key)],
          value === undefined
            ? ['operator', name('TolerationOperator.EXISTS')] as const
            : ['value', literal(value)] as const,
          ...effect === undefined ? [] : [['effect', enumOf('TaintEffect')(effect, vocabulary)!] as const],
        ],
      })))
      : undefined,
  };
}

/** Who may change a field, in the words of the rule that holds it. */
export function heldFields(rules: WrittenRules, subject: (kind: 'User' | 'Group', name_: string) => Code): CodeMembers {
  const held = (['sandboxes', 'sandboxwarmpools'] as const).flatMap((resource) =>
    [...rules.requirement('ASB392', resource).matchAll(HELD)].map(([, users = '', groups = '', what, names = '']) => {
      const quoted = (text: string) => [...text.matchAll(/'([^']*)'/g)].map(([, each]) => each);
      const owners = [
        ...quoted(users).map((each) => subject('User', each)),
        ...quoted(groups).map((each) => subject('Group', each)),
      ];
      return call(`HeldField.${what.startsWith('the mode') ? 'operatingMode' : 'poolReplicas'}`, {
        kind: 'object',
        members: [['owners', list(owners)], ...names === '' ? [] : [['names', literal(quoted(names))] as const]],
      });
    }));
  return { heldFields: held.length > 0 ? list(held) : undefined };
}

const QUOTED = "'[^']*'(?:, '[^']*')*";
const HELD = new RegExp(
  `only (?:(${QUOTED}))?(?: and )?(?:groups? (${QUOTED}))? may set (the mode of sandboxes|'replicas' of pools)`
  + `(?: (${QUOTED}))?`, 'g',
);
