import { PodQuestion, bestHit, Hit, hitOf } from './hits';
import { both, Tri } from './match';
import type { MatchContext, ReadPolicy, Reason, ReadRule, ReadSection } from './model';

/** What may come of a connection, as far as is known: one of the two, or either. */
export interface Decision {
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

const DOES: Readonly<Record<ReadRule['action'], string>> = {
  allow: 'allows it',
  deny: 'denies it',
  pass: 'leaves it to others',
};

/** What policies make of a connection at one of its ends. */
export function decide(policies: readonly ReadPolicy[], asked: PodQuestion): Decision {
  const { direction, pod } = asked;
  const selecting = policies.flatMap((policy): Candidate[] => {
    const section = policy[direction];
    const selects = section ? policy.selects(pod) : 'no';
    return section && selects !== 'no' ? [{ policy, section, selects }] : [];
  });
  if (pod.hostNetwork) { return onNode(selecting, asked); }
  const context: MatchContext = { podRanges: asked.podRanges, looksUp: (domain) => looksUp(selecting, domain) };
  const tier = (name: ReadPolicy['tier']) => selecting.filter(({ policy }) => policy.tier === name);
  const open = () => verdict(asked, 'allow', `no policy is about it at ${pod.title}`);
  const baseline = () => ordered(tier('Baseline'), asked, context, open);
  return ordered(tier('Admin'), asked, context, () => additive(tier('NetworkPolicy'), asked, context, baseline));
}

/** Most network plugins let pods in the network of their node do as nodes do; Kubernetes leaves it open. */
function onNode(selecting: readonly Candidate[], asked: PodQuestion): Decision {
  const shares = `${asked.pod.title} shares the network of its node`;
  return selecting.length > 0
    ? verdict(asked, 'unknown', `${shares}, and whether policies are applied there is up to the network plugin`)
    : verdict(asked, 'allow', shares);
}

function looksUp(selecting: readonly Candidate[], domain: string): Tri {
  const known = selecting.filter(({ section }) =>
    section.rules.some(({ action, lookups }) => action === 'allow' && lookups?.(domain)),
  );
  return known.some(({ selects }) => selects === 'yes') ? 'yes' : known.length > 0 ? 'maybe' : 'no';
}

/** A policy whose rules are not in order, and its best rule of each sort. */
interface WeighedPolicy {
  readonly policy: ReadPolicy;
  readonly isolates: boolean;
  readonly selects: Tri;
  readonly allow: Hit;
  readonly deny: Hit;
}

/** Policies that add up: what is isolated is denied unless one allows it, and what one denies none allows. */
function additive(
  candidates: readonly Candidate[],
  asked: PodQuestion,
  context: MatchContext,
  next: () => Decision,
): Decision {
  const judged = candidates.map(({ policy, section: { rules, isolates }, selects }): WeighedPolicy => ({
    policy,
    isolates,
    selects,
    allow: bestHit(
      rules.filter(({ action }) => action === 'allow'),
      asked,
      context,
    ),
    deny: bestHit(
      rules.filter(({ action }) => action === 'deny'),
      asked,
      context,
    ),
  }));
  const denies = strongest(judged, 'deny');
  if (denies?.is === 'yes') {
    return told(asked, 'deny', denies.by, denies.by.deny);
  }
  const without = allowed(judged, asked, next);
  return denies && without.mayPass ? doubted(asked, 'deny', denies.by, denies.by.deny) : without;
}

/** What policies allow, before any denies it. */
function allowed(judged: readonly WeighedPolicy[], asked: PodQuestion, next: () => Decision): Decision {
  const allows = strongest(judged, 'allow');
  if (allows?.is === 'yes') { return told(asked, 'allow', allows.by, allows.by.allow); }
  const isolating = judged.filter(({ isolates, selects }) => isolates && selects === 'yes');
  if (isolating.length > 0) {
    return allows ? doubted(asked, 'allow', allows.by, allows.by.allow) : nothingAllows(isolating, asked);
  }
  const after = next();
  // Of those that perhaps select the pod, one that does not surely allow this denies it where it does select it.
  const mayIsolate = judged.find(({ isolates, allow }) => isolates && allow.match.is !== 'yes');
  const mayPass = allows !== undefined || after.mayPass;
  const mayFail = mayIsolate !== undefined || after.mayFail;
  if (mayPass && mayFail && mayIsolate) {
    return verdict(
      asked,
      'unknown',
      `it is not known whether ${mayIsolate.policy.title} selects ${asked.pod.title}`,
      mayIsolate.policy,
    );
  }
  return mayPass && mayFail && allows ? doubted(asked, 'allow', allows.by, allows.by.allow) : after;
}

/** The policy that most surely does something. */
function strongest(
  judged: readonly WeighedPolicy[],
  deed: 'allow' | 'deny',
): { by: WeighedPolicy; is: Tri } | undefined {
  const found = judged.map((by) => ({ by, is: both(by.selects, by[deed].match.is) }));
  return found.find(({ is }) => is === 'yes') ?? found.find(({ is }) => is === 'maybe');
}

/** A denial by default names who isolates the pod, and what came nearest to allowing this. */
function nothingAllows(isolating: readonly WeighedPolicy[], asked: PodQuestion): Decision {
  const titles = isolating.map(({ policy }) => policy.title);
  const near = isolating.find(({ allow }) => allow.match.near !== undefined);
  const listed =
    titles.length > 3 ? `${titles.slice(0, 3).join(', ')} and ${titles.length - 3} more` : titles.join(' and ');
  const hint = near
    ? ` (${near.allow.path}${titles.length > 1 ? ` of ${near.policy.title}` : ''}: ${near.allow.match.near})`
    : '';
  const text = `${listed} isolate${titles.length === 1 ? 's' : ''} ${asked.pod.title}, and no rule allows it${hint}`;
  return verdict(asked, 'deny', text, isolating[0].policy, near?.allow.path);
}

/** What a policy says of a connection, and what that leads to. */
interface Outcome {
  readonly isSure: boolean;
  readonly text: string;
  readonly decision: Decision;
}

/** Policies in order, each with rules in order: the first rule that matches decides. */
function ordered(
  candidates: readonly Candidate[],
  asked: PodQuestion,
  context: MatchContext,
  next: () => Decision,
): Decision {
  const priorities = [...new Set(candidates.map(({ policy }) => policy.priority))].sort((one, other) => one - other);
  const outcomes: Outcome[] = [];
  // Which one of equals goes first is left open, so each of them may decide.
  for (const priority of priorities) {
    outcomes.push(
      ...candidates
        .filter(({ policy }) => policy.priority === priority)
        .flatMap((each) => outcomesOf(each, asked, context, next)),
    );
    if (outcomes.some(({ isSure }) => isSure)) {
      return agreed(outcomes, asked);
    }
  }
  return agreed([...outcomes, { isSure: true, text: '', decision: next() }], asked);
}

/** What comes of the rules of a policy that may match, up to the first that surely does. */
function outcomesOf(
  { policy, section, selects }: Candidate,
  asked: PodQuestion,
  context: MatchContext,
  next: () => Decision,
): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const rule of section.rules) {
    const hit = hitOf(rule, asked, context);
    const is = both(selects, hit.match.is);
    if (is === 'no') {
      continue;
    }
    const text = sentence(policy, selects, DOES[rule.action], hit, asked);
    outcomes.push({
      isSure: is === 'yes',
      text,
      decision: rule.action === 'pass' ? next() : verdict(asked, rule.action, text, policy, hit.path),
    });
    if (is === 'yes') {
      break;
    }
  }
  return outcomes;
}

