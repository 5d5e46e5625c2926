/**
 * Services and Ingresses. What a Service lacks is told elsewhere.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 */
import { cidr } from './cidr';
import { oneOfRequired, portNumber, portOrName, protocol, subdomain } from './parts';
import { FORMS, hasForm } from '../../../checks/forms';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { form, formOrEmpty, isDnsSubdomain } from '../forms';
import { ipAddress } from '../ip';
import { labels } from '../selectors';
import { all, each, field, object, wanted } from '../table';
import { between, Check, has, oneOf, oneOfOrEmpty, text } from '../visit';

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];
const OUTSIDE = ['NodePort', 'LoadBalancer'];
const DAY = 86_400;

const typeOf = ({ type }: Loose) => text(type) || 'ClusterIP';
const addressesOf = ({ clusterIPs, clusterIP }: Loose) => (
  Array.isArray(clusterIPs) && clusterIPs.length > 0 ? clusterIPs as unknown[] : clusterIP ? [clusterIP] : []
);

const ports: Check<Loose> = (spec, visit) => {
  const list = inList(spec, 'ports');
  const names = new Set<string>();
  const seen = new Set<string>();
  visit.below(['ports'], () => {
    visit.items(list, (given: Loose) => {
      const name = text(given.name);
      if (name === '' && list.length > 1) { visit.refuse('is required beside other ports', 'name it', 'name'); }
      if (name !== '') { visit.enter('name', name, formOrEmpty('dnsLabel')); }
      if (name !== '' && names.has(name)) { visit.refuse(`two ports are named ${shown(name)}`, 'rename one', 'name'); }
      names.add(name);
      visit.enter('port', given.port, portNumber);
      visit.enter('protocol', given.protocol || undefined, protocol);
      if (has(given, 'targetPort') && given.targetPort !== 0 && given.targetPort !== '') {
        visit.enter('targetPort', given.targetPort, portOrName);
      }
      if (given.appProtocol) { visit.enter('appProtocol', given.appProtocol, form('qualifiedName')); }
      if (given.nodePort && !OUTSIDE.includes(typeOf(spec))) {
        visit.refuse(`is set beside 'type: ${typeOf(spec)}'`, "remove it, or use 'type: NodePort'", 'nodePort');
      }
      const key = `${String(given.protocol ?? 'TCP')} ${String(given.port)}`;
      if (seen.has(key)) { visit.refuse(`${key} is there twice`, 'remove one of them'); }
      seen.add(key);
    });
  });
};

const clusterAddress: Check<Loose> = (spec, visit) => {
  const path = Array.isArray(spec.clusterIPs) && spec.clusterIPs.length > 0 ? ['clusterIPs', 0] : ['clusterIP'];
  const [first] = addressesOf(spec);
  if (first === undefined) { return; }
  visit.below(path, () => {
    if (typeOf(spec) === 'ExternalName') {
      visit.refuse("is set beside 'type: ExternalName'", 'remove it');
    } else if (first === 'None') {
      if (OUTSIDE.includes(typeOf(spec))) {
        visit.refuse(`is 'None' beside 'type: ${typeOf(spec)}'`, "remove it, or use 'type: ClusterIP'");
      }
    } else if (text(first).toLowerCase() === 'none') {
      visit.refuse(`${shown(first)} is not an IP address`, "use 'None' for a headless Service");
    } else {
      ipAddress(text(first), visit);
    }
  });
};

const externalName: Check<Loose> = (spec, visit) => {
  if (typeOf(spec) !== 'ExternalName') { return; }
  const name = text(spec.externalName).replace(/\.$/, '');
  if (name !== '' && !isDnsSubdomain(name)) {
    visit.refuse(`${shown(spec.externalName)} is not a DNS name`, "use one such as 'db.example.com'", 'externalName');
  }
};

const affinity: Check<Loose> = (spec, visit) => {
  visit.enter('sessionAffinity', spec.sessionAffinity, oneOfOrEmpty('ClientIP', 'None'));
  // Without affinity its options are dropped.
  if (spec.sessionAffinity !== 'ClientIP' || !has(spec, 'sessionAffinityConfig')) { return; }
  visit.enter('sessionAffinityConfig', spec.sessionAffinityConfig, object(
    field('clientIP', object(field('timeoutSeconds', between(1, DAY)))),
  ));
};

