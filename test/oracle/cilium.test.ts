/**
 * CiliumNetworkPolicies beside Cilium's own code: it takes each that is printed, its DNS proxy lets through exactly the
 * names of the list, and our reading of its patterns is its own. The module takes minutes to download and build, so
 * this runs where `CILIUM_CASES` says how many.
 */
import { join } from 'node:path';
import * as fc from 'fast-check';
import { EgressDestination, IngressSource, MetadataService, SandboxEgress } from '../../src';
import { strictNames } from '../../src/network/intent/intent';
import { ciliumNetworkPolicySpec } from '../../src/network/policies/cilium-network-policy';
import { hasDomain } from '../../src/network/reachability/cilium-domains';
import { askGo, buildGo, GO } from '../support/go';

const CASES = Number(process.env.CILIUM_CASES ?? 0);
const SEED = Number(process.env.CILIUM_SEED ?? 1);
const LONG = 30 * 60_000;

const isRun = GO !== undefined && CASES > 0;
if (!isRun) { process.stderr.write("SKIPPED: comparing with Cilium's code; give CILIUM_CASES, and install Go\n"); }

interface Answer {
  readonly error?: string;
  readonly lookups: boolean[];
  readonly reached: boolean[];
}

const label = fc.constantFrom('a', 'b', 'api', 'x-1', '_dns', 'sub', 'subway', 'svc', 'cluster', 'local', 'example');
const name = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => labels.join('.'));
/** Few labels, so that lists and names meet. */
const domain = fc.tuple(
  fc.constantFrom('', '', '*.', '*.*.', '**.', 'sub*.', '*-'), fc.array(label, { minLength: 2, maxLength: 4 }),
).map(([start, labels]) => start + labels.join('.')).filter(isTaken);

function isTaken(text: string): boolean {
  try {
    EgressDestination.domain(text);
    return true;
  } catch {
    return false;
  }
}

const peer = fc.constantFrom(
  () => EgressDestination.cidr('198.51.100.0/24'),
  () => EgressDestination.pods({ podLabels: { app: 'db' }, namespaces: ['data', 'more'] }),
  () => EgressDestination.pods({ podLabels: { app: 'db' }, allNamespaces: true }),
  () => EgressDestination.metadata(MetadataService.EKS_POD_IDENTITY),
  () => EgressDestination.internet(),
);

const policy = fc.record({
  domains: fc.array(domain, { maxLength: 4 }),
  lookups: fc.option(fc.array(domain, { maxLength: 2 }), { nil: undefined }),
  peers: fc.array(peer, { maxLength: 2 }),
  from: fc.boolean(),
  asked: fc.array(name, { minLength: 20, maxLength: 20 }),
});

type Given = typeof policy extends fc.Arbitrary<infer T> ? T : never;

/** Names that a domain of a list has, and their neighbours. */
function around(listed: string): string[] {
  const one = listed.replaceAll('*', 'sub');
  return [one, one.toUpperCase(), `x.${one}`, one.replace(/^[^.]*\./, ''), `${one}.evil.example`];
}

const SERVICES = ['', 'db.data.', 'pod.db.data.', 'a.b.db.data.'].map((start) => `${start}svc.cluster.local`);

/** A policy, and what is asked of it. */
interface Case {
  readonly text: string;
  readonly names: readonly string[];
  /** The names that a list allows, if lookups are limited to one. */
  readonly listed: readonly string[] | undefined;
  readonly fqdns: readonly any[];
  readonly dns: readonly any[];
  readonly policy: object;
}

function policyOf(spec: object): object {
  return {
    apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'p', namespace: 'agents' }, spec,
  };
}

