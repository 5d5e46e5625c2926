/**
 * The attacker's suite: requests of a tenant's own people, of its workloads and of a neighbour, on a control plane with
 * upstream's controller at work. The rows are in `attacks/rows/`, one file a topic. Tenants with policies of their own
 * are attacked, and then, by the same rows, the same tenants with policies that they share.
 */
import { Attack, isGap, Refusal, Role } from './attacks/attack';
import { installLab, ACCOUNTS, clientOf, shareAdmission } from './attacks/lab';
import { removeWithParts } from './attacks/leftovers';
import { SHARED } from './attacks/objects';
import { inMessage, messageOf, refuserOf } from './attacks/refusers';
import { dryRun } from './attacks/requests';
import { send } from './attacks/send';
import { TOPICS } from './attacks/topics';
import { apply, conditionOf, Controlled, installOf } from './controlled';
import { quotaIsCounted } from './counted-quota';
import { aControlPlane, describeCluster } from './plane';
import type { ApiAnswer, Client } from '../../src/rehearsal/cluster/client';
import { controllers } from '../support/controllers';

/** The quota of a tenant is the same object in both forms, and each of its rows waits until it is counted. */
const isToRepeat = ({ outcome }: Attack) => (
  process.env.ATTACKS_REPEATED === 'all' || isGap(outcome) || outcome.by !== 'quota'
);

/** The newest controller that is built. */
const controller = controllers().filter(({ release, path }) => release.startsWith('v1.') && path).at(-1);

/** Attempts of an attack that a quota must refuse, and the milliseconds in which the controller must report each. */
const ATTEMPTS = 3;
const PATIENCE = 20_000;

(controller ? describeCluster : describe.skip)(`attacks with the controller of ${controller?.release}`, () => {
  const install = controller ? installOf(controller.release) : [];
  const plane = aControlPlane({ prepare: (client) => apply(client, install) });
  let controlled: Controlled;
  const clients = new Map<Role, Client>();
  /** How the messages name the policies that hold now. */
  let policies = "ValidatingAdmissionPolicy '";

  beforeAll(async () => {
    controlled = new Controlled(plane);
    await controlled.run(controller!, install);
    await installLab(plane.client, controller!.release);
    for (const role of Object.keys(ACCOUNTS) as Role[]) { clients.set(role, await clientOf(plane.plane, role)); }
  });

  afterAll(async () => {
    for (const client of clients.values()) { client.close(); }
    await controlled?.stop();
  });

  const sent = ({ who, sends }: Attack) => send(plane.client, clients.get(who)!, sends);

  /** An attack that succeeds must not disturb the rows after it. */
  async function undo({ sends: { method, target, query } }: Attack, { status, body }: ApiAnswer): Promise<void> {
    if (method === 'POST' && status === 201 && body.metadata?.uid && !query?.dryRun) {
      await removeWithParts(plane.client, { ...target, metadata: body.metadata });
    }
  }

  /** Sends an attack. A quota that a controller counts meanwhile can admit too much, so it gets several attempts. */
  async function expectRefused(row: Attack, outcome: Refusal): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      if (outcome.by === 'quota') { await quotaIsCounted(plane.client, row.sends.target.metadata.namespace!); }
      const answer = await sent(row);
      try {
        await (outcome.later ? expectRefusedLater(row, outcome, answer) : expectRefusedAtOnce(row, outcome, answer));
        return;
      } catch (error) {
        if (outcome.by !== 'quota' || attempt === ATTEMPTS) { throw error; }
      }
    }
  }

  async function expectRefusedAtOnce(row: Attack, { by, proof }: Refusal, answer: ApiAnswer): Promise<void> {
    await undo(row, answer);
    const { apiVersion } = row.sends.target;
    const message = messageOf(answer.body);
    expect([refuserOf(answer, apiVersion), message]).toEqual([by, expect.stringContaining(proof)]);
    if (by === 'admission') { expect(message).toContain(policies); }
  }

  describe('tenants with policies of their own', () => { attackAll(TOPICS); });

  describe('tenants that share their policies', () => {
    beforeAll(async () => {
      await shareAdmission(plane.client, controller!.release);
      policies = `ValidatingAdmissionPolicy '${SHARED}-`;
    });
    attackAll(Object.fromEntries(Object.entries(TOPICS).map(([topic, rows]) => [topic, rows.filter(isToRepeat)])));
  });

  function attackAll(topics: Readonly<Record<string, readonly Attack[]>>): void {
    for (const [topic, attacks] of Object.entries(topics)) { describe(topic, () => { attack(attacks); }); }
  }

  function attack(attacks: readonly Attack[]): void {
    const refused = attacks.filter(({ outcome }) => !isGap(outcome));
    const gaps = attacks.filter(({ outcome }) => isGap(outcome));

    if (refused.length > 0) {
      test.each(refused.map((row) => [row.who, row.does, (row.outcome as Refusal).by, row] as const))(
        'fails if the %s %s: %s refuses',
        async (_, __, ___, row) => expectRefused(row, row.outcome as Refusal),
        ATTEMPTS * 100_000,
      );
    }

    if (gaps.length > 0) {
      test.each(gaps.map((row) => [row.who, row.does, row] as const))('known gap: the %s %s', async (_, __, row) => {
        const answer = await send(plane.client, clients.get(row.who)!, dryRun(row.sends));
        expectAccepted(answer);
      });
    }

    const neighbours = attacks.filter(({ neighbour }) => neighbour);
    if (neighbours.length > 0) {
      test.each(neighbours.map((row) => [row.who, row.does, row] as const))(
        'the legitimate neighbour of: the %s %s',
        async (_, __, { who, neighbour }) => {
          expectAccepted(await send(plane.client, clients.get(who)!, dryRun(neighbour!)));
        },
      );
    }
  }

  /** The object is stored, the controller reports the refusal, and there is no pod if the pod is refused. */
  async function expectRefusedLater({ sends: { target } }: Attack, refusal: Refusal, answer: ApiAnswer): Promise<void> {
    const { by, proof, later } = refusal;
    expectAccepted(answer);
    const stored = { ...target, metadata: answer.body.metadata };
    const { metadata: { name, namespace } } = stored;
    try {
      const message = async () => {
        const condition = conditionOf(await controlled.read(stored), 'Ready');
        return condition ? `${condition.reason}: ${condition.message}` : '';
      };
      let last = '';
      await controlled.until(`the condition of ${name} to contain ${proof}`, async () => {
        last = await message();
        return last.includes(proof);
      }, by === 'quota' ? PATIENCE : undefined);
      expect(inMessage(last) ?? 'controller').toBe(by);
      if (by === 'admission') { expect(last).toContain(policies); }
      if (later === 'pod') {
        expect(await controlled.read({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } })).toBeUndefined();
      }
    } finally {
      await removeWithParts(plane.client, stored);
      // What is deleted stays in the count for a moment, which can refuse the legitimate requests of later rows.
      if (by === 'quota') { await quotaIsCounted(plane.client, namespace); }
    }
  }
});

function expectAccepted({ status, body }: ApiAnswer): void {
  if (status >= 300) { throw new Error(`refused: ${status} ${messageOf(body)}`); }
}