const external: Check<Loose> = (spec, visit) => {
  const type = typeOf(spec);
  const hasExternalAddress = Array.isArray(spec.externalIPs) && spec.externalIPs.length > 0;
  const isOutside = OUTSIDE.includes(type) || hasExternalAddress && type === 'ClusterIP';
  if (text(spec.externalTrafficPolicy) !== '') {
    if (!isOutside) {
      visit.refuse(`is set beside 'type: ${type}'`, 'remove it', 'externalTrafficPolicy');
    } else {
      visit.enter('externalTrafficPolicy', spec.externalTrafficPolicy, oneOf('Cluster', 'Local'));
    }
  }
  for (const name of ['loadBalancerClass', 'allocateLoadBalancerNodePorts']) {
    if (has(spec, name) && type !== 'LoadBalancer') {
      visit.refuse("needs 'type: LoadBalancer'", 'remove it', name);
    }
  }
  visit.enter('loadBalancerClass', spec.loadBalancerClass ?? undefined, form('qualifiedName'));
  if (Array.isArray(spec.loadBalancerSourceRanges) && spec.loadBalancerSourceRanges.length > 0) {
    if (type !== 'LoadBalancer') {
      visit.refuse("needs 'type: LoadBalancer'", 'remove it', 'loadBalancerSourceRanges');
    } else {
      visit.enter('loadBalancerSourceRanges', spec.loadBalancerSourceRanges, each(
        (range, at) => { cidr(text(range).trim(), at); },
      ));
    }
  }
};

const serviceSpec: Check<Loose> = all(
  field('type', oneOfOrEmpty(...TYPES)),
  ports,
  clusterAddress,
  externalName,
  field('selector', labels),
  affinity,
  external,
  field('externalIPs', each((address, visit) => { ipAddress(text(address), visit); })),
  field('internalTrafficPolicy', oneOfOrEmpty('Cluster', 'Local')),
  field('ipFamilyPolicy', oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack')),
  field('ipFamilies', each(oneOf('IPv4', 'IPv6'))),
  field('trafficDistribution', oneOf('PreferClose', 'PreferSameZone', 'PreferSameNode')),
);

export const service: Check<Loose> = wanted('spec', object(serviceSpec)) as Check<Loose>;

const backend: Check<Loose | undefined> = object((given: Loose, visit) => {
  if (has(given, 'service') && has(given, 'resource')) {
    visit.refuse("has both 'service' and 'resource'", 'keep one of them');
  } else if (!has(given, 'service') && !has(given, 'resource')) {
    visit.refuse("has neither 'service' nor 'resource'", "give the Service in 'service'");
  } else if (has(given, 'service')) {
    visit.enter('service', given.service, (of: Loose, at) => {
      at.enter('name', text(of.name), formOrEmpty('dnsLabel'));
      const { name, number } = inObject(of.port);
      const [hasName, hasNumber] = [text(name) !== '', Boolean(number)];
      if (hasName && hasNumber) {
        at.refuse("has both 'name' and 'number'", 'keep one of them', 'port');
      } else if (!hasName && !hasNumber) {
        at.refuse('is required', "give 'name' or 'number'", 'port');
      } else {
        at.below(['port', hasName ? 'name' : 'number'], () => { portOrName((hasName ? name : number) as string, at); });
      }
    });
  }
});

/** A host is a DNS name, whose first part may be `*`. Addresses are refused. */
function isHost(name: string): boolean {
  return !/^\d+(?:\.\d+){3}$/.test(name) && hasForm(name.replace(/^\*\./, ''), FORMS['DNS subdomain']);
}

const path: Check<Loose> = (given, visit) => {
  visit.enter('pathType', given.pathType, oneOfRequired('Exact', 'Prefix', 'ImplementationSpecific'));
  const value = text(given.path);
  if (value !== '' && !value.startsWith('/') || value === '' && /^(?:Exact|Prefix)$/.test(text(given.pathType))) {
    visit.refuse(`${shown(value)} is not an absolute path`, "begin it with '/'", 'path');
  } else if (given.pathType !== 'ImplementationSpecific' && /\/\/|\/\.\.?(?:\/|$)|%2f/i.test(value)) {
    visit.refuse(`${shown(value)} has parts that paths may not have`, "remove '//', '..' and '%2f'", 'path');
  }
  visit.enter('backend', given.backend, backend);
};

const rule: Check<Loose> = (given, visit) => {
  const host = text(given.host);
  if (host !== '' && !isHost(host)) {
    visit.refuse(`${shown(host)} is not a host`, "use a DNS name such as 'a.example.com' or '*.example.com'", 'host');
  }
  if (!has(given, 'http')) { return; }
  visit.below(['http', 'paths'], () => {
    const paths = inList(given, 'http', 'paths');
    if (paths.length === 0) { visit.refuse('is required', 'give a path'); }
    visit.items(paths, (of: Loose) => { path(of, visit); });
  });
};

const tls: Check<Loose> = all(
  field('secretName', subdomain),
  field('hosts', each((host, visit) => {
    if (!isHost(text(host))) { visit.refuse(`${shown(host)} is not a host`, 'use a DNS name'); }
  })),
);

export const ingress: Check<Loose> = wanted('spec', object(
  field('defaultBackend', backend),
  field('rules', each(rule)),
  field('tls', each(tls)),
  field('ingressClassName', subdomain),
)) as Check<Loose>;
