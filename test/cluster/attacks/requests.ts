/** Requests of the attack tables, as data. */
import type { NamedObject } from '../../../src/rehearsal/cluster/client';

/** An operation of a JSON patch. */
export interface Operation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: unknown;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The object, or any of its kind if the request is for the collection. */
  readonly target: NamedObject;
  readonly isCollection?: boolean;
  /** A path that is of no object, in place of the target's. */
  readonly path?: string;
  /** A path below the object, such as `status`, or below a subresource. */
  readonly subresource?: string;
  readonly body?: unknown;
  /** The live object with these operations is the body. */
  readonly changes?: readonly Operation[];
  readonly type?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The user to impersonate. */
  readonly impersonates?: string;
}

const STRICT = { fieldValidation: 'Strict', fieldManager: 'attacker' };

export function create(target: NamedObject): Request {
  return { method: 'POST', target, isCollection: true, body: target, query: STRICT };
}

/** The request with a text as its body, such as YAML with characters that readers disagree on. */
export function createFrom(target: NamedObject, body: string, type: string, fieldValidation = 'Strict'): Request {
  return { method: 'POST', target, isCollection: true, body, type, query: { ...STRICT, fieldValidation } };
}

/** Server-side apply. */
export function apply(target: NamedObject): Request {
  const query = { ...STRICT, force: 'true' };
  return { method: 'PATCH', target, body: target, type: 'application/apply-patch+yaml', query };
}

export function mergePatch(target: NamedObject, body: object, subresource?: string): Request {
  return { method: 'PATCH', target, subresource, body, type: 'application/merge-patch+json', query: STRICT };
}

export function jsonPatch(target: NamedObject, body: readonly Operation[], subresource?: string): Request {
  return { method: 'PATCH', target, subresource, body, type: 'application/json-patch+json', query: STRICT };
}

/** PUT of the live object with changes. */
export function update(target: NamedObject, changes: readonly Operation[], subresource?: string): Request {
  return { method: 'PUT', target, subresource, changes, query: STRICT };
}

export function read(target: NamedObject, subresource?: string): Request {
  return { method: 'GET', target, subresource };
}

export function list(target: NamedObject, query?: Readonly<Record<string, string>>): Request {
  return { method: 'GET', target, isCollection: true, query };
}

export function remove(target: NamedObject, query?: Readonly<Record<string, string>>): Request {
  return { method: 'DELETE', target, query };
}

/** Deletes all objects of a kind in the namespace. */
export function removeAll(target: NamedObject): Request {
  return { method: 'DELETE', target, isCollection: true };
}

/** POST to a subresource. */
export function post(target: NamedObject, subresource: string, body?: object): Request {
  return { method: 'POST', target, subresource, body };
}

/** GET of a path that is of no object, such as `/metrics`. */
export function readPath(path: string): Request {
  return { method: 'GET', path, target: { apiVersion: 'v1', kind: 'Namespace', metadata: {} } };
}

/** The request in the name of another user. */
export function impersonating(user: string, request: Request): Request {
  return { ...request, impersonates: user };
}

/** The request as a dry run. */
export function dryRun(request: Request): Request {
  return request.method === 'GET' ? request : { ...request, query: { ...request.query, dryRun: 'All' } };
}
