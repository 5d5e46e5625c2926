import { amountOfCpu, amountOfSize } from '../../checks/amounts';
import { checkCount, milliseconds, shown } from '../../checks/forms';
import { checkMembers } from '../../checks/members';
import { checkShapes, Shapes } from '../../checks/shapes';
import type { CapacityNodes, CapacityReportOptions, CapacityTarget, PoolExpectation } from '../capacity-options';
import { ClaimRate } from '../claim-rate';

/** What is expected of a pool, in seconds and shares. */
export interface Expected {
  readonly arrivals: number;
  readonly hold: number;
  readonly startup: number;
  readonly podAddress: number;
  readonly burst: number;
  readonly customized: number;
}

export interface PromisedWait {
  readonly wait: number;
  readonly share: number;
  readonly cold: number;
}

export interface Nodes {
  readonly millicores: number;
  readonly bytes: number;
  readonly pods: number;
  readonly provisioning: number;
  readonly price?: number;
  readonly currency: string;
}

/** The options of a report as numbers. */
export interface Expectations {
  readonly target: PromisedWait;
  readonly nodes?: Nodes;
  readonly apiLatency: number;
  /** The keys of `pools`. */
  readonly named: readonly string[];
  /** What is expected of a pool; `title` is `namespace/name`. */
  of(title: string, name: string): Expected;
}

const POOL_SHAPES: Shapes = {
  arrivals: (path, value) => {
    if (!(value instanceof ClaimRate)) {
      throw new Error(`'${path}' is ${shown(value)}; give a ClaimRate, such as ClaimRate.perHour(1000)`);
    }
  },
  hold: 'duration',
  startup: 'duration',
  podAddress: 'duration',
  burst: 'number',
  customizedShare: 'number',
};

const SHAPES: Shapes = { ...POOL_SHAPES, target: 'object', nodes: 'object', pools: 'object', apiLatency: 'duration' };
const TARGET_SHAPES: Shapes = { wait: 'duration', percentile: 'number', coldStarts: 'number' };
const NODE_SHAPES: Shapes = {
  cpu: 'cpu', memory: 'size', pods: 'number', provisioning: 'duration', pricePerHour: 'number', currency: 'string',
};

/** @throws when an option is malformed, or options exclude each other */
export function expectationsOf(options: CapacityReportOptions): Expectations {
  const what = 'the options of CapacityReport.of';
  checkMembers(what, options, Object.keys(SHAPES));
  checkShapes(what, options, SHAPES);
  for (const name of ['arrivals', 'hold', 'startup'] as const) {
    if (options[name] === undefined) { throw new Error(`${what} have no '${name}', which no app says; give it`); }
  }
  const { pools = {}, nodes, target = {}, apiLatency } = options;
  const whole = expectedOf('', options);
  const byName = new Map(Object.entries(pools).map(([name, expectation]) => {
    const path = `'pools' of '${name}'`;
    checkMembers(path, expectation, Object.keys(POOL_SHAPES));
    checkShapes(path, expectation, under(`pools['${name}']`));
    return [name, expectedOf(`${path}: `, { ...definedOf(options), ...definedOf(expectation) })] as const;
  }));
  return {
    target: targetOf(target),
    ...(nodes && { nodes: nodesOf(nodes) }),
    apiLatency: apiLatency === undefined ? 0.05 : seconds("'apiLatency'", apiLatency),
    of: (title, name) => byName.get(title) ?? byName.get(name) ?? whole,
    named: [...byName.keys()],
  };
}

/** The shapes of the options of one pool, which name the pool. */
function under(prefix: string): Shapes {
  return Object.fromEntries(Object.entries(POOL_SHAPES).map(([name, shape]) => [
    name,
    (path: string, value: unknown) => {
      const whole = `${prefix}.${path}`;
      checkShapes(prefix, { [whole]: value }, { [whole]: shape });
    },
  ]));
}

function definedOf(expectation: PoolExpectation): PoolExpectation {
  return Object.fromEntries(Object.entries(expectation).filter(([, value]) => value !== undefined));
}

function expectedOf(where: string, expectation: PoolExpectation): Expected {
  const { arrivals, hold, startup, podAddress = startup, burst = 0, customizedShare = 0 } = expectation;
  const expected = {
    arrivals: arrivals!.claimsPerSecond,
    hold: seconds(`${where}'hold'`, hold),
    startup: seconds(`${where}'startup'`, startup),
    podAddress: seconds(`${where}'podAddress'`, podAddress),
    burst,
    customized: customizedShare,
  };
  if (expected.startup <= 0) { throw new Error(`${where}'startup' is 0; give the time that sandboxes take to start`); }
  if (expected.podAddress > expected.startup) {
    throw new Error(
      `${where}'podAddress' is ${expected.podAddress} s, longer than the whole start of ${expected.startup} s; `
        + "give a part of 'startup'",
    );
  }
  checkCount(`${where}'burst'`, burst, 0);
  checkShare(`${where}'customizedShare'`, customizedShare);
  return expected;
}

function targetOf(target: CapacityTarget): PromisedWait {
  checkMembers("the options of 'target'", target, Object.keys(TARGET_SHAPES));
  checkShapes("'target'", target, TARGET_SHAPES);
  const { wait, percentile = 99, coldStarts = 1 } = target;
  if (!(percentile > 0 && percentile < 100)) {
    throw new Error(`'target.percentile' is ${shown(percentile)}; give a number above 0 and below 100, such as 99`);
  }
  checkShare("'target.coldStarts'", coldStarts);
  return {
    wait: wait === undefined ? 1 : seconds("'target.wait'", wait),
    share: 1 - percentile / 100,
    cold: coldStarts,
  };
}

function nodesOf(nodes: CapacityNodes): Nodes {
  checkMembers("the options of 'nodes'", nodes, Object.keys(NODE_SHAPES));
  checkShapes("'nodes'", nodes, NODE_SHAPES);
  const { cpu, memory, pods = 100, provisioning, pricePerHour, currency = 'USD' } = nodes;
  if (cpu === undefined || memory === undefined) {
    throw new Error("'nodes' need 'cpu' and 'memory': what pods may request of a node");
  }
  checkCount("'nodes.pods'", pods, 1);
  if (pricePerHour !== undefined && !(pricePerHour >= 0)) {
    throw new Error(`'nodes.pricePerHour' is ${shown(pricePerHour)}; give a number of at least 0`);
  }
  return {
    millicores: amountOfCpu("'nodes.cpu'", cpu as never).value,
    bytes: amountOfSize("'nodes.memory'", memory).value * 1024,
    pods,
    provisioning: provisioning === undefined ? 120 : seconds("'nodes.provisioning'", provisioning),
    ...(pricePerHour !== undefined && { price: pricePerHour }),
    currency,
  };
}

function seconds(what: string, value: unknown): number {
  return milliseconds(what, value) / 1000;
}

function checkShare(what: string, share: number): void {
  if (!(share >= 0 && share <= 1)) { throw new Error(`${what} is ${shown(share)}; give a share from 0 to 1`); }
}
