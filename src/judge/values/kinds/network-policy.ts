/**
 * NetworkPolicies, and the rules of those that the controller makes of a SandboxTemplate.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/networking/validation/validation.go
 */
import { cidr, isStrictlyWithin, readRange } from './cidr';
import { portNumber, portOrName, protocol } from './parts';
import { Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { HIGHEST_PORT } from '../forms';
import { labelSelector } from '../selectors';
import { all, each, field, object, wanted } from '../table';
import { Check, has, oneOf, text } from '../visit';

const policyPort: Check<Loose> = (given, visit) => {
  visit.enter('protocol', given.protocol, protocol);
  if (has(given, 'port')) {
    visit.enter('port', given.port, portOrName);
    if (!has(given, 'endPort')) { return; }
    const last = Number(given.endPort);
    if (typeof given.port === 'string') {
      visit.refuse('is set beside the name of a port', "give 'port' as a number", 'endPort');
    } else if (last < Number(given.port)) {
      visit.refuse(`${last} is less than 'port', ${String(given.port)}`, "use the number of 'port' or more", 'endPort');
    } else if (last > HIGHEST_PORT) {
      visit.enter('endPort', last, portNumber);
    }
  } else if (has(given, 'endPort')) {
    visit.refuse("is set without 'port'", "give the first port in 'port'", 'endPort');
  }
};

const ipBlock: Check<Loose> = (block, visit) => {
  visit.enter('cidr', block.cidr, cidr);
  const around = readRange(text(block.cidr));
  if (!around) { return; }
  visit.below(['except'], () => {
    visit.items((block.except ?? []) as string[], (except: string) => {
      cidr(except, visit);
      const inner = readRange(text(except));
      if (inner && !isStrictlyWithin(inner, around)) {
        visit.refuse(
          `${shown(except)} is not a smaller part of ${shown(block.cidr)}`,
          "use a range inside of 'cidr', or remove it",
        );
      }
    });
  });
};

const SOURCES = ['podSelector', 'namespaceSelector', 'ipBlock'];

const peer: Check<Loose> = (given, visit) => {
  const set = SOURCES.filter((name) => has(given, name));
  visit.enter('podSelector', given.podSelector, labelSelector);
  visit.enter('namespaceSelector', given.namespaceSelector, labelSelector);
  if (has(given, 'ipBlock')) { visit.enter('ipBlock', given.ipBlock, ipBlock); }
  if (set.length === 0) {
    visit.refuse('names nobody', `give ${SOURCES.map((name) => `'${name}'`).join(' or ')}`);
  } else if (set.includes('ipBlock') && set.length > 1) {
    visit.refuse("has 'ipBlock' beside a selector", 'make two peers of it');
  }
};

const rules = (peers: string): Check => each(field('ports', each(policyPort)), field(peers, each(peer)));

/** The rules of a policy. */
export const policyRules: Check<Loose | undefined> = object(
  field('ingress', rules('from')), field('egress', rules('to')),
);

const TYPES = ['Ingress', 'Egress'];

const policyTypes: Check<readonly string[]> = (types, visit) => {
  if (types.length > TYPES.length) {
    visit.refuse(`has ${types.length} types`, 'give each once');
    return;
  }
  visit.items(types, (type: string) => { oneOf(...TYPES)(type, visit); });
};

export const networkPolicy: Check<Loose> = all(
  wanted('spec', object(field('podSelector', labelSelector), policyRules, field('policyTypes', policyTypes))),
);
