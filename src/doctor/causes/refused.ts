/** What the API server refuses to the controller: pods, volume claims, Services. */
import { RefusalReason, refusalReason } from '../../kubernetes/api-refusal';
import type { Cause, Evidence } from '../diagnosis';

interface Refusal {
  readonly code: string;
  readonly because: (message: string) => string;
  readonly remedy: string;
}

const REFUSALS: Readonly<Record<RefusalReason, Refusal>> = {
  'quota': {
    code: 'ASB601',
    because: (message) => `quota '${found(/quota: ([^,:\s]+)/, message)}' does not suffice`
      + detail(/requested: (.*?), used: (.*?), limited: ([^"]*?)(?=[,;]? *$|\n)/, message, ([, asked, used, most]) => (
        ` (${asked} is asked for, ${used} is used, ${most} is allowed)`
      )),
    remedy: 'raise the quota, lower `replicas` of pools, or delete sandboxes that nobody uses; the controller tries '
      + 'again by itself',
  },
  'pod-security': {
    code: 'ASB602',
    because: (message) => `Pod Security refuses the pod by level '${found(/violates PodSecurity "([^":]*)/, message)}'`,
    remedy: 'change the pod template as the evidence says, or the label `pod-security.kubernetes.io/enforce` of the '
      + 'namespace',
  },
  'class': {
    code: 'ASB603',
    because: (message) => {
      const [, runtime] = /RuntimeClass "([^"]*)"/.exec(message) ?? [];
      return runtime === undefined
        ? `there is no PriorityClass '${found(/PriorityClass with name (\S+)/, message)}'`
        : `there is no RuntimeClass '${runtime}'`;
    },
    remedy: 'create the class, or name another one in the pod template',
  },
  'account': {
    code: 'ASB604',
    because: (message) => `there is no ServiceAccount '${found(/serviceaccount "([^"]*)"/, message)}'`,
    remedy: 'create the ServiceAccount in the namespace of the sandbox, or name another one in the pod template',
  },
  'policy': {
    code: 'ASB605',
    because: (message) => {
      const [, policy, webhook] = /ValidatingAdmissionPolicy '([^']*)'|admission webhook "([^"]*)"/.exec(message) ?? [];
      return policy === undefined ? `webhook '${webhook}' refuses it` : `admission policy '${policy}' refuses it`;
    },
    remedy: 'change the pod template so that the policy admits it, or ask who owns the policy',
  },
  'limit-range': {
    code: 'ASB606',
    because: (message) => `a LimitRange of the namespace refuses it (${
      found(/((?:maximum|minimum|\w+ max limit).*?)(?:[\]"]|$)/, message)
    })`,
    remedy: 'change the requests and limits of the pod template, or the LimitRange',
  },
  'invalid': {
    code: 'ASB607',
    because: (message) => `the API server finds it invalid (${found(/" is invalid: (.*)/s, message)})`,
    remedy: 'correct the pod template; `validate` finds this before it is applied',
  },
  'webhook': {
    code: 'ASB608',
    because: (message) => {
      const [, webhook] = /failed calling webhook "([^"]*)"/.exec(message) ?? [];
      return webhook === undefined
        ? 'the conversion webhook of the CRDs does not answer'
        : `webhook '${webhook}' does not answer`;
    },
    remedy: 'make the Service of the webhook answer, or delete the configuration of the webhook if its program is gone',
  },
  'permission': {
    code: 'ASB609',
    because: (message) => {
      const [, user, verb, resource] = /User "([^"]*)" cannot (\w+) resource "([^"]*)"/.exec(message) ?? [];
      return `${user} may not ${verb} ${resource}`;
    },
    remedy: 'apply the roles of the release that runs; roles of an older release lack what a newer controller needs',
  },
  'ending': {
    code: 'ASB610',
    because: () => 'its namespace is being deleted',
    remedy: 'wait until the namespace is gone, and create it anew',
  },
};

/** The cause behind a message of the API server; undefined if the message tells none. */
export function refusalCause(message: string, evidence: readonly Evidence[]): Cause | undefined {
  const reason = refusalReason(message);
  if (reason === undefined) { return undefined; }
  const { code, because, remedy } = REFUSALS[reason];
  return { code, because: because(message), remedy, evidence };
}

function found(pattern: RegExp, message: string): string {
  return pattern.exec(message)?.[1] ?? '?';
}

function detail(pattern: RegExp, message: string, text: (match: RegExpExecArray) => string): string {
  const match = pattern.exec(message);
  return match ? text(match) : '';
}
