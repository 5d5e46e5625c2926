/**
 * Random NetworkPolicies, judged here and by a second evaluator that knows no doubt: everything about its pods is
 * known.
 */
import { answer } from './support';
import { ClusterPolicies } from '../../../src/network/reachability';
import * as fc from '../../support/fuzz';
import { ADDRESSES, aPod, policies, PORTS, reaches } from '../../support/second-network';

const RUNS = Number(process.env.REACHABILITY_CASES ?? 2000);
const SEED = Number(process.env.REACHABILITY_SEED ?? 1);

const on = fc
  .tuple(fc.constantFrom('TCP', 'UDP'), fc.constantFrom(...PORTS))
  .map(([protocol, number]) => `${protocol} ${number}` as 'TCP 80');

test(`${RUNS} random questions about addresses have the answer of a second evaluator`, () => {
  fc.assert(fc.property(policies, aPod, fc.constantFrom(...ADDRESSES), on, (objects, from, to, asked) => {
    expect(answer(new ClusterPolicies(objects), { from, to, on: asked }).is).toBe(
      reaches(objects, from, to, asked) ? 'yes' : 'no',
    );
  }), { numRuns: RUNS, seed: SEED });
});

test(`${RUNS} random questions about pods do, or are open where a range of addresses is`, () => {
  let known = 0;
  fc.assert(fc.property(policies, aPod, aPod, on, (objects, from, to, asked) => {
    const { is } = answer(new ClusterPolicies(objects), { from, to, on: asked });
    const expected = reaches(objects, from, to, asked);
    if (is === 'unknown') {
      // What a range may add is all that is not known: without any, the answer is no.
      expect(expected).toBe(false);
      expect(JSON.stringify(objects)).toContain('ipBlock');
    } else {
      known += 1;
      expect(is).toBe(expected ? 'yes' : 'no');
    }
  }), { numRuns: RUNS, seed: SEED });
  expect(known).toBeGreaterThan(RUNS / 2);
});
