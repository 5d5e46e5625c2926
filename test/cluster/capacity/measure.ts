/** Claims of a pool with the real controller, and when each was made and had a ready sandbox. */
import { App, Chart } from 'cdk8s';
import { AgentSandboxVersion, SandboxCluster, SandboxTemplate } from '../../../src';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { poissonClaims, seeded } from '../../capacity/simulator/simulate';
import { apply, conditionOf, Controlled, ofKind, Status } from '../controlled';
import { itemsOf } from '../items';

/** A pool and its claims. */
export interface Case {
  readonly replicas: number;
  readonly claims: number;
  /** Claims in a second; undefined: all at once. */
  readonly rate?: number;
}

/** What was measured of a claim, in seconds since the first was made. */
export interface Measured {
  readonly made: number;
  readonly wait: number;
  readonly isCold: boolean;
}

/** The namespace of the pods that start slowly. */
export const BURST = 'burst';

const LONGEST = 120_000;
/** As many requests at a time as the client has connections. */
const AT_ONCE = 16;
/** Milliseconds between two looks: more of them would keep the API server from its work. */
const PAUSE = 200;
/** Lists from the cache of the server. */
const CACHED = { query: { resourceVersion: '0' } };

/** What a controller asks of the API server and takes for a claim, all sandboxes being ready. */
export interface Cost {
  readonly requestsPerSandbox: number;
  readonly requestsPerClaim: number;
  /** Seconds of the machine for a claim, and until the pod of a sandbox exists. */
  readonly handling: number;
  readonly making: number;
}

/** Fills a pool, and has part of it claimed at once. */
export async function costOf(controlled: Controlled, release: string, startup: number): Promise<Cost> {
  const [replicas, claims] = [60, 40];
  const counts: number[] = [];
  const moments: number[] = [];
  const count = () => {
    counts.push(controlled.requests().length);
    moments.push(Date.now());
  };
  count();
  const measured = await measure(controlled, release, { replicas, claims }, count);
  const requestsPerSandbox = (counts[1] - counts[0]) / replicas;
  const making = Math.max(0, (moments[1] - moments[0]) / 1000 - startup) / replicas;
  return {
    requestsPerSandbox,
    requestsPerClaim: (counts[2] - counts[1]) / claims - requestsPerSandbox,
    // Beside each claim a sandbox is made.
    handling: Math.max(0.01, Math.max(...measured.map(({ made, wait }) => made + wait)) / claims - making),
    making,
  };
}

/** @param between is called once the pool is full, and once it is full again after the claims */
export async function measure(
  controlled: Controlled,
  release: string,
  given: Case,
  between: () => void = () => {},
): Promise<Measured[]> {
  const { client } = controlled;
  const { replicas, claims, rate } = given;
  const name = `p${replicas}-${claims}${rate === undefined ? '' : `-r${rate}`}`;
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, name, { namespace: BURST });
  const pool = new SandboxTemplate(chart, name, {
    containers: [{ image: 'registry.example.com/python:3.14' }],
  }).addWarmPool(`${name}-pool`, { replicas });
  pool.addClaim('claim');
  const items = itemsOf(app);
  const claim = ofKind(items, 'SandboxClaim');
  await apply(client, items.filter(({ object }) => object !== claim));
  const poolObject = ofKind(items, 'SandboxWarmPool');
  const full = () => controlled.until('the pool to be full', async () => {
    const status = (await controlled.read(poolObject))?.status;
    return status?.replicas === replicas && status.readyReplicas === replicas;
  }, LONGEST);
  await full();
  between();

  const times = rate === undefined ? new Array<number>(claims).fill(0) : poissonClaims(claims, rate, seeded(1));
  const made = new Map<string, number>();
  const ready = new Map<string, { at: number; isCold: boolean }>();
  const started = Date.now();
  const create = async (index: number): Promise<void> => {
    const each = `${name}-${index}`;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, started + times[index] * 1000 - Date.now())));
    const { status, body } = await client.create({ ...claim, metadata: { ...claim.metadata, name: each } });
    if (status > 201) { throw new Error(`${each}: ${status} ${body?.message}`); }
    // The server has the claim at some time before it answers; the controller sees it then.
    made.set(each, Date.now());
  };
  const next = { index: 0 };
  const worker = async (): Promise<void> => {
    while (next.index < claims) { await create(next.index++); }
  };
  const creating = Promise.all(Array.from({ length: rate === undefined ? AT_ONCE : claims }, worker));
  const collection = await client.collectionOf(claim);
  while (ready.size < claims) {
    if (Date.now() - started > LONGEST + (times.at(-1) ?? 0) * 1000) {
      throw new Error(`${claims - ready.size} of ${claims} claims are not ready`);
    }
    // A connection that was kept may be closed by the server just then.
    const answer = await client.get(collection, CACHED).catch(() => undefined);
    const all = (answer?.body.items ?? []) as Array<KubeObject & { status?: Status }>;
    const now = Date.now();
    for (const object of all) {
      const each = object.metadata.name!;
      if (ready.has(each) || !each.startsWith(`${name}-`) || conditionOf(object, 'Ready')?.status !== 'True') {
        continue;
      }
      ready.set(each, { at: now, isCold: (object.status!.sandbox as { name: string }).name === each });
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  await creating;
  await full();
  between();
  const first = Math.min(...made.values());
  const measured = [...ready].map(([each, { at, isCold }]) => ({
    made: (made.get(each)! - first) / 1000, wait: Math.max(0, at - made.get(each)!) / 1000, isCold,
  }));
  await client.request('DELETE', collection);
  await client.delete(poolObject);
  await controlled.until('the pods to end', async () => (
    ((await client.get(`/api/v1/namespaces/${BURST}/pods`)).body as { items: unknown[] }).items.length === 0
  ), LONGEST);
  return measured.sort((one, other) => one.made - other.made);
}
