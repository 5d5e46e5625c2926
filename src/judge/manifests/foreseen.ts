/** What texts may hold, by the words in them, before one is parsed: it decides what need not be looked for or kept. */
import { mayHoldGuard } from '../rules/namespaces/guards';
import { mayHoldController } from '../rules/read-other-kinds';
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
}

export const ANYTHING: Foreseen = { guards: true, selectors: true, referred: true, controllers: true };

const SELECTOR = /NetworkPolicy|PodDisruptionBudget|\bService\b/;

const LOOKED_FOR: Readonly<Record<keyof Foreseen, (text: string) => boolean>> = {
  guards: mayHoldGuard,
  selectors: (text) => SELECTOR.test(text),
  referred: (text) => NAMESPACED_REFERRED.some((kind) => hasWord(text, kind)),
  controllers: mayHoldController,
};
const NAMES = Object.keys(LOOKED_FOR) as Array<keyof Foreseen>;

/** Looks for what is not found yet in a part of the texts. */
export function lookFor(text: string, found: Record<keyof Foreseen, boolean>): void {
  for (const name of NAMES) { found[name] ||= LOOKED_FOR[name](text); }
}

/**
 * Whether a text has a kind after something else than a letter: not that of `imagePullSecrets`. A part of a text may
 * begin within a word, and no text begins with a kind.
 */
function hasWord(text: string, kind: string): boolean {
  for (let at = text.indexOf(kind); at >= 0; at = text.indexOf(kind, at + kind.length)) {
    if (at > 0 && !/[A-Za-z]/.test(text[at - 1])) { return true; }
  }
  return false;
}
