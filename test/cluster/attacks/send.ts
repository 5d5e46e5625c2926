/** Sends the requests of the attack tables. */
import { JsonPatch } from 'cdk8s';
import type { Operation, Request } from './requests';
import type { ApiAnswer, Client } from '../../../src/rehearsal/cluster/client';

/**
 * Sends a request as an attacker.
 *
 * @param admin finds paths, and reads live objects that the attacker must send back
 */
export async function send(admin: Client, attacker: Client, request: Request): Promise<ApiAnswer> {
  const { method, type, query, impersonates } = request;
  const body = request.changes ? await changed(admin, request) : request.body;
  return attacker.request(method, await pathOf(admin, request), { body, type, query, user: impersonates });
}

async function pathOf(admin: Client, { path, target, isCollection, subresource }: Request): Promise<string> {
  if (path) { return path; }
  return isCollection ? admin.collectionOf(target) : admin.pathOf(target, subresource);
}

async function changed(admin: Client, { target, subresource, changes = [] }: Request): Promise<unknown> {
  const live = (await admin.get(await admin.pathOf(target, subresource))).body;
  return JsonPatch.apply(live, ...changes.map(operation));
}

function operation({ op, path, value }: Operation): JsonPatch {
  if (op === 'remove') { return JsonPatch.remove(path); }
  return op === 'add' ? JsonPatch.add(path, value) : JsonPatch.replace(path, value);
}
