/** Finds out which part of the API server refuses an object. */
import { randomUUID } from 'node:crypto';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import type { ApiAnswer, Client } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';

export interface ServerVerdict {
  /** Undefined if the object was accepted. */
  readonly refusedBy?: 'schema' | 'validation' | 'pod-security' | 'policy' | 'limits' | 'quota' | 'runtime-class';
  /** Codes of the policy validations that failed, as far as the message names them. */
  readonly codes: readonly string[];
  readonly answer: ApiAnswer;
}

const BY: ReadonlyArray<readonly [RegExp, NonNullable<ServerVerdict['refusedBy']>]> = [
  [/ValidatingAdmissionPolicy '/, 'policy'],
  [/violates PodSecurity/, 'pod-security'],
  [/exceeded quota|failed quota/, 'quota'],
  [/usage per Container|usage per PersistentVolumeClaim/, 'limits'],
  [/RuntimeClass|pod rejected/, 'runtime-class'],
];

/** Creates the object in a dry run. A pod with ephemeral containers is created without them and then debugged. */
export async function verdictOf(client: Client, object: KubeObject): Promise<ServerVerdict> {
  const { spec } = object as unknown as { spec: { ephemeralContainers?: object[] } };
  if (object.kind !== 'Pod' || !spec.ephemeralContainers) {
    return verdict(await client.create(object, { dryRun: true }), object);
  }
  const { ephemeralContainers, ...rest } = spec;
  const pod = { ...object, metadata: { ...object.metadata, name: `case-${randomUUID()}` }, spec: rest } as KubeObject;
  const made = await client.create(pod);
  if (made.status !== 201) { return verdict(made, object); }
  try {
    const query = { dryRun: 'All', fieldValidation: 'Strict' };
    const debugged = { ...made.body, spec: { ...made.body.spec, ephemeralContainers } };
    return verdict(
      await client.request('PUT', await client.pathOf(pod, 'ephemeralcontainers'), { body: debugged, query }),
      object,
    );
  } finally {
    await client.delete(pod, { gracePeriodSeconds: '0' });
    await until('the pod to be deleted', async () => (await client.read(pod)).status === 404);
  }
}

function verdict(answer: ApiAnswer, { kind }: KubeObject): ServerVerdict {
  const { status, body } = answer;
  if (status <= 201) { return { codes: [], answer }; }
  const message = String(body?.message);
  const codes = [...new Set(message.match(/ASB\d{3}/g) ?? [])];
  const by = BY.find(([pattern]) => pattern.test(message))?.[1];
  // Agent Sandbox objects are validated by their schema alone; core objects fail the schema only if decoding fails.
  const otherwise = status === 400 || kind !== 'Pod' ? 'schema' : 'validation';
  return { refusedBy: by ?? otherwise, codes, answer };
}
