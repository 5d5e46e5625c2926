import type { ApiAnswer, Client } from './cluster/client';
import { until } from './cluster/until';
import { Fault, kindOfRefusal } from './fault';
import type { KubeObject } from '../kubernetes/kube-object';
import { nameOfObject } from '../kubernetes/object-name';

/** The field manager of all that is applied. */
export const MANAGER = 'rehearsal';

const CRD = 'CustomResourceDefinition';
/** How long a CRD may take to be served, in milliseconds. */
const CRD_PATIENCE = 20_000;

/** What became of the objects of a set. */
export interface Applied {
  readonly accepted: readonly KubeObject[];
  readonly faults: readonly Fault[];
}

/**
 * Applies a set of objects: CRDs first, and the others in their order once the CRDs are served. Objects that are
 * refused are tried again after the others, as someone who repeats the command would.
 *
 * @param between runs after the first round
 */
export async function applyObjects(
  client: Client,
  objects: readonly KubeObject[],
  between: (accepted: readonly KubeObject[]) => Promise<void> = async () => {},
): Promise<Applied> {
  const accepted: KubeObject[] = [];
  const faults: Fault[] = [];
  let open: readonly KubeObject[] = objects;
  for (let round = 1; open.length > 0; round++) {
    const refused: Array<[KubeObject, string]> = [];
    const crds = open.filter(({ kind }) => kind === CRD);
    for (const object of [...crds, ...open.filter(({ kind }) => kind !== CRD)]) {
      if (object.kind !== CRD && crds.length > 0) { faults.push(...await unserved(client, crds.splice(0))); }
      const reason = reasonOf(await applied(client, object));
      if (reason !== undefined) {
        refused.push([object, reason]);
      } else {
        accepted.push(object);
        if (round > 1) { faults.push(misplaced(object)); }
      }
    }
    faults.push(...await unserved(client, crds));
    if (round === 1) { await between(accepted); }
    if (round > 1 && refused.length === open.length) {
      return { accepted, faults: [...faults, ...refused.map(([object, message]) => refusal(object, message))] };
    }
    open = refused.map(([object]) => object);
  }
  return { accepted, faults };
}

/** Server-side apply by one field manager, who takes over fields of others. */
export async function applied(client: Client, object: KubeObject, dryRun = false): Promise<ApiAnswer> {
  const { apiVersion, kind, metadata } = object;
  if (typeof metadata?.name !== 'string') { return failed('the object has no name, which applying needs'); }
  if (!await client.knows(apiVersion, kind)) { return failed(`no kind ${kind} of ${apiVersion} is served`); }
  return client.apply(object, { force: true, manager: MANAGER, dryRun });
}

function failed(message: string): ApiAnswer {
  return { status: 404, body: { message }, warnings: [] };
}

/** Why an object is refused; undefined if it is not. */
export function reasonOf({ status, body }: ApiAnswer): string | undefined {
  return status > 201 ? String(body?.message ?? JSON.stringify(body)) : undefined;
}

function misplaced(object: KubeObject): Fault {
  const message = 'refused at first, and accepted after the objects that follow it; move it behind what it needs';
  return { kind: 'wrong-order', object: nameOfObject(object), message };
}

function refusal(object: KubeObject, message: string): Fault {
  return { kind: kindOfRefusal(message, 'refused'), object: nameOfObject(object), message };
}

/** Waits for CRDs, and tells those that do not come to be served. */
async function unserved(client: Client, crds: readonly KubeObject[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const crd of crds) {
    try {
      await established(client, [crd], CRD_PATIENCE);
    } catch (error) {
      faults.push(refusal(crd, (error as Error).message));
    }
  }
  return faults;
}

/** Waits for CRDs to be served. */
export async function established(client: Client, objects: readonly KubeObject[], patience?: number): Promise<void> {
  for (const object of objects.filter(({ kind }) => kind === CRD)) {
    await until(`${object.metadata.name} to be established`, async () => {
      const { status: answer, body } = await client.read(object);
      if (
        answer !== 200 || !body.status.conditions?.some(
          ({ type, status }: { type: string; status: string }) => type === 'Established' && status === 'True',
        )
      ) {
        return false;
      }
      const { group, names, versions } = body.spec;
      const served = versions.filter((version: { served: boolean }) => version.served);
      for (const { name } of served) {
        // The condition is set shortly before the server serves the kind.
        const { body: { resources = [] } } = await client.get(`/apis/${group}/${name}`);
        if (!resources.some((resource: { name: string }) => resource.name === names.plural)) { return false; }
        if ((await client.get(`/apis/${group}/${name}/${names.plural}`)).status === 404) { return false; }
      }
      return true;
    }, patience);
  }
}
