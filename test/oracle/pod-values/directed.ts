/** Pods that one rule decides: a base, a few valid values, and a value that the rule refuses or just accepts. */
import { ENTRIES } from './catalogue';
import { put } from './entries';
import { Rule, RULES } from './rules';
import { Random } from '../structural/random';

type Json = any;

/** Values that other values beside them may make wrong, or that need some. */
const ENTANGLED =
  /^spec\.(?:os|host|dns|share|restart|security|resources|overhead|node|scheduling|set|topology)|security/;
const NEEDS_OTHERS =
  /volumes?Mounts|volumeDevices|fileKeyRef|claims|resources|probe|lifecycle|restartPolicy|resizePolicy/i;
const FREE = ENTRIES.filter(
  ([path, value]) => !ENTANGLED.test(path) && !NEEDS_OTHERS.test(`${path} ${JSON.stringify(value)}`),
);

/** A pod, and the rule whose value it has. */
export interface Directed {
  readonly pod: Json;
  readonly rule: Rule;
  readonly isRefused: boolean;
}

const GROUPS = [...new Set(RULES.map(({ group }) => group))].map((of) => RULES.filter(({ group }) => group === of));

/** The nth pod: groups of rules take turns, and so do refused and accepted values. */
export function directedCase(nth: number, random: Random): Directed {
  const rule = random.pick(GROUPS[nth % GROUPS.length]);
  const isRefused = Math.floor(nth / GROUPS.length) % 2 === 0;
  const pod: Json = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'research' },
    spec: { containers: [{ name: 'main', image: 'registry.example.com/a:1' }] },
  };
  for (let count = random.below(3); count > 0; count -= 1) { put(pod, random.pick(FREE)); }
  for (const entry of rule.beside) { put(pod, entry); }
  put(pod, [rule.field, random.pick(isRefused ? rule.refused : rule.accepted)]);
  return { pod, rule, isRefused };
}
