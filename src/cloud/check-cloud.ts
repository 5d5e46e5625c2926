import type { CloudFact } from './cloud-props';
import { checkForm, shown } from '../checks/forms';
import { checkMembers } from '../checks/members';
import { checkShapes, Shapes } from '../checks/shapes';
import { NODE_LOCAL_DNS } from '../kubernetes/well-known';

/** That NodeLocal DNSCache answers. */
export function nodeLocalFact(source: string): CloudFact {
  return { text: `NodeLocal DNSCache answers at ${NODE_LOCAL_DNS}`, source };
}

/** The shape of an enum, which is checked with its default. */
export function accepted(): void {
  // Any value.
}

/**
 * @returns the cloud as text: its name with the version, then the other props by name
 * @throws when props are of another shape, or mistyped
 */
export function checkCloud(cloud: string, props: { readonly version: string }, shapes: Shapes): string {
  checkShapes(`the props of Cloud.${cloud}`, props, shapes, 'version');
  checkMembers(`the props of Cloud.${cloud}`, props, Object.keys(shapes));
  const others = Object.entries({ ...props } as Record<string, unknown>)
    .filter(([name, value]) => name !== 'version' && name in shapes && value !== undefined)
    .map(([name, value]) => (value === true ? name : `${name}=${String(value)}`));
  return [`${cloud}=${props.version}`, ...others.sort()].join();
}

/** @throws when an issuer of tokens is no address */
export function checkIssuer(issuer: string | undefined, example: string): void {
  if (issuer === undefined) { return; }
  // No comma: a cloud as text is a list.
  if (!/^https:\/\/[^\s/,]+(\/[^\s,]*)?$/.test(issuer)) {
    throw new Error(`'oidcIssuer' is ${shown(issuer)}; give the address of the issuer, such as '${example}'`);
  }
  checkForm("host of 'oidcIssuer'", issuer.split('/')[2], 'DNS subdomain');
}
