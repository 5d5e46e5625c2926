/** What texts may hold, by the kinds that they name, before one is parsed: what need not be looked for or kept. */
import { CONTROLLER } from '../../api/controller-names';
import { SELECTS_ANNOTATION } from '../../api/schedules';
import { SYNC_WAVE } from '../../kubernetes/gitops-annotations';
import { IDENTITY_TITLES } from '../../kubernetes/identity-annotations';
import { GITOPS_KINDS } from '../rules/gitops';
import { ENFORCE_STANDARD, GUARD_KINDS } from '../rules/namespaces/guards';
import { OPERATED_KINDS } from '../rules/operate';
import { CONTROLLER_KINDS } from '../rules/read-other-kinds';
import { NAMESPACED_REFERRED } from '../rules/references/declared';

export interface Foreseen {
  /** Objects that limit the pods of a namespace. */
  readonly guards: boolean;
  /** Network policies, and what else selects pods: without any, nothing is judged of the network. */
  readonly selectors: boolean;
  /** Objects in namespaces that pods name, such as Secrets. */
  readonly referred: boolean;
  /** Controllers of Agent Sandbox. */
  readonly controllers: boolean;
  /** CronJobs of a SandboxSchedule. */
  readonly schedules: boolean;
  /** Disruption budgets, node pools, priorities. */
  readonly operated: boolean;
  /** Objects by which GitOps tools apply others, and waves. */
  readonly gitops: boolean;
  /** Identities of clouds. */
  readonly identities: boolean;
}

export const ANYTHING: Foreseen = {
  guards: true,
  selectors: true,
  referred: true,
  controllers: true,
  schedules: true,
  operated: true,
  gitops: true,
  identities: true,
};

/** A key `kind` with its value: a word, plain or in quotes, the end of the part, or anything else that YAML allows. */
const KIND = /(?<![\w-])kind["']?\s*:\s*(?:(["']?)([A-Za-z][A-Za-z0-9]*)(?=\1[\s,}\]]|\1?$)|(["']?$)|(?=\S))/y;

/** The kinds that texts name. */
export class NamedKinds {
  readonly all = new Set<string>();
  /** Whether a kind is written in a way that is not understood here. */
  isIncomplete = false;

  /** @param part may begin and end within a word, which is whole in another part then */
  add(part: string): void {
    for (let at = part.indexOf('kind'); at >= 0; at = part.indexOf('kind', at + 1)) {
      KIND.lastIndex = at;
      const [found, , kind, end] = KIND.exec(part) ?? [];
      if (kind !== undefined) { this.all.add(kind); } else if (found && end === undefined) { this.isIncomplete = true; }
    }
  }
}

/** @param mentions whether the texts have a word, in a value or elsewhere */
export function foresee({ all, isIncomplete }: NamedKinds, mentions: (word: string) => boolean): Foreseen {
  if (isIncomplete) { return ANYTHING; }
  const hasOneOf = (kinds: Iterable<string>) => [...kinds].some((kind) => all.has(kind));
  return {
    guards: hasOneOf(OTHER_GUARDS) || (all.has('Namespace') && mentions(ENFORCE_STANDARD)),
    selectors: [...all].some((kind) => SELECTOR.test(kind)),
    referred: hasOneOf(NAMESPACED_REFERRED),
    controllers: hasOneOf(CONTROLLER_KINDS) && mentions(CONTROLLER),
    schedules: all.has('CronJob') && mentions(SELECTS_ANNOTATION),
    operated: hasOneOf(OPERATED_KINDS),
    gitops: hasOneOf(GITOPS_KINDS) || (hasOneOf(DEFINITIONS) && mentions(SYNC_WAVE)),
    identities: all.has('PodIdentityAssociation')
      || (all.has('ServiceAccount') && Object.keys(IDENTITY_TITLES).some(mentions)),
  };
}

const DEFINITIONS = ['CustomResourceDefinition', 'Namespace'];
const SELECTOR = /NetworkPolicy$|^PodDisruptionBudget$|^Service$/;
const OTHER_GUARDS = [...GUARD_KINDS].filter((kind) => kind !== 'Namespace');
