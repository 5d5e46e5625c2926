import { formOrEmpty, portNumberOrName } from './forms';
import { all, between, Check, each, field, has, listed, object, oneOfOrEmpty, PodVisit, required, shown } from './visit';
import { inObject, Loose } from '../../kubernetes/read-json';

const httpGet = object(
  field('port', portNumberOrName),
  field('scheme', oneOfOrEmpty('HTTP', 'HTTPS')),
  field('httpHeaders', each(field('name', formOrEmpty('headerName')))),
);

/** Handlers in the order in which Kubernetes looks for them: the first counts, each other one is too many. */
const HANDLERS: Readonly<Record<string, Check>> = {
  exec: object(field('command', required('give the command'))),
  httpGet,
  tcpSocket: object(field('port', portNumberOrName)),
  grpc: object(field('port', portNumberOrName)),
  sleep: object((sleep: Loose, visit: PodVisit) => {
    const { terminationGracePeriodSeconds: grace = 30 } = visit.pod.spec as { terminationGracePeriodSeconds?: number };
    const seconds = Number(sleep.seconds ?? 0);
    if (seconds < 0 || seconds > grace) {
      visit.refuse(`a sleep of ${seconds} seconds is not valid`, `use 0 to terminationGracePeriodSeconds, which is ${grace}`);
    }
  }),
};

/** One handler of those that may stand there. */
function handler(names: readonly string[]): Check<Loose> {
  return (holder, visit) => {
    const [first, ...others] = names.filter((name) => has(holder, name));
    if (first === undefined) {
      visit.refuse('has no handler', `set ${listed(names)}`);
      return;
    }
    visit.enter(first, holder[first], [HANDLERS[first]]);
    for (const other of others) { visit.refuse(`is set beside '${first}'`, 'keep one handler', other); }
  };
}

const probe: Check<Loose> = all(
  handler(['exec', 'httpGet', 'tcpSocket', 'grpc']),
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold']
    .map((name) => field(name, between(0, Infinity))),
  field('terminationGracePeriodSeconds', between(1, Infinity)),
);

const onlyOneSuccess = field('successThreshold', (value: number | undefined, visit) => {
  if (value && value !== 1) { visit.refuse(`${value} is not valid`, 'use 1: this probe needs one success'); }
});

const noGracePeriod = field('terminationGracePeriodSeconds', (value, visit) => {
  if (value !== undefined) { visit.refuse('is set on a readiness probe, which stops nothing', 'remove it'); }
});

/** The probes of a container that runs as long as its pod. */
export const probes: Check<Loose> = all(
  field('livenessProbe', object(probe, onlyOneSuccess)),
  field('readinessProbe', object(probe, noGracePeriod)),
  field('startupProbe', object(probe, onlyOneSuccess)),
);

const NUMBERED = Array.from({ length: 15 }, (_, index) => `SIGRTMIN+${index + 1}`);
const NUMBERED_DOWN = Array.from({ length: 14 }, (_, index) => `SIGRTMAX-${index + 1}`);
const WINDOWS_SIGNALS = ['SIGKILL', 'SIGTERM'];
const LINUX_SIGNALS = [
  ...[
    'ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL', 'PROF',
    'PWR', 'QUIT', 'SEGV', 'STKFLT', 'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1', 'USR2', 'VTALRM',
    'WINCH', 'XCPU', 'XFSZ', 'RTMIN', 'RTMAX',
  ].map((name) => `SIG${name}`),
  ...NUMBERED, ...NUMBERED_DOWN,
];

const stopSignal: Check<string | undefined> = (signal, visit) => {
  if (signal === undefined) { return; }
  const { name } = inObject(visit.pod.spec, 'os');
  if (!has(visit.pod.spec, 'os')) {
    visit.refuse("is set in a pod without 'os.name'", "set 'os.name' of the pod");
  } else if (name === 'windows' && !WINDOWS_SIGNALS.includes(signal)) {
    visit.refuse(`${shown(signal)} is not a signal of Windows`, `use ${listed(WINDOWS_SIGNALS)}`);
  } else if (name === 'linux' && !LINUX_SIGNALS.includes(signal)) {
    visit.refuse(`${shown(signal)} is not a signal`, "use one such as 'SIGTERM' or 'SIGUSR1'");
  }
};

const hook = object(handler(['exec', 'httpGet', 'tcpSocket', 'sleep']));

/** What a container does when it starts and when it is stopped. */
export const lifecycle: Check<Loose> = field('lifecycle', object(
  field('postStart', hook),
  field('preStop', hook),
  field('stopSignal', stopSignal),
));

