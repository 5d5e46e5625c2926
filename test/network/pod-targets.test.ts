import { egressRulesOf, ingressRulesOf } from './support';
import { EgressDestination, IngressSource, PodPeerOptions, SandboxIngress } from '../../src';
import { untyped } from '../support/workloads';

const NAME = 'kubernetes.io/metadata.name';

/** The peers of the one rule that a policy has for pods. */
function peersOf(options: PodPeerOptions): object {
  const [{ to }] = egressRulesOf([EgressDestination.pods(options)]);
  const [{ from }] = ingressRulesOf(SandboxIngress.of([IngressSource.pods(options)]));
  expect(from).toEqual(to);
  return to;
}

test.each<[string, PodPeerOptions, object[]]>([
  ['all pods of the namespace of the sandbox', {}, [{ podSelector: {} }]],
  ['pods with labels', { podLabels: { app: 'db' } }, [{ podSelector: { matchLabels: { app: 'db' } } }]],
  [
    'pods of namespaces with labels',
    { namespaceLabels: { team: 'red' } },
    [{ podSelector: {}, namespaceSelector: { matchLabels: { team: 'red' } } }],
  ],
  [
    'pods with labels of namespaces by name, each once',
    { podLabels: { app: 'db' }, namespaces: ['blue', 'red', 'blue'] },
    ['blue', 'red'].map((name) => ({
      podSelector: { matchLabels: { app: 'db' } }, namespaceSelector: { matchLabels: { [NAME]: name } },
    })),
  ],
  [
    'pods of a namespace that has a name and labels',
    { namespaces: ['red'], namespaceLabels: { team: 'red' } },
    [{ podSelector: {}, namespaceSelector: { matchLabels: { team: 'red', [NAME]: 'red' } } }],
  ],
  [
    'pods of all namespaces',
    { podLabels: { app: 'db' }, allNamespaces: true },
    [{ podSelector: { matchLabels: { app: 'db' } }, namespaceSelector: {} }],
  ],
])('selects %s', (_, options, peers) => {
  expect(peersOf(options)).toEqual(peers);
});

test('keeps what it was given', () => {
  const podLabels: Record<string, string> = { app: 'db' };
  const namespaces = ['red'];
  const destination = EgressDestination.pods({ podLabels, namespaces });
  podLabels.app = 'other';
  namespaces.push('blue');
  expect(String(destination)).toBe("pods with app=db of namespace 'red' on all ports");
});

test.each<[string, object, string]>([
  [
    'labels of pods are empty',
    { podLabels: {} },
    "'podLabels' is empty, which selects everything; name a label, or leave it out for all pods",
  ],
  [
    'labels of namespaces are empty',
    { namespaceLabels: {} },
    "'namespaceLabels' is empty, which selects everything; " +
      "name a label, or give 'allNamespaces: true' for all namespaces",
  ],
  ['labels are text', { podLabels: 'app=db' }, "'podLabels' is 'app=db'; give an object such as { app: 'db' }"],
  ['a label is malformed', { podLabels: { app: 'a b' } }, "'podLabels' 'app' has value 'a b' is not a label value"],
  [
    'there is no namespace in a list of them',
    { namespaces: [] },
    "'namespaces' is []; give names such as ['monitoring'], or leave it out",
  ],
  ['a namespace is malformed', { namespaces: ['Red'] }, "name in 'namespaces' 'Red' is not a DNS label"],
  ['namespaces are text', { namespaces: 'red' }, "'namespaces' is 'red'; give names such as"],
  [
    'some and all namespaces are given',
    { allNamespaces: true, namespaces: ['red'] },
    "'allNamespaces' is true and 'namespaces' is set; remove one",
  ],
  ['allNamespaces is text', { allNamespaces: 'true' }, "'allNamespaces' is 'true'; give true or false"],
  [
    'an option is mistyped',
    { podLabel: { app: 'db' } },
    "the options of EgressDestination.pods have 'podLabel', which is not an option; use 'podLabels'",
  ],
])('fails if %s', (_, options, message) => {
  expect(() => EgressDestination.pods(untyped(options))).toThrow(message);
});
