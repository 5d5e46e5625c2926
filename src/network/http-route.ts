import type { HttpRouteOptions } from './http-route-options';
import { checkForm, shown } from '../checks/forms';

/** The version and kind of a route. */
export const HTTP_ROUTE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' } as const;

/** The names of the options: the type holds the list complete. */
const OPTIONS: Readonly<Record<keyof HttpRouteOptions, true>> = {
  gatewayName: true, gatewayNamespace: true, sectionName: true, hostnames: true,
};

export const HTTP_ROUTE_OPTIONS: readonly string[] = Object.keys(OPTIONS);

/** @throws when a name has not its form */
export function checkHttpRoute({ gatewayName, gatewayNamespace, sectionName, hostnames = [] }: HttpRouteOptions): void {
  checkForm("'gatewayName'", gatewayName, 'DNS subdomain');
  if (gatewayNamespace !== undefined) { checkForm("'gatewayNamespace'", gatewayNamespace, 'DNS label'); }
  if (sectionName !== undefined) { checkForm("'sectionName'", sectionName, 'DNS subdomain'); }
  if (!Array.isArray(hostnames)) { throw new Error(`'hostnames' is ${shown(hostnames)}; give a list`); }
  for (const hostname of hostnames) {
    const plain = typeof hostname === 'string' ? hostname.replace(/^\*\./, '') : hostname;
    checkForm('host name of the route', plain, 'DNS subdomain');
  }
}

/**
 * The spec of a route with one rule.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export function httpRouteSpec(options: HttpRouteOptions, rule: object): object {
  const { gatewayName, gatewayNamespace, sectionName, hostnames = [] } = options;
  return {
    parentRefs: [{
      name: gatewayName,
      ...(gatewayNamespace !== undefined && { namespace: gatewayNamespace }),
      ...(sectionName !== undefined && { sectionName }),
    }],
    ...(hostnames.length > 0 && { hostnames: [...hostnames] }),
    rules: [rule],
  };
}
