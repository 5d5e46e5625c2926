/** Who in the API server refuses an object. */
import { randomUUID } from 'node:crypto';
import type { Answer, Client } from './client';
import { until } from './until';
import type { KubeObject } from '../../src/kubernetes/kube-object';

export interface Judgement {
  /** Nobody where it is undefined. */
  readonly refusedBy?: 'schema' | 'validation' | 'pod-security' | 'policy' | 'limits' | 'quota' | 'runtime-class';
  /** Of the validations of policies that are broken, as far as the server says. */
  readonly codes: readonly string[];
  readonly answer: Answer;
}

const BY: ReadonlyArray<readonly [RegExp, NonNullable<Judgement['refusedBy']>]> = [
  [/ValidatingAdmissionPolicy '/, 'policy'],
  [/violates PodSecurity/, 'pod-security'],
  [/exceeded quota|failed quota/, 'quota'],
  [/usage per Container|usage per PersistentVolumeClaim/, 'limits'],
  [/RuntimeClass|pod rejected/, 'runtime-class'],
];

/** What the server says to an object that is created, or to a pod that is created and then debugged. */
export async function judgementOf(client: Client, object: KubeObject): Promise<Judgement> {
  const { spec } = object as unknown as { spec: { ephemeralContainers?: object[] } };
  if (object.kind !== 'Pod' || !spec.ephemeralContainers) {
    return judgement(await client.create(object, { dryRun: true }), object);
  }
  const { ephemeralContainers, ...rest } = spec;
  const pod = { ...object, metadata: { ...object.metadata, name: `case-${randomUUID()}` }, spec: rest } as KubeObject;
  const made = await client.create(pod);
  if (made.status !== 201) { return judgement(made, object); }
  try {
    const query = { dryRun: 'All', fieldValidation: 'Strict' };
    const debugged = { ...made.body, spec: { ...made.body.spec, ephemeralContainers } };
    return judgement(
      await client.request('PUT', await client.pathOf(pod, 'ephemeralcontainers'), { body: debugged, query }),
      object,
    );
  } finally {
    await client.delete(pod, { gracePeriodSeconds: '0' });
    await until('the pod to go', async () => (await client.read(pod)).status === 404);
  }
}

function judgement(answer: Answer, { kind }: KubeObject): Judgement {
  const { status, body } = answer;
  if (status <= 201) { return { codes: [], answer }; }
  const message = String(body?.message);
  const codes = [...new Set(message.match(/ASB\d{3}/g) ?? [])];
  const by = BY.find(([pattern]) => pattern.test(message))?.[1];
  // Of our kinds all validation is by the schema; of Kubernetes' own, only what cannot be decoded.
  const otherwise = status === 400 || kind !== 'Pod' ? 'schema' : 'validation';
  return { refusedBy: by ?? otherwise, codes, answer };
}
