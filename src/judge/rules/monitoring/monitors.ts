import { CONTROLLER, SELECTOR } from '../../../api/controller-names';
import { shown } from '../../../checks/forms';
import { FindingSeverity } from '../../../findings/finding';
import { apiGroupOf } from '../../../kubernetes/api-group';
import { inList, inObject } from '../../../kubernetes/read-json';
import { OtherRule } from '../other-rule';
import { NOTHING } from '../rule';

/** The lists of endpoints of monitors, by kind. */
const ENDPOINTS: Readonly<Record<string, string>> = { ServiceMonitor: 'endpoints', PodMonitor: 'podMetricsEndpoints' };

/** A monitor of the controller by a port that there is not: nothing is scraped. */
export const absentPort: OtherRule = {
  code: 'ASB463',
  severity: FindingSeverity.WARNING,
  kinds: Object.keys(ENDPOINTS),
  check: ({ apiVersion, kind, spec }, { release }) => {
    const { matchLabels } = inObject(spec, 'selector');
    if (apiGroupOf(apiVersion) !== 'monitoring.coreos.com' || inObject(matchLabels).app !== SELECTOR.app) {
      return NOTHING;
    }
    const { servicePort, ports } = release.install;
    const ofService = kind === 'ServiceMonitor';
    const names = ofService ? [servicePort.name].filter((name) => name !== undefined) : ports.map(({ name }) => name);
    const list = ENDPOINTS[kind];
    return inList(spec, list).flatMap(({ port }, index) => {
      if (typeof port !== 'string' || names.some((name) => name === port)) { return []; }
      const who = `the ${ofService ? 'Service' : 'pod'} of ${CONTROLLER}`;
      return [{
        message: `the ${kind} scrapes port ${shown(port)}, and ${who} has `
          + `${names.length > 0 ? `only ${names.join(', ')}` : 'no port with a name'} in ${release.id}`,
        remedy: names.length > 0 ? "scrape the port 'metrics'" : 'scrape the targetPort 8080, which is that of the pod',
        path: ['spec', list, index, 'port'],
      }];
    });
  },
};