/** The surest of several outcomes, if they come to the same. */
function agreed(outcomes: readonly Outcome[], asked: PodQuestion): Decision {
  const sure = outcomes.filter(({ isSure }) => isSure);
  const [decided] = sure;
  const isPassing = outcomes.every(({ decision: { mayFail } }) => !mayFail);
  const isFailing = outcomes.every(({ decision: { mayPass } }) => !mayPass);
  if (isPassing || isFailing || outcomes.length === 1) { return decided.decision; }
  const [doubt] = outcomes;
  return doubt.isSure
    ? verdict(asked, 'unknown', `policies of one priority say otherwise: ${sure.map(({ text }) => text).join('; ')}`)
    : verdict(asked, 'unknown', doubt.text);
}

/** `NetworkPolicy 'a/b' perhaps allows it by spec.egress[0].to[1]: ...`. */
function sentence(
  { title }: ReadPolicy,
  selects: Tri,
  deed: string,
  { path, match }: Hit,
  { pod }: PodQuestion,
): string {
  const why = selects === 'maybe' ? `it is not known whether it selects ${pod.title}` : match.why;
  return `${title} ${both(selects, match.is) === 'maybe' ? 'perhaps ' : ''}${deed} by ${path}${why ? `: ${why}` : ''}`;
}

function told(asked: PodQuestion, effect: 'allow' | 'deny', { policy, selects }: WeighedPolicy, hit: Hit): Decision {
  return verdict(asked, effect, sentence(policy, selects, DOES[effect], hit, asked), policy, hit.path);
}

function doubted(asked: PodQuestion, deed: 'allow' | 'deny', { policy, selects }: WeighedPolicy, hit: Hit): Decision {
  return verdict(asked, 'unknown', sentence(policy, selects, DOES[deed], hit, asked), policy, hit.path);
}

function verdict(
  { direction }: PodQuestion,
  effect: Reason['effect'],
  text: string,
  policy?: ReadPolicy,
  rule?: string,
): Decision {
  const reason: Reason = { direction, effect, text, ...(policy && { policy: policy.title }), ...(rule && { rule }) };
  return { mayPass: effect !== 'deny', mayFail: effect !== 'allow', reason };
}
