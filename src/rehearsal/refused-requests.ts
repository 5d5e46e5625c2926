/** Requests of controllers that the API server refused, from its audit log. */
import type { Client } from './cluster/client';
import type { AuditEvent } from './cluster/control-plane';
import { Fault, kindOfRefusal } from './fault';

/** Answers that belong to the work of controllers: what they look for is not there, or has changed meanwhile. */
const USUAL = [404, 409];
/** A quota is not counted yet, a CRD has just been changed, or what is asked for has just been deleted. */
const NOT_YET = new RegExp([
  'status unknown for quota',
  'storage is \\(re\\)initializing',
  'unable to create new content in namespace \\S+ because it is being terminated',
].join('|'));
const FORBIDDEN = /cannot (\w+) resource "([^"]*)"(?: in API group "([^"]*)")?/;
/** The first words of the message about an object that was to be created. */
const NAMED = /^(?:admission webhook .* )?(\S+) "([^"]+)" is (?:forbidden|invalid)/;

/**
 * What was refused and has not succeeded since, once for each kind of request and reason.
 *
 * @param events those of the time in question
 */
export async function refusedRequests(client: Client, events: readonly AuditEvent[]): Promise<Fault[]> {
  const counted = new Map<string, { fault: Fault; count: number }>();
  for (const event of events.filter(isOfController)) {
    const { verb, requestURI, user, responseStatus: { message = '' } = {} } = event;
    const path = requestURI.split('?')[0];
    const [, , resource, group] = FORBIDDEN.exec(message) ?? [];
    const named = NAMED.exec(message);
    const isMadeSince = !resource && verb === 'create' && named
      && (await client.get(`${path}/${named[2]}`)).status === 200;
    if (isMadeSince) { continue; }
    const object = resource
      ? `${user.username} (${verb} ${[resource, group].filter(Boolean).join('.')})`
      : `${verb} ${path.replace(/^\/apis?\//, '')}`;
    const text = named ? message.replaceAll(named[2], '...') : message;
    const kind = resource ? 'forbidden-request' : kindOfRefusal(message, 'pod-refused');
    const key = `${kind} ${resource ? object : text.replace(/\d+/g, '#')}`;
    const same = counted.get(key);
    if (same) { same.count += 1; } else { counted.set(key, { fault: { kind, object, message: text }, count: 1 }); }
  }
  return [...counted.values()].map(({ fault, count }) => (
    { ...fault, message: count === 1 ? fault.message : `${fault.message} (${count} times)` }
  ));
}

/** Of controllers: what applies manifests and plays the kubelet names no agent. */
function isOfController({ userAgent, user, responseStatus }: AuditEvent): boolean {
  const { code, message = '' } = responseStatus ?? { code: 0 };
  return userAgent !== undefined && code >= 400 && !USUAL.includes(code) && !NOT_YET.test(message)
    && (user.username.startsWith('system:serviceaccount:') || userAgent.startsWith('kube-controller-manager'));
}
