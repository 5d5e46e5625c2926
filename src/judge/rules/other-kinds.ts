/** Rules about objects of other kinds than ours. */
import { located, Located } from './located';
import { CONTROLLER_KINDS, controllerIn, scaleTargetOf } from './read-other-kinds';
import { NOTHING, RuleContext } from './rule';
import { shown } from '../../checks/forms';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';

/** A rule about objects of a kind that is not ours. */
interface OtherRule {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly kinds: readonly string[];
  readonly check: (object: KubeObject, context: Pick<RuleContext, 'release' | 'old'>) => Trouble[];
}

/** A RuntimeClass of which the API server lets nobody change the handler. */
const changedHandler: OtherRule = {
  code: 'ASB221',
  severity: FindingSeverity.ERROR,
  kinds: ['RuntimeClass'],
  check: (object, context) => {
    const old = context.old?.(object);
    if (!old || old.handler === object.handler) { return NOTHING; }
    return [
      {
        message:
          `the handler of the class changes from ${shown(old.handler)} to ${shown(object.handler)}, ` +
          'which the API server refuses',
        remedy: 'delete the class and create it anew, or give the handler a class of its own',
        path: ['handler'],
      },
    ];
  },
};

/** An autoscaler of an object that has no scale subresource: it never gets to know a count. */
const unscalable: OtherRule = {
  code: 'ASB225',
  severity: FindingSeverity.ERROR,
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],
  check: (object, { release }) => {
    const target = scaleTargetOf(object);
    if (!target) { return NOTHING; }
    const { apiVersion, kind, name } = target;
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    const served = release.api.versions.find((each) => each.name === version);
    if (served?.kinds[kind]?.presentation.scale) { return NOTHING; }
    const scalable = release.api.versions.some(({ kinds }) => kinds.SandboxWarmPool?.presentation.scale);
    return [
      {
        message:
          `${kind} '${name}' cannot be scaled: ` +
          `${release.id} ${served ? 'gives the kind no scale in' : 'does not serve'} ${apiVersion}`,
        remedy: scalable ? `scale a SandboxWarmPool of ${release.api.versions[0].name}` : 'remove the autoscaler',
        path: ['spec', 'scaleTargetRef', served ? 'kind' : 'apiVersion'],
      },
    ];
  },
};

/** A controller of another release than the one by which objects are judged. */
const otherRelease: OtherRule = {
  code: 'ASB507',
  severity: FindingSeverity.WARNING,
  kinds: CONTROLLER_KINDS,
  check: (object, { release }) => {
    const controller = controllerIn(object);
    if (controller?.release === undefined || controller.release === release.id) { return NOTHING; }
    const { what, release: installed, path } = controller;
    return [
      {
        message: `${what} runs ${installed}, and objects are judged as ${release.id} reads them`,
        remedy: `judge them by ${installed}, or install ${release.id}`,
        path: [...path, 'image'],
      },
    ];
  },
};

/** In the order of their codes. */
export const OTHER_RULES: readonly OtherRule[] = [changedHandler, unscalable, otherRelease];

const NONE: Located[] = [];

/** The troubles of an object of another kind that concern Agent Sandbox's kinds. */
export function judgeOtherKind(object: KubeObject, context: Pick<RuleContext, 'release' | 'old'>): Located[] {
  const rules = OTHER_RULES.filter(({ kinds }) => kinds.includes(object.kind));
  if (rules.length === 0) { return NONE; }
  return rules.flatMap(({ code, severity, check }) =>
    check(object, context).map((trouble) => located(code, severity, trouble, object)),
  );
}
