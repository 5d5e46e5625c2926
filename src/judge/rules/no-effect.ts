import { claimTemplateNames } from './claim-resolution';
import { NOTHING, Rule } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../kubernetes/pod-templates';
import { inList, inObject } from '../../kubernetes/read-json';

/** Settings that have no effect beside others. */
export const noEffect: Rule = {
  code: 'ASB222',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: (object, { release }) => {
    const troubles = CHECKS[object.kind](object.spec);
    return release.controller.claimTemplatesReplaceVolumes ? [...troubles, ...replaced(object)] : troubles;
  },
};

/** Volumes of the pod for which a claim template of their name stands. */
function replaced(object: KubeObject): Trouble[] {
  const claimed = object.kind === 'SandboxClaim' ? [] : claimTemplateNames(object);
  if (claimed.length === 0) { return NOTHING; }
  return inList(sandboxPod(object), 'volumes').flatMap(({ name }, index): Trouble[] =>
    claimed.includes(name as string)
      ? [
        {
          message: `the pod has a volume '${name}', and a claim template of that name takes its place`,
          remedy: 'remove one, or name it otherwise',
          path: [...SANDBOX_POD, 'volumes', index, 'name'],
        },
      ]
      : [],
  );
}

const CHECKS: Record<string, (spec: KubeObject['spec']) => Trouble[]> = {
  Sandbox(spec) {
    const { shutdownPolicy, shutdownTime } = inObject(spec);
    return isMore(shutdownPolicy) && shutdownTime === undefined
      ? [endless('the sandbox', ['spec', 'shutdownPolicy'], "'shutdownTime'")]
      : NOTHING;
  },

  SandboxClaim(spec) {
    const { shutdownPolicy, shutdownTime, ttlSecondsAfterFinished } = inObject(spec, 'lifecycle');
    return isMore(shutdownPolicy) && shutdownTime === undefined && ttlSecondsAfterFinished === undefined
      ? [endless('the claim', ['spec', 'lifecycle', 'shutdownPolicy'], "'shutdownTime' or 'ttlSecondsAfterFinished'")]
      : NOTHING;
  },

  SandboxTemplate(spec) {
    const { networkPolicy, networkPolicyManagement } = inObject(spec);
    return networkPolicy !== undefined && networkPolicyManagement === 'Unmanaged'
      ? [{
        message: "'networkPolicy' is given, and 'networkPolicyManagement' is Unmanaged, so nobody applies it",
        remedy: "remove one, or write a NetworkPolicy of your own that selects the template's pods",
        path: ['spec', 'networkPolicy'],
      }]
      : NOTHING;
  },
};

/** Whether a policy is more than the default, which reviewers may want to read. */
function isMore(shutdownPolicy: unknown): boolean {
  return shutdownPolicy !== undefined && shutdownPolicy !== 'Retain';
}

function endless(what: string, path: readonly string[], times: string): Trouble {
  return {
    message: `${what} says what becomes of it at its end ('shutdownPolicy'), and has no end`,
    remedy: `set ${times}, or remove 'shutdownPolicy'`,
    path,
  };
}