/** Undefined where lookups that are listed limit nothing, which is refused. */
function caseOf({ domains, lookups, peers, from, asked }: Given): Case | undefined {
  const destinations = [...domains.map((each) => EgressDestination.domain(each)), ...peers.map((make) => make())];
  const ingress = from ? [IngressSource.pods({ podLabels: { app: 'web' }, namespaces: ['web'] })._rule()] : [];
  let intent;
  try {
    intent = { ingress, egress: SandboxEgress.to(destinations, { lookups })._intent };
  } catch {
    return undefined;
  }
  const spec: any = ciliumNetworkPolicySpec(intent, { app: 'sandbox' });
  return {
    text: JSON.stringify({ domains, lookups, peers: peers.map(String), from }),
    names: [...new Set([...asked, ...[...domains, ...lookups ?? []].flatMap(around), ...SERVICES])],
    listed: strictNames(intent),
    fqdns: spec.egress.flatMap(({ toFQDNs = [] }: any) => toFQDNs),
    dns: spec.egress.flatMap(({ toPorts = [] }: any) => toPorts.flatMap(({ rules }: any) => rules?.dns ?? [])),
    policy: policyOf(spec),
  };
}

(isRun ? describe : describe.skip)('policies, by the code of Cilium', () => {
  const program = () => buildGo(join(__dirname, 'cilium'));

  test(`${CASES} random lists of domains with the seed ${SEED}`, () => {
    const cases = fc.sample(policy, { numRuns: CASES, seed: SEED }).flatMap((given) => caseOf(given) ?? []);
    const answers = askGo<Answer>(program(), cases.map(({ policy: asked, names }) => ({ policy: asked, names })));
    const count = { policies: cases.length, strict: 0, names: 0, let: 0, reached: 0, services: 0 };
    const differences = cases.flatMap(({ text, names, listed, fqdns, dns }, index) => {
      const { error, lookups, reached } = answers[index];
      if (error) { return [`${error} ${text}`]; }
      count.strict += listed ? 1 : 0;
      return names.flatMap((asked, at) => {
        const isListed = listed?.some((each) => hasDomain(selectorOf(each), asked));
        const isService = /^[^.]+\.[^.]+(\.[^.]+)?\.svc\.cluster\.local$/.test(asked.toLowerCase());
        const isIn = fqdns.some((each) => hasDomain(each, asked));
        count.names++;
        count.let += lookups[at] ? 1 : 0;
        count.reached += reached[at] ? 1 : 0;
        count.services += listed && isService && lookups[at] ? 1 : 0;
        return [
          ...isIn !== reached[at] ? [`toFQDNs ${asked} ${isIn} ${text}`] : [],
          ...dns.some((each) => hasDomain(each, asked)) !== lookups[at] ? [`dns ${asked} ${text}`] : [],
          ...listed && !isListed && lookups[at] && !isService ? [`leaks ${asked} ${text}`] : [],
          ...listed && isListed && !lookups[at] ? [`hides ${asked} ${text}`] : [],
          ...isIn && !lookups[at] ? [`unknown address ${asked} ${text}`] : [],
        ];
      });
    });
    process.stdout.write(`cilium: ${JSON.stringify(count)}\n`);
    expect(differences.slice(0, 5)).toEqual([]);
  }, LONG);

  test('patterns, as they are read from files', () => {
    const patterns = [
      '*', '**', '*.', '***.', '**.b.com', '***.b.com', '*b.com', '**b.com', 'a.*', 'a**b.com', '*.*', 'B.com.',
      '*.com.',
    ];
    const names = ['b.com', 'a.b.com', 'x.a.b.com', 'ab.com', 'axb.com', 'com', 'a.com', 'B.COM.', 'a.b', 'a'];
    const answers = askGo<Answer>(program(), patterns.map((matchPattern) => ({
      names, policy: policyOf({ endpointSelector: {}, egress: [{ toFQDNs: [{ matchPattern }] }] }),
    })));
    for (const [index, matchPattern] of patterns.entries()) {
      const ours = names.filter((each) => hasDomain({ matchPattern }, each));
      expect([matchPattern, ours]).toEqual([matchPattern, names.filter((_, at) => answers[index].reached[at])]);
    }
    // What would be a mistake is refused.
    const [{ error }] = askGo<Answer>(program(), [
      { names, policy: policyOf({ endpointSelector: {}, egress: [{ toFQDNs: [{ matchPatern: 'a' }] }] }) },
    ]);
    expect(error).toMatch(/unknown field/);
  }, LONG);
});

function selectorOf(text: string): { matchPattern?: string; matchName?: string } {
  return text.includes('*') ? { matchPattern: text } : { matchName: text };
}
