import { PodQuestion, bestHit, Hit, hitOf } from './hits';
import { both, Tri } from './match';
import type { MatchContext, ReadPolicy, Reason, ReadRule, ReadSection } from './model';

/** Whether a connection may pass, and whether it may fail: both where it is not known. */
export interface ReachDecision {
  readonly mayPass: boolean;
  readonly mayFail: boolean;
  readonly reason: Reason;
}

/** A policy that selects the pod, surely or perhaps. */
interface Candidate {
  readonly policy: ReadPolicy;
  readonly section: ReadSection;
  readonly selects: Tri;
}

const EFFECTS: Readonly<Record<ReadRule['action'], string>> = {
  allow: 'allows it',
  deny: 'denies it',
  pass: 'leaves it to others',
};

/** What policies decide about a connection at one of its ends. */
export function decide(policies: readonly ReadPolicy[], question: PodQuestion): ReachDecision {
  const { direction, pod } = question;
  const selecting = policies.flatMap((policy): Candidate[] => {
    const section = policy[direction];
    const selects = section ? policy.selects(pod) : 'no';
    return section && selects !== 'no' ? [{ policy, section, selects }] : [];
  });
  if (pod.hostNetwork) { return onNode(selecting, question); }
  const context: MatchContext = { podRanges: question.podRanges, looksUp: (domain) => looksUp(selecting, domain) };
  const tier = (name: ReadPolicy['tier']) => selecting.filter(({ policy }) => policy.tier === name);
  const open = () => decision(question, 'allow', `no policy is about it at ${pod.title}`);
  const baseline = () => ordered(tier('Baseline'), question, context, open);
  return ordered(tier('Admin'), question, context, () => additive(tier('NetworkPolicy'), question, context, baseline));
}

/**
 * Kubernetes leaves open whether policies apply to pods in the network of their node; with most network plugins they do
 * not.
 */
function onNode(selecting: readonly Candidate[], question: PodQuestion): ReachDecision {
  const shares = `${question.pod.title} shares the network of its node`;
  return selecting.length > 0
    ? decision(question, 'unknown', `${shares}, and the network plugin decides whether policies apply to it`)
    : decision(question, 'allow', shares);
}

function looksUp(selecting: readonly Candidate[], domain: string): Tri {
  const known = selecting.filter(({ section }) =>
    section.rules.some(({ action, lookups }) => action === 'allow' && lookups?.(domain)),
  );
  return known.some(({ selects }) => selects === 'yes') ? 'yes' : known.length > 0 ? 'maybe' : 'no';
}

/** A policy whose rules have no order, and its best rule of each action. */
interface WeighedPolicy {
  readonly policy: ReadPolicy;
  readonly isolates: boolean;
  readonly selects: Tri;
  readonly allow: Hit;
  readonly deny: Hit;
}

/**
 * Policies that add up: an isolated pod is denied what no policy allows, and a denial of one overrides what others
 * allow.
 */
function additive(
  candidates: readonly Candidate[],
  question: PodQuestion,
  context: MatchContext,
  next: () => ReachDecision,
): ReachDecision {
  const judged = candidates.map(({ policy, section: { rules, isolates }, selects }): WeighedPolicy => {
    const bestOf = (wanted: ReadRule['action']) => (
      bestHit(rules.filter(({ action }) => action === wanted), question, context)
    );
    return { policy, isolates, selects, allow: bestOf('allow'), deny: bestOf('deny') };
  });
  const denies = strongest(judged, 'deny');
  if (denies?.is === 'yes') { return told(question, 'deny', denies.by, denies.by.deny); }
  const without = allowed(judged, question, next);
  return denies && without.mayPass ? doubted(question, 'deny', denies.by, denies.by.deny) : without;
}

/** What policies allow, without their denials. */
function allowed(judged: readonly WeighedPolicy[], question: PodQuestion, next: () => ReachDecision): ReachDecision {
  const allows = strongest(judged, 'allow');
  if (allows?.is === 'yes') { return told(question, 'allow', allows.by, allows.by.allow); }
  const isolating = judged.filter(({ isolates, selects }) => isolates && selects === 'yes');
  if (isolating.length > 0) {
    return allows ? doubted(question, 'allow', allows.by, allows.by.allow) : nothingAllows(isolating, question);
  }
  const after = next();
  // A policy that may select the pod, and does not surely allow the connection, denies it where it selects the pod.
  const mayIsolate = judged.find(({ isolates, allow }) => isolates && allow.match.is !== 'yes');
  const mayPass = allows !== undefined || after.mayPass;
  const mayFail = mayIsolate !== undefined || after.mayFail;
  if (mayPass && mayFail && mayIsolate) {
    return decision(
      question,
      'unknown',
      `it is not known whether ${mayIsolate.policy.title} selects ${question.pod.title}`,
      mayIsolate.policy,
    );
  }
  return mayPass && mayFail && allows ? doubted(question, 'allow', allows.by, allows.by.allow) : after;
}

