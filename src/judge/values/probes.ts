import { formOrEmpty, portNumberOrName } from './forms';
import { isOlder } from './older-minors';
import { all, each, field, object, wanted } from './table';
import { fieldsOf, shaped } from './value-shape';
import { between, Check, has, listed, oneOfOrEmpty, PodVisit, required } from './visit';
import { GATES } from '../../kubernetes/feature-gates';
import { Loose } from '../../kubernetes/read-json';

const httpGet = object(
  wanted('port', portNumberOrName),
  field('scheme', oneOfOrEmpty('HTTP', 'HTTPS')),
  field('httpHeaders', each(wanted('name', formOrEmpty('headerName')))),
);

/** Handlers in the order in which Kubernetes looks for them: the first counts, each other one is too many. */
const HANDLERS: Readonly<Record<string, Check>> = {
  exec: object(wanted('command', required('give the command'))),
  httpGet,
  tcpSocket: object(wanted('port', portNumberOrName)),
  grpc: object(wanted('port', portNumberOrName)),
  sleep: object((sleep: Loose, visit: PodVisit) => {
    const { terminationGracePeriodSeconds: grace = 30 } = visit.pod.spec as { terminationGracePeriodSeconds?: number };
    const seconds = Number(sleep.seconds ?? 0);
    const least = isOlder(visit, GATES.PodLifecycleSleepActionAllowZero) ? 1 : 0;
    if (seconds < least || seconds > grace) {
      visit.refuse(
        `a sleep of ${seconds} seconds is not valid`,
        `use ${least} to terminationGracePeriodSeconds, which is ${grace}`,
      );
    }
  }),
};

/** One handler of those that may stand there. */
function handler(names: readonly string[]): Check<Loose> {
  return shaped<Check<Loose>>((holder, visit) => {
    const [first, ...others] = names.filter((name) => has(holder, name));
    if (first === undefined) {
      visit.refuseEmpty('has no handler', `set ${listed(names)}`);
      return;
    }
    visit.enter(first, holder[first], HANDLERS[first]);
    for (const other of others) { visit.refuse(`is set beside '${first}'`, 'keep one handler', other); }
  }, fieldsOf(Object.fromEntries(names.map((name) => [name, HANDLERS[name]]))));
}

const probe: Check<Loose> = all(
  handler(['exec', 'httpGet', 'tcpSocket', 'grpc']),
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold']
    .map((name) => field(name, between(0, Infinity))),
  field('terminationGracePeriodSeconds', between(1, Infinity)),
);

const onlyOneSuccess = wanted('successThreshold', (value: number | undefined, visit) => {
  if (value && value !== 1) { visit.refuse(`${value} is not valid`, 'use 1: this probe needs one success'); }
});

const noGracePeriod = wanted('terminationGracePeriodSeconds', (value, visit) => {
  if (value !== undefined) { visit.refuse('is set on a readiness probe, which stops nothing', 'remove it'); }
});

/** The probes of a container that runs as long as its pod. */
export const probes: Check<Loose> = all(
  field('livenessProbe', object(probe, onlyOneSuccess)),
  field('readinessProbe', object(probe, noGracePeriod)),
  field('startupProbe', object(probe, onlyOneSuccess)),
);

const hook = object(handler(['exec', 'httpGet', 'tcpSocket', 'sleep']));

/** What a container does when it starts and before it is stopped. `stopSignal` is dropped by clusters of today. */
export const lifecycle: Check<Loose> = field('lifecycle', object(
  field('postStart', hook),
  field('preStop', hook),
));

