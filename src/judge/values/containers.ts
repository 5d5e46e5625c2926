import { environment, environmentFrom } from './environment';
import { form, port } from './forms';
import { volumeDevices, volumeMounts } from './mounts';
import { isOlder, refuseAsOlder } from './older-minors';
import { lifecycle, probes } from './probes';
import { resources } from './resources';
import { containerSecurity } from './security-context';
import { all, each, field, object, wanted, where } from './table';
import { itemsOf, shaped, shapesOf } from './value-shape';
import { Check, has, oneOf, oneOfOrEmpty, orEmpty, PodVisit, required, text } from './visit';
import { GATES } from '../../kubernetes/feature-gates';
import { inList, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const portForm: Check<Loose> = all(
  field('name', form('portName')),
  wanted('containerPort', required('use 1 to 65535'), port),
  field('hostPort', port),
  field('protocol', oneOfOrEmpty('TCP', 'UDP', 'SCTP')),
);

/** The ports of a container; names are its own. */
const ports = shaped<Check<readonly Loose[] | undefined>>((list, visit) => {
  const names = new Set<string>();
  visit.items(list, (given: Loose) => {
    const name = text(given.name);
    if (name !== '' && names.has(name)) {
      visit.refuse(`two ports are named ${shown(name)}`, 'name each once', 'name');
    }
    names.add(name);
    portForm(given, visit);
  });
}, itemsOf(portForm));

const resized = all(
  wanted('resourceName', orEmpty(oneOf('cpu', 'memory'))),
  wanted('restartPolicy', orEmpty(oneOf('NotRequired', 'RestartContainer'))),
);

const resizePolicy = shaped<Check<readonly Loose[] | undefined>>((policies, visit) => {
  const names = new Set<string>();
  visit.items(policies, (policy: Loose) => {
    const name = text(policy.resourceName);
    if (names.has(name)) { visit.refuse(`two policies are about ${shown(name)}`, 'keep one of them'); }
    names.add(name);
    resized(policy, visit);
    if (visit.pod.spec.restartPolicy === 'Never' && policy.restartPolicy !== 'NotRequired') {
      visit.refuse("must be 'NotRequired' in a pod that never restarts", "use 'NotRequired'", 'restartPolicy');
    }
  });
}, itemsOf(resized));

const ofEveryContainer: Check<Loose> = all(
  wanted('name', required('name the container'), form('dnsLabel')),
  wanted('image', required('give the image')),
  field('terminationMessagePolicy', oneOfOrEmpty('File', 'FallbackToLogsOnError')),
  field('ports', ports),
  field('env', environment),
  field('envFrom', environmentFrom),
  volumeMounts,
  volumeDevices,
  field('imagePullPolicy', oneOfOrEmpty('Always', 'IfNotPresent', 'Never')),
  field('resources', resources()),
  field('resizePolicy', resizePolicy),
  field('securityContext', containerSecurity),
);

const MOST_RULES = 20;
const MOST_EXIT_CODES = 255;

/**
 * The minor of Kubernetes that reads policies of containers, and drops them if their gate is off; before, they are
 * refused.
 */
const APART_SINCE = 34;
const { RestartAllContainersOnContainerExits: ALL_AT_ONCE_SINCE } = GATES;

const anyAction = orEmpty(oneOf('Restart', 'RestartAllContainers'));
const actionOfOne = orEmpty(oneOf('Restart'));

const restartRule: Check<Loose> = all(
  wanted('action', shaped<Check<string | undefined>>((action, visit) => {
    (isOlder(visit, ALL_AT_ONCE_SINCE) ? actionOfOne : anyAction)(action, visit);
  }, ...shapesOf(anyAction))),
  (rule: Loose, visit: PodVisit) => {
    if (!has(rule, 'exitCodes')) { visit.refuse('is required', 'give the exit codes', 'exitCodes'); }
  },
  field('exitCodes', object(
    wanted('operator', orEmpty(oneOf('In', 'NotIn'))),
    wanted('values', (values: readonly unknown[] | undefined, visit) => {
      if ((values ?? []).length > MOST_EXIT_CODES) {
        visit.refuse('has too many values', `use at most ${MOST_EXIT_CODES}`);
      }
    }),
  )),
);

/** When a container restarts, apart from its pod. */
const restarts: Check<Loose> = all(
  field('restartPolicy', oneOf('Always', 'Never', 'OnFailure')),
  where('restartPolicyRules', (container, visit) => {
    const { length } = inList(container, 'restartPolicyRules');
    if (length > 0 && !has(container, 'restartPolicy')) {
      visit.refuse("is required beside 'restartPolicyRules'", 'set it', 'restartPolicy');
    }
    if (length > MOST_RULES) {
      visit.refuse(`has ${length} rules`, `use at most ${MOST_RULES}`, 'restartPolicyRules');
    }
  }),
  field('restartPolicyRules', each(restartRule)),
);

const sidecar = field('restartPolicy', oneOf('Always'));

/** The same of an init container, which may only run on before that, and then by no rules. */
const restartsOfInit: Check<Loose> = (container, visit) => {
  if (!has(container, 'restartPolicy') && !has(container, 'restartPolicyRules')) { return; }
  if (isOlder(visit, APART_SINCE)) {
    sidecar(container, visit);
  } else if (
    container.restartPolicy === 'Always' && isOlder(visit, ALL_AT_ONCE_SINCE)
      && inList(container, 'restartPolicyRules').length > 0
  ) {
    refuseAsOlder(visit, "is set beside 'restartPolicy: Always'", 'remove it', 'restartPolicyRules');
  } else {
    restarts(container, visit);
  }
};

/** Ports of the node that two containers take, of which the first stands at an index of its list. */
function hostPorts(containers: readonly Loose[], first: number, visit: PodVisit): void {
  const taken = new Set<string>();
  containers.forEach((container, nth) => {
    inList(container, 'ports').forEach((given, at) => {
      const own = given.hostPort || (visit.pod.spec.hostNetwork === true ? given.containerPort : 0);
      if (!own) { return; }
      const key = `${text(given.protocol) || 'TCP'}/${text(given.hostIP)}/${String(own)}`;
      if (taken.has(key)) {
        visit.refuse(
          `port ${String(own)} of the node is taken by another container`,
          'use another port',
          first + nth,
          'ports',
          at,
          'hostPort',
        );
      }
      taken.add(key);
    });
  });
}

/** What is asked of containers that run as long as their pod. */
const ofLongRunning: Check<Loose> = all(lifecycle, probes);

/** The containers of a pod. */
export const containers = shaped<Check<readonly Loose[] | undefined>>((list, visit) => {
  if (!list?.length) {
    visit.refuse('is required', 'give a container');
    return;
  }
  const names = new Set<string>();
  visit.items(list, (container: Loose) => {
    ofEveryContainer(container, visit);
    const name = text(container.name);
    if (names.has(name)) { visit.refuse(`two containers are named ${shown(name)}`, 'name each once', 'name'); }
    names.add(name);
    ofLongRunning(container, visit);
    if (has(container, 'restartPolicy') && isOlder(visit, APART_SINCE)) {
      const since = `from Kubernetes 1.${APART_SINCE} on`;
      const message = `belongs to init containers; others may have it ${since}`;
      refuseAsOlder(visit, message, 'set that of the pod', 'restartPolicy');
      return;
    }
    restarts(container, visit);
  });
  hostPorts(list, 0, visit);
}, itemsOf(ofEveryContainer, ofLongRunning, restarts));

const ONLY_OF_SIDECARS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/** The containers that run before those of the pod, or beside them when they restart always. */
export const initContainers = shaped<Check<readonly Loose[] | undefined>>((list, visit) => {
  const names = new Set(inList(visit.pod.spec, 'containers').map(({ name }) => text(name)));
  list?.forEach((given, index) => {
    const container = given ?? {};
    visit.below([index], () => {
      ofEveryContainer(container, visit);
      restartsOfInit(container, visit);
      const name = text(container.name);
      if (names.has(name)) { visit.refuse(`two containers are named ${shown(name)}`, 'name each once', 'name'); }
      if (name !== '') { names.add(name); }
    });
    hostPorts([container], index, visit);
    visit.enter(index, container, container.restartPolicy === 'Always' ? ofLongRunning : withoutSidecarFields);
  });
}, itemsOf(ofEveryContainer, ofLongRunning, restarts));

const withoutSidecarFields: Check<Loose> = (container, visit) => {
  for (const name of ONLY_OF_SIDECARS) {
    if (has(container, name)) {
      visit.refuse('is set on an init container that ends', "remove it, or set 'restartPolicy' to 'Always'", name);
    }
  }
  inList(container, 'resizePolicy').forEach(({ restartPolicy }, index) => {
    if (restartPolicy === 'RestartContainer') {
      visit.refuse(
        "is 'RestartContainer' on an init container that ends",
        "use 'NotRequired'",
        'resizePolicy',
        index,
        'restartPolicy',
      );
    }
  });
};

/** Whitespace around an image is refused in pods, after all else, and accepted in templates of them. */
export const images: Check<readonly Loose[] | undefined> = each(({ image }: Loose, visit) => {
  if (typeof image === 'string' && image.trim() !== image) {
    visit.refuse(`${shown(image)} has spaces around it`, 'remove them', 'image');
  }
});
