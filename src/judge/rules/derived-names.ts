import { claimTemplateNames, hasService, startsCold, templateOf } from './claim-resolution';
import { NOTHING, Rule, RuleContext } from './rule';
import { POLICY_SUFFIX, SHADOW_POOL_PREFIX } from '../../api/controller-names';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';

const LONGEST = 253;
const LONGEST_LABEL = 63;
/** The length that the API server keeps of a `generateName`, before it appends five characters. */
const LONGEST_PREFIX = 58;

const NAME = ['metadata', 'name'];
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Names from which the controller derives others, where Kubernetes would refuse or cut those. */
export const derivedNames: Rule = {
  code: 'ASB202',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim'],
  check: (object, context) => {
    // A name that the API server makes up is not known.
    if (typeof object.metadata.name !== 'string') { return NOTHING; }
    return CHECKS[object.kind](object, context);
  },
};

const CHECKS: Record<string, (object: KubeObject, context: RuleContext) => Trouble[]> = {
  Sandbox(object, context) {
    return sandboxName(object, object.metadata.name, context, 'sandbox');
  },

  SandboxTemplate({ metadata: { name } }, { release }) {
    const shadowed = release.api.versions.some((version) => version.name === 'v1alpha1');
    if (shadowed && name.length + SHADOW_POOL_PREFIX.length > LONGEST_LABEL) {
      return [tooLong(
        `template '${name}'`,
        `the pool '${SHADOW_POOL_PREFIX}${name}', to which claims of v1alpha1 are converted,`,
        LONGEST_LABEL,
        SHADOW_POOL_PREFIX.length,
      )];
    }
    return name.length + POLICY_SUFFIX.length <= LONGEST ? NOTHING : [tooLong(
      `template '${name}'`,
      `its network policy '${name}${POLICY_SUFFIX}'`,
      LONGEST,
      POLICY_SUFFIX.length,
    )];
  },

  SandboxWarmPool(object, context) {
    const { name } = object.metadata;
    const troubles: Trouble[] = [];
    if (name.length + 1 > LONGEST_PREFIX) {
      troubles.push(tooLong(
        `warm pool '${name}'`,
        "the prefix of its sandboxes' names, the pool's name and a dash,",
        LONGEST_PREFIX,
        1,
      ));
    }
    const template = templateOf(object, context);
    if (template && hasService(template, context) && !SERVICE_NAME.test(name)) {
      troubles.push(noServiceName(
        `warm pool '${name}'`,
        'its sandboxes have Services, whose names start with that of the pool',
      ));
    }
    return troubles;
  },

  SandboxClaim(object, context) {
    const template = templateOf(object, context);
    return template && startsCold(object, context)
      ? sandboxName(template, object.metadata.name, context, 'claim')
      : NOTHING;
  },
};

/** Names derived from that of a sandbox: a Sandbox, or the one that a claim starts from its template. */
function sandboxName(podHolder: KubeObject, name: string, context: RuleContext, what: 'sandbox' | 'claim'): Trouble[] {
  let troubles = NOTHING;
  const add = (trouble: Trouble) => { troubles = [...troubles, trouble]; };
  const named = `${what} '${name}'`;
  if (hasService(podHolder, context)) {
    if (name.length > LONGEST_LABEL) {
      add(tooLong(named, `its Service '${name}'`, LONGEST_LABEL, 0));
    } else if (!SERVICE_NAME.test(name)) {
      add(noServiceName(named, 'its Service has its name'));
    }
  }
  for (const claim of claimTemplateNames(podHolder)) {
    if (claim.length + 1 + name.length > LONGEST) {
      add(tooLong(named, `its PersistentVolumeClaim '${claim}-${name}'`, LONGEST, claim.length + 1));
    }
  }
  return troubles;
}

function tooLong(what: string, derived: string, allowed: number, added: number): Trouble {
  return {
    message: `${what} has too long a name: ${derived} may have ${allowed} characters`,
    remedy: `set 'metadata.name' to at most ${allowed - added} characters`,
    path: NAME,
  };
}

function noServiceName(what: string, why: string): Trouble {
  return {
    message: `${what} has a name that no Service can have, and ${why}`,
    remedy: "set 'metadata.name' to lower-case letters, digits and dashes, a letter first",
    path: NAME,
  };
}
