/** Why an API server refuses a request, read from its message: the message is all that conditions and events keep. */

export type RefusalReason =
  | 'webhook' | 'quota' | 'limit-range' | 'pod-security' | 'class' | 'account' | 'policy' | 'permission' | 'ending'
  | 'invalid';

/** In the order of asking: a message of a webhook may quote that of another check. */
const REASONS: ReadonlyArray<readonly [RefusalReason, RegExp]> = [
  ['webhook', /failed calling webhook|conversion webhook for/],
  ['quota', /exceeded quota|failed quota|insufficient quota/],
  ['pod-security', /violates PodSecurity/],
  ['class', /(?:RuntimeClass|PriorityClass)\b.* not found|no PriorityClass with name/],
  ['account', /error looking up service account|serviceaccount "[^"]*" not found/],
  ['policy', /ValidatingAdmissionPolicy '|admission webhook "[^"]*" denied/],
  ['limit-range', /(?:maximum|minimum) \S+ usage per \w+ is|max limit to request ratio/],
  ['permission', /User "[^"]*" cannot \w+ resource/],
  ['ending', /because it is being terminated/],
  ['invalid', /" is invalid: /],
];

/** The reason for a refusal; undefined if the message tells none that is known. */
export function refusalReason(message: string): RefusalReason | undefined {
  return REASONS.find(([, pattern]) => pattern.test(message))?.[0];
}