/** The policy that most surely has an effect. */
function strongest(
  judged: readonly WeighedPolicy[],
  effect: 'allow' | 'deny',
): { by: WeighedPolicy; is: Tri } | undefined {
  const found = judged.map((by) => ({ by, is: both(by.selects, by[effect].match.is) }));
  return found.find(({ is }) => is === 'yes') ?? found.find(({ is }) => is === 'maybe');
}

/** A denial by default names the policies that isolate the pod, and the rule that comes nearest to allowing it. */
function nothingAllows(isolating: readonly WeighedPolicy[], question: PodQuestion): ReachDecision {
  const titles = isolating.map(({ policy }) => policy.title);
  const near = isolating.find(({ allow }) => allow.match.near !== undefined);
  const listed =
    titles.length > 3 ? `${titles.slice(0, 3).join(', ')} and ${titles.length - 3} more` : titles.join(' and ');
  const hint = near
    ? ` (${near.allow.path}${titles.length > 1 ? ` of ${near.policy.title}` : ''}: ${near.allow.match.near})`
    : '';
  const text = `${listed} isolate${titles.length === 1 ? 's' : ''} ${question.pod.title}, and no rule allows it${hint}`;
  return decision(question, 'deny', text, isolating[0].policy, near?.allow.path);
}

/** A rule that may decide, and its decision. */
interface Outcome {
  readonly isSure: boolean;
  readonly text: string;
  readonly decision: ReachDecision;
}

/** Policies in order, each with rules in order: the first rule that matches decides. */
function ordered(
  candidates: readonly Candidate[],
  question: PodQuestion,
  context: MatchContext,
  next: () => ReachDecision,
): ReachDecision {
  const priorities = [...new Set(candidates.map(({ policy }) => policy.priority))].sort((one, other) => one - other);
  const outcomes: Outcome[] = [];
  // The order of policies with the same priority is not defined, so that each of them may decide.
  for (const priority of priorities) {
    const equals = candidates.filter(({ policy }) => policy.priority === priority);
    outcomes.push(...equals.flatMap((each) => outcomesOf(each, question, context, next)));
    if (outcomes.some(({ isSure }) => isSure)) { return agreed(outcomes, question); }
  }
  return agreed([...outcomes, { isSure: true, text: '', decision: next() }], question);
}

/** The outcomes of the rules of a policy that may match, up to the first that surely does. */
function outcomesOf(
  { policy, section, selects }: Candidate,
  question: PodQuestion,
  context: MatchContext,
  next: () => ReachDecision,
): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const rule of section.rules) {
    const hit = hitOf(rule, question, context);
    const is = both(selects, hit.match.is);
    if (is === 'no') { continue; }
    const text = sentence(policy, selects, EFFECTS[rule.action], hit, question);
    outcomes.push({
      isSure: is === 'yes',
      text,
      decision: rule.action === 'pass' ? next() : decision(question, rule.action, text, policy, hit.path),
    });
    if (is === 'yes') { break; }
  }
  return outcomes;
}

/** The surest of several outcomes, if all have the same effect. */
function agreed(outcomes: readonly Outcome[], question: PodQuestion): ReachDecision {
  const sure = outcomes.filter(({ isSure }) => isSure);
  const [decided] = sure;
  const isPassing = outcomes.every(({ decision: { mayFail } }) => !mayFail);
  const isFailing = outcomes.every(({ decision: { mayPass } }) => !mayPass);
  if (isPassing || isFailing || outcomes.length === 1) { return decided.decision; }
  const [doubt] = outcomes;
  return doubt.isSure
    ? decision(question, 'unknown', `policies of one priority differ: ${sure.map(({ text }) => text).join('; ')}`)
    : decision(question, 'unknown', doubt.text);
}

/** `NetworkPolicy 'a/b' perhaps allows it by spec.egress[0].to[1]: ...`. */
function sentence(
  { title }: ReadPolicy,
  selects: Tri,
  effect: string,
  { path, match }: Hit,
  { pod }: PodQuestion,
): string {
  const why = selects === 'maybe' ? `it is not known whether it selects ${pod.title}` : match.why;
  const perhaps = both(selects, match.is) === 'maybe' ? 'perhaps ' : '';
  return `${title} ${perhaps}${effect} by ${path}${why ? `: ${why}` : ''}`;
}

function told(
  question: PodQuestion,
  effect: 'allow' | 'deny',
  { policy, selects }: WeighedPolicy,
  hit: Hit,
): ReachDecision {
  return decision(question, effect, sentence(policy, selects, EFFECTS[effect], hit, question), policy, hit.path);
}

function doubted(
  question: PodQuestion,
  effect: 'allow' | 'deny',
  { policy, selects }: WeighedPolicy,
  hit: Hit,
): ReachDecision {
  return decision(question, 'unknown', sentence(policy, selects, EFFECTS[effect], hit, question), policy, hit.path);
}

function decision(
  { direction }: PodQuestion,
  effect: Reason['effect'],
  text: string,
  policy?: ReadPolicy,
  rule?: string,
): ReachDecision {
  const reason: Reason = { direction, effect, text, ...(policy && { policy: policy.title }), ...(rule && { rule }) };
  return { mayPass: effect !== 'deny', mayFail: effect !== 'allow', reason };
}
