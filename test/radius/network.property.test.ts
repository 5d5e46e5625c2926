/** Random policies and pods: what a radius says of the network is what a second evaluator says, asked on every port. */
import { object, radius, sandbox } from './support';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { addressOf, contains } from '../../src/network/intent/cidr';
import type { Fact, Radius } from '../../src/radius/reach/reached';
import { pod } from '../network/reachability/support';
import * as fc from '../support/fuzz';
import { ADDRESSES, labels, NAMESPACES, policies, reaches } from '../support/second-network';

const RUNS = Number(process.env.BLAST_CASES ?? 150);

/** One of each kind that rules of the policies tell apart. */
const PORTS = [1, 2, 53, 54, 80, 81, 100, 101, 443, 444, 65535]
  .flatMap((port) => ['TCP', 'UDP', 'SCTP'].map((protocol) => `${protocol} ${port}`));

const someone = fc.record({ namespace: fc.constantFrom(...NAMESPACES), labels });

const namespaces = NAMESPACES.map((name): KubeObject => (
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { team: name } } }
));

/** The sandbox has a label of its name besides, which no policy here names. */
function radiusOf(from: { namespace: string; labels: Record<string, string> }, others: readonly KubeObject[]): Radius {
  return radius([sandbox({}, 'dev', from.namespace, from.labels), ...namespaces, ...others]);
}

const podsOf = (found: Radius) => found.reached.filter(({ fact }) => fact.is === 'pods')
  .map(({ isCertain, text, fact }) => ({ isCertain, text, namespace: (fact as Fact & { is: 'pods' }).namespace }));

test(`addresses of ${RUNS} sandboxes are reached on some port, or are not in the radius`, () => {
  let reached = 0;
  fc.assert(fc.property(policies, someone, (objects, from) => {
    const { ranges } = radiusOf(from, objects);
    for (const address of ADDRESSES) {
      const expected = PORTS.some((on) => reaches(objects, pod(from.namespace, from.labels), address, on));
      const found = ranges.filter(({ cidr }) => contains(cidr, addressOf(address)));
      expect([address, found.map(({ isCertain }) => isCertain)]).toEqual([address, expected ? [true] : []]);
      reached += Number(expected);
    }
  }), { numRuns: RUNS });
  expect(reached / (RUNS * ADDRESSES.length)).toBeGreaterThan(0.1);
  expect(reached / (RUNS * ADDRESSES.length)).toBeLessThan(0.95);
});

test(`no pod that one of ${RUNS} sandboxes reaches is missing in the radius`, () => {
  let denied = 0;
  fc.assert(fc.property(policies, someone, someone, (objects, from, to) => {
    const other = object('v1', 'Pod', 'other', { spec: {} }, to.namespace);
    const labelled = { ...other, metadata: { ...other.metadata, labels: to.labels } };
    const told = podsOf(radiusOf(from, [...objects, labelled]))
      .filter(({ namespace }) => namespace === undefined || namespace === to.namespace);
    const [one, two] = [from, to].map((each) => pod(each.namespace, each.labels));
    const isReached = PORTS.some((on) => reaches(objects, one, two, on));
    if (isReached) { expect(told).not.toEqual([]); }
    denied += Number(told.length === 0);
  }), { numRuns: RUNS });
  // It says no often enough to mean something.
  expect(denied).toBeGreaterThan(RUNS / 50);
});

test(`pods without labels that ${RUNS} sandboxes surely reach by their namespace are reached`, () => {
  let sure = 0;
  fc.assert(fc.property(policies, someone, (objects, from) => {
    const own = podsOf(radiusOf(from, objects)).find(({ text }) => text.startsWith('pods of its namespace'));
    if (!own?.isCertain) { return; }
    sure += 1;
    expect(PORTS.some((on) => reaches(objects, pod(from.namespace, from.labels), pod(from.namespace), on))).toBe(true);
  }), { numRuns: RUNS });
  expect(sure).toBeGreaterThan(0);
});
