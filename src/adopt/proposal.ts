import { ApiObject } from 'cdk8s';
import { call, Code, literal, name } from './code/expression';
import { Statement, Unit } from './code/statement';
import { differences, PatchStep } from './differences';
import { Section } from './section';
import { identityOf } from '../judge/manifests/object-keys';
import type { KubeObject } from '../kubernetes/kube-object';

/** Statements that may make given objects. */
export interface Proposal {
  /** The construct, and the scope and id by which it is removed when it is not wanted. */
  readonly variable: string;
  readonly scope: string;
  readonly id: string;
  /** The first one makes the construct. */
  readonly statements: readonly Statement[];
}

/** A proposal that was tried. */
interface Tried {
  readonly proposal: Proposal;
  readonly corrections: readonly Statement[];
  /** How many values would be written by patches. */
  readonly cost: number;
}

/** More values than this in patches, and the object is better written as it is. */
const MOST_PATCHES = 8;

const ADDED = 'The library has no prop for this.';

/** What became of proposals. */
export interface Settled {
  /** None if no proposal will do. */
  readonly unit?: Unit;
  /** What the first construct said that refused the object. */
  readonly refusal?: string;
}

/** An object that a construct prints, but too far from what is given. */
class TooDifferent extends Error {}

/**
 * Tries proposals, the best first, and keeps the one whose objects are those given, with the fewest patches.
 *
 * @param proposals are made only as far as they are tried
 * @param isIntent whether network policy and name servers come of an intent, and must be as they are given
 */
export function settle(
  section: Section, proposals: Iterable<Proposal>, wanted: readonly KubeObject[], isIntent = false,
): Settled {
  let best: Tried | undefined;
  let last: Tried | undefined;
  let refusal: string | undefined;
  const refused = (error: unknown) => {
    if (!(error instanceof TooDifferent)) { refusal ??= (error as Error).message; }
  };
  const drop = () => {
    if (last) { section.drop(last.proposal.variable, last.proposal.scope, last.proposal.id); }
  };
  for (const proposal of untilRefused(proposals, refused)) {
    drop();
    last = attempt(section, proposal, wanted, isIntent, refused);
    if (last && (!best || last.cost < best.cost)) { best = last; }
    if (last?.cost === 0) { break; }
  }
  if (last !== best) { drop(); }
  if (!best) { return { refusal }; }
  if (last !== best) { section.run(best.proposal.statements); }
  return { unit: { statements: [...best.proposal.statements, ...best.corrections] } };
}

/** Proposals as far as they can be made: what they refer to may be refused too. */
function* untilRefused(proposals: Iterable<Proposal>, refused: (error: unknown) => void): Generator<Proposal> {
  try {
    yield* proposals;
  } catch (error) {
    refused(error);
  }
}

function attempt(
  section: Section,
  proposal: Proposal,
  wanted: readonly KubeObject[],
  isIntent: boolean,
  refused: (error: unknown) => void,
): Tried | undefined {
  const { variable, scope, id, statements } = proposal;
  try {
    section.run(statements);
    const printed = section.printed(variable);
    if (printed.length !== wanted.length) { throw new TooDifferent(); }
    const corrections: Statement[] = [];
    let cost = 0;
    for (const { object, construct } of printed) {
      const given = wanted.length === 1 ? wanted[0] : wanted.find((each) => identityOf(each) === identityOf(object));
      const steps = given && differences(object, given, MOST_PATCHES);
      if (!steps || (isIntent && steps.some(isOfIntent))) { throw new TooDifferent(); }
      cost += steps.filter(({ op }) => op !== 'remove').length;
      corrections.push(...correct(pathOf(variable, section.scope.get(variable), construct), steps));
    }
    return { proposal, corrections, cost };
  } catch (error) {
    refused(error);
    section.drop(variable, scope, id);
    return undefined;
  }
}

/** What an intent decides, and any value that it does not print. */
function isOfIntent({ op, pointer }: PatchStep): boolean {
  return op !== 'remove'
    || /^\/spec\/(?:networkPolicy|egress|ingress|podSelector|policyTypes|podTemplate\/spec\/dns)/.test(pointer);
}

/** How a program names an object of a construct. */
function pathOf(variable: string, construct: unknown, object: ApiObject): string {
  return object === construct || object.node.scope === construct && object.node.id === 'Resource'
    ? variable
    : `${variable}.node.findChild('${object.node.id}')`;
}

/** The statements that take a construct's object to the one given. */
export function correct(path: string, steps: readonly PatchStep[]): Statement[] {
  const removed = steps.filter(({ op }) => op === 'remove').map(({ pointer }) => pointer);
  const others = steps.filter(({ op }) => op !== 'remove');
  return [
    ...removed.length > 0 ? [{ expression: call('leaveOut', name(path), ...removed.map(literal)) }] : [],
    ...others.length > 0 ? [{ comment: ADDED, expression: patchCall(path, others) }] : [],
  ];
}

function patchCall(path: string, steps: readonly PatchStep[]): Code {
  return call(
    `ApiObject.of(${path}).addJsonPatch`,
    ...steps.map(({ op, pointer, value }) => call(`JsonPatch.${op}`, literal(pointer), literal(value))),
  );
}
