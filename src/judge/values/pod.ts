import { podAnnotations, profilesInBoth } from './annotations';
import { containers, images, initContainers } from './containers';
import { filesOfVariables } from './environment';
import { form, formOrEmpty } from './forms';
import { ipAddress } from './ip';
import { podMetadata } from './metadata';
import { isOlder } from './older-minors';
import { overhead, podResources, resourceClaims } from './resources';
import { affinity, readinessGates, schedulingGates, tolerations, topologySpread } from './scheduling';
import { podSecurity } from './security-context';
import { labels } from './selectors';
import { all, each, field, object, wanted, where } from './table';
import { fieldsOf, shaped, shapesOf } from './value-shape';
import { between, Check, has, oneOf, oneOfOrEmpty, PodVisit, required, text } from './visit';
import { volumes } from './volumes';
import { hostProcess, otherSystem } from './windows';
import { GATES } from '../../kubernetes/feature-gates';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;
const LONGEST_HOSTNAME = 64;
const MAX_INT32 = 2 ** 31 - 1;

const subdomain = formOrEmpty('dnsSubdomain');
const addresses = each(ipAddress);
const searchDomain = formOrEmpty('searchDomain');
const searchDomains = each((search: string, visit) => {
  if (search === '.' && !isOlder(visit, GATES.RelaxedDNSSearchValidation)) { return; }
  searchDomain(search.replace(/\.$/, ''), visit);
});
const options = each((option: Loose, visit) => {
  if (text(option.name) === '') { visit.refuse('has no name', 'name the option'); }
});

const dnsConfig: Check<Loose | undefined> = (config, visit) => {
  if (visit.pod.spec.dnsPolicy === 'None' && inListOf(config, 'nameservers').length === 0) {
    visit.refuse("needs name servers with 'dnsPolicy: None'", "give 'nameservers'", ...config ? ['nameservers'] : []);
    return;
  }
  if (config === undefined) { return; }
  const nameservers = inListOf(config, 'nameservers');
  const searches = inListOf(config, 'searches').map(text);
  if (nameservers.length > MOST_NAMESERVERS) {
    visit.refuse(`has ${nameservers.length}`, `use at most ${MOST_NAMESERVERS}`, 'nameservers');
  }
  visit.enter('nameservers', nameservers, addresses);
  if (searches.length > MOST_SEARCHES) {
    visit.refuse(`has ${searches.length}`, `use at most ${MOST_SEARCHES}`, 'searches');
  }
  if (Buffer.byteLength(searches.join(' ')) > LONGEST_SEARCHES) {
    visit.refuse('is too long', `use at most ${LONGEST_SEARCHES} bytes`, 'searches');
  }
  visit.enter('searches', searches, searchDomains);
  visit.enter('options', config.options, options);
};

function inListOf(from: unknown, name: string): unknown[] {
  const list = inObject(from)[name];
  return Array.isArray(list) ? list : [];
}

/** On the network of the node a port of the node is that of the container. */
const hostNetwork = where('hostNetwork', (spec, visit) => {
  if (spec.hostNetwork !== true) { return; }
  inList(spec, 'containers').forEach((container, index) => {
    inList(container, 'ports').forEach(({ hostPort, containerPort }, at) => {
      if (hostPort && hostPort !== containerPort) {
        visit.refuse(
          'differs from \'containerPort\' with \'hostNetwork\'',
          'remove it',
          'containers',
          index,
          'ports',
          at,
          'hostPort',
        );
      }
    });
  });
});

/** With users of its own a pod cannot share other namespaces of the node. */
const hostUsers = where('hostUsers', (spec, visit) => {
  if (spec.hostUsers !== false) { return; }
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[name] === true) { visit.refuse("is set beside 'hostUsers: false'", 'remove one of them', name); }
  }
  for (const { list, index, container } of visit.pod.containers) {
    if (inList(container, 'volumeDevices').length > 0) {
      visit.refuse("is set beside 'hostUsers: false'", 'remove one of them', list, index, 'volumeDevices');
    }
  }
});

