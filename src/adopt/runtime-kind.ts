import { call, Code, filled, literal, CodeMembers, name, object } from './code/expression';
import { tolerations } from './pods/pod';
import { allOf, Conversions, cpuOf, isObject, prop, sizeOf, textMap } from './pods/pod-values';
import type { Proposal } from './proposal';
import type { ConstructNames, Section } from './section';
import type { KubeObject } from '../kubernetes/kube-object';
import { KataVariant } from '../runtime/kata-variant';

const CLASS: Conversions = {
  handler: (value) => (typeof value === 'string' ? { handler: literal(value) } : undefined),
  overhead: (value, vocabulary) => allOf(value, {
    podFixed: (fixed) => {
      const members = allOf(
        fixed,
        { cpu: prop('cpu', cpuOf), memory: prop('memory', (size) => sizeOf(size, 'largest')) },
        vocabulary,
      );
      return members && { overhead: object(members) };
    },
  }, vocabulary),
  scheduling: (value, vocabulary) => allOf(value, {
    nodeSelector: prop('nodeSelector', textMap), tolerations: prop('tolerations', tolerations),
  }, vocabulary),
};

/** Classes of the catalogue that are made by their users, and their handlers. */
const OWN: ReadonlyArray<readonly [string, string]> = [
  ['gvisor', 'runsc'], ['windowsHyperV', 'runhcs-wcow-hypervisor'], ['wasmtime', 'wasmtime'], ['wasmedge', 'wasmedge'],
  ['spin', 'spin'], ['sysbox', 'sysbox-runc'],
];

/** Proposals for a RuntimeClass: one of the catalogue, a variant of Kata, and a class of its own. */
export function* runtimeProposals(
  section: Section, given: KubeObject, { id, variable }: ConstructNames,
): Generator<Proposal> {
  const { apiVersion: _, kind: __, metadata, ...rest } = given;
  const props = allOf(rest, CLASS, section);
  if (!props?.handler || typeof metadata.name !== 'string') { return; }
  const proposal = (method: string, members: CodeMembers, isRequired = false): Proposal => {
    const options: Code | undefined = isRequired ? object(members) : filled(members);
    const expression = call(`IsolatedRuntime.${method}`, name(section.chart), literal(id), options);
    return { variable, scope: section.chart, id, statements: [{ variable, expression }] };
  };
  const { handler, ...others } = props;
  for (const [method, usual] of OWN) {
    if (rest.handler !== usual) { continue; }
    yield proposal(method, others);
    yield proposal(method, { create: literal(true), ...others });
    yield proposal(method, { runtimeClassName: literal(metadata.name), ...others });
  }
  const variant = Object.entries(KataVariant).find(([, each]: [string, unknown]) =>
    isObject(each) && `kata-${String(each.name)}` === metadata.name);
  if (variant && rest.handler === metadata.name) {
    yield proposal(
      'kata',
      { variant: name(`KataVariant.${variant[0]}`), create: literal(true), overhead: object({}), ...others },
      true,
    );
  }
  yield proposal('custom', { runtimeClassName: literal(metadata.name), handler, ...others }, true);
}
