import { FindingSeverity } from '../../../findings/finding';
import { sandboxPod } from '../../../kubernetes/pod-templates';
import { inObject } from '../../../kubernetes/read-json';
import { runtimeNamed } from '../../../runtime/catalogue';
import { RuntimeTechnology } from '../../../runtime/enums';
import { templateOf } from '../claim-resolution';
import { NOTHING, Rule } from '../rule';

const VIRTUAL_MACHINES: readonly unknown[] = [RuntimeTechnology.KATA, RuntimeTechnology.HYPER_V];

/** A claim that keeps a virtual machine until somebody deletes it. */
export const endlessClaim: Rule = {
  code: 'ASB237',
  severity: FindingSeverity.WARNING,
  kinds: ['SandboxClaim'],
  check: (claim, context) => {
    const { shutdownTime, ttlSecondsAfterFinished } = inObject(claim.spec, 'lifecycle');
    if ((shutdownTime ?? ttlSecondsAfterFinished) !== undefined) { return NOTHING; }
    const template = templateOf(claim, context);
    const { runtimeClassName: name } = template ? sandboxPod(template) : { runtimeClassName: undefined };
    if (typeof name !== 'string' || name === '') { return NOTHING; }
    const runtime = context.runtime?.(name) ?? runtimeNamed(name);
    return !runtime || !VIRTUAL_MACHINES.includes(runtime.technology) ? NOTHING : [{
      message: `the claim has no end, and each sandbox of template '${template!.metadata.name}' is a virtual machine `
        + `(RuntimeClass '${name}'): it takes its CPU and memory until somebody deletes the claim`,
      remedy: "set 'shutdownTime' or 'ttlAfterFinished', or acknowledge that somebody deletes it",
      remedyInFile: "set 'shutdownTime' or 'ttlSecondsAfterFinished' in 'lifecycle'",
      path: ['spec', 'warmPoolRef' in inObject(claim.spec) ? 'warmPoolRef' : 'sandboxTemplateRef', 'name'],
    }];
  },
};