const hostnameOverride = where('hostnameOverride', (spec, visit) => {
  for (const name of ['setHostnameAsFQDN', 'hostNetwork']) {
    if (spec[name] === true) { visit.refuse(`is set beside '${name}'`, 'remove one of them', 'hostnameOverride'); }
  }
  if (text(spec.hostnameOverride).length > LONGEST_HOSTNAME) {
    visit.refuse('is too long', `use at most ${LONGEST_HOSTNAME} characters`, 'hostnameOverride');
  }
  visit.enter('hostnameOverride', spec.hostnameOverride, subdomain);
});

/** An empty text is not the default of a field that may be absent. */
function ifSet(check: Check): Check {
  return shaped<Check>((value, visit) => { if (value !== undefined) { check(value, visit); } }, ...shapesOf(check));
}

const accountName = form('dnsSubdomain');

/** The former name of `serviceAccountName`, which is read where that is not set. */
const formerAccount = where('serviceAccount', ({ serviceAccount, serviceAccountName }, visit) => {
  if (!serviceAccountName) { visit.enter('serviceAccount', serviceAccount, accountName); }
});

const os: Check<Loose | undefined> = object(
  wanted('name', required("use 'linux' or 'windows'"), oneOfOrEmpty('linux', 'windows')),
);

const hostAlias: Check<Loose> = all(
  wanted('ip', ipAddress),
  field('hostnames', each((name, visit) => { subdomain(text(name), visit); })),
);

/** Tokens of an account that the pod does not name; admission sets the default account where a pod is made. */
const spec: Check<Loose> = all(
  shaped<Check<Loose>>(
    (_, visit) => { visit.enter('volumes', visit.pod.volumeList, volumes); },
    fieldsOf({ volumes }),
  ),
  field('resourceClaims', resourceClaims),
  wanted('containers', containers),
  field('initContainers', initContainers),
  field('resources', podResources),
  hostNetwork,
  field('restartPolicy', oneOfOrEmpty('Always', 'OnFailure', 'Never')),
  field('dnsPolicy', oneOfOrEmpty('ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None')),
  field('nodeSelector', labels),
  podSecurity,
  field('affinity', affinity),
  wanted('dnsConfig', dnsConfig),
  field('readinessGates', readinessGates),
  field('schedulingGates', schedulingGates),
  field('topologySpreadConstraints', topologySpread),
  hostProcess,
  hostUsers,
  hostnameOverride,
  field('serviceAccountName', form('dnsSubdomain')),
  formerAccount,
  field('nodeName', form('dnsSubdomain')),
  field('activeDeadlineSeconds', between(1, MAX_INT32)),
  field('hostname', form('dnsLabel')),
  field('subdomain', form('dnsLabel')),
  field('tolerations', tolerations),
  field('hostAliases', each(hostAlias)),
  field('priorityClassName', form('dnsSubdomain')),
  field('runtimeClassName', ifSet(formOrEmpty('dnsSubdomain'))),
  field('preemptionPolicy', oneOf('PreemptLowerPriority', 'Never')),
  field('overhead', overhead),
  field('os', os),
  (given: Loose, visit: PodVisit) => { if (!visit.pod.isSystemJudged) { otherSystem(given, visit); } },
  (_: Loose, visit: PodVisit) => {
    for (const { list, index, container } of visit.pod.containers) {
      if (!has(container, 'env')) { continue; }
      visit.below([list, index], () => { filesOfVariables(container, visit); });
    }
  },
  field('containers', images),
  field('initContainers', images),
  where('ephemeralContainers', (given, visit) => {
    if (inListOf(given, 'ephemeralContainers').length > 0) {
      visit.refuse('cannot be set when a pod is made', 'attach them with kubectl debug', 'ephemeralContainers');
    }
  }),
  where('schedulingGates', (given, visit) => {
    if (text(given.nodeName) !== '' && inList(given, 'schedulingGates').length > 0) {
      visit.refuse(`${shown(given.nodeName)} is set beside 'schedulingGates'`, 'remove one of them', 'nodeName');
    }
  }),
  profilesInBoth,
);

/** A pod as it is made, after the defaults of Kubernetes and in the order of its validation. */
export const pod: Check<Loose> = all(
  field('metadata', podMetadata),
  shaped<Check<Loose>>((given, visit) => {
    visit.below(['metadata', 'annotations'], () => { podAnnotations(visit.pod.annotations, visit); });
    visit.enter('spec', given.spec ?? {}, spec);
  }, fieldsOf({ spec })),
);
