/**
 * fast-check with a seed of its own, so that a run tells about the change and not about luck. `FUZZ_SEED=2` looks
 * elsewhere; what fails prints the seed and the smallest case.
 */
import { configureGlobal } from 'fast-check';

const { FUZZ_SEED = '1' } = process.env;
if (!/^-?\d{1,9}$/.test(FUZZ_SEED)) { throw new Error(`FUZZ_SEED is '${FUZZ_SEED}'; give a whole number`); }
configureGlobal({ seed: Number(FUZZ_SEED) });

export * from 'fast-check';
