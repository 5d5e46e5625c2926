import { LEGITIMATE, Mutation, MUTATIONS, PodJson, targetsOf } from './mutations';
import { PodSecurityLevel } from '../../../src/judge/pod-security/index';

/** A pod and the policy to judge it by, as both sides read it. */
export interface Case extends PodJson {
  readonly level: PodSecurityLevel;
  /** As in a label of a namespace: `v1.36` or `latest`. */
  readonly version: string;
  /** The version of the cluster, where it bears on the verdict. */
  readonly emulate?: string;
}

export const LEVELS: readonly PodSecurityLevel[] = ['baseline', 'restricted'];

/** Up to one that does not exist yet. */
export const VERSIONS: readonly string[] = [...Array(39).keys()].map((minor) => `v1.${minor}`).concat('latest');

/** Both sides of every minor at which a policy changed, the first and the last. */
export const BOUNDARIES: readonly string[] = [
  'v1.0',
  ...[8, 19, 22, 23, 25, 27, 29, 31, 32, 34, 35, 37].flatMap((minor) => [`v1.${minor - 1}`, `v1.${minor}`]),
  'latest',
].filter((version, index, all) => all.indexOf(version) === index);

/** Every value of every mutation, in every place of every legitimate pod, at both levels; the versions take turns. */
export function sweep(): Case[] {
  const cases: Case[] = [];
  for (const make of Object.values(LEGITIMATE)) {
    for (const mutation of MUTATIONS) {
      for (const value of mutation.values) {
        targetsOf(mutation, make()).forEach((_target, index) => {
          for (const level of LEVELS) {
            cases.push({
              ...mutated(make(), mutation, index, value),
              level,
              version: BOUNDARIES[cases.length % BOUNDARIES.length],
            });
          }
        });
      }
    }
  }
  return cases;
}

/**
 * Every value of every mutation, in one place of a pod that passes otherwise, at both levels and all versions that
 * matter.
 */
export function boundaries(): Case[] {
  const makes = [LEGITIMATE.hardened, LEGITIMATE.Windows, LEGITIMATE['root in a user namespace']];
  return makes.flatMap((make) =>
    MUTATIONS.flatMap((mutation) =>
      mutation.values.flatMap((value) =>
        BOUNDARIES.flatMap((version) =>
          LEVELS.map((level) => ({ ...mutated(make(), mutation, 0, value), level, version })),
        ),
      ),
    ),
  );
}

function mutated(pod: PodJson, mutation: Mutation, index: number, value: unknown): PodJson {
  mutation.set(targetsOf(mutation, pod)[index], structuredClone(value), pod);
  return pod;
}

/** Legitimate pods with up to six changes each; the same for the same seed. */
export function* randomCases(seed: number): Generator<Case, never> {
  const random = new Random(seed);
  const legitimate = Object.values(LEGITIMATE);
  for (;;) {
    const pod = random.of(legitimate)();
    for (let changes = random.of([0, 1, 1, 1, 2, 2, 3, 6]); changes > 0; changes--) {
      const mutation = random.of(MUTATIONS);
      const targets = targetsOf(mutation, pod);
      if (targets.length > 0) { mutation.set(random.of(targets), structuredClone(random.of(mutation.values)), pod); }
    }
    const emulate = random.below(4) === 0 ? random.of(VERSIONS.slice(0, -1)) : undefined;
    const level = random.of(LEVELS);
    const version = random.of(random.below(2) ? BOUNDARIES : VERSIONS);
    yield { ...pod, level, version, ...(emulate && { emulate }) };
  }
}

/** Numbers that look random and depend on the seed alone (Lehmer's generator). */
class Random {
  private state: number;

  constructor(seed: number) { this.state = 1 + Math.abs(seed * 7919) % (MODULUS - 1); }

  public below(limit: number): number {
    this.state = this.state * 48271 % MODULUS;
    return Math.floor(this.state / MODULUS * limit);
  }

  public of<T>(values: readonly T[]): T { return values[this.below(values.length)]; }
}

const MODULUS = 2 ** 31 - 1;
