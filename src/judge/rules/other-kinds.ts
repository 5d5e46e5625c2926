/** Rules about objects of other kinds than ours. */
import { beyondMaximum, impossibleBounds } from './autoscalers/bounds';
import { absentMetric, claimsOfOthers, multipliedRate } from './autoscalers/claim-metrics';
import { scaleToZero, shareOfNothing } from './autoscalers/metrics';
import { absentPool, twoScalers } from './autoscalers/targets';
import { absentClass, unreadableCatalogue } from './classes/catalogue';
import { assumedRelease } from './controller/assumed-release';
import { refusedFlags } from './controller/flags';
import { boundInOneNamespace, grantsNothing } from './controller/permissions';
import { located, Located } from './located';
import { absentPort } from './monitoring/monitors';
import { QUERY_RULES } from './monitoring/queries';
import { OtherContext, OtherRule } from './other-rule';
import { otherRegistryOfOthers } from './pods/other-registry';
import { CONTROLLER_KINDS, controllerIn, ScaleTarget, scaleTargetOf } from './read-other-kinds';
import { pullSecretElsewhere } from './references/other-namespace';
import { pullSecretType } from './references/pull-secret-type';
import { selectedApiServer } from './router/api-server';
import { unpublishedRouter } from './router/image';
import { NOTHING } from './rule';
import { sharedPodSnapshots } from './volumes/shared-pod-snapshots';
import { shown } from '../../checks/forms';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { Catalogue } from '../../release/catalogue';
import type { Release } from '../../release/release';
import { compareReleases } from '../../release/release-id';

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
    const scale = served?.kinds[kind]?.presentation.scale;
    if (scale) { return scale.labelSelectorPath === undefined ? [withoutPods(target, release)] : NOTHING; }
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

/** Autoscalers ask for the pods of their target, whatever their metric is. */
function withoutPods({ kind, name }: ScaleTarget, { id }: Release): Trouble {
  return {
    message:
      `${kind} '${name}' cannot be scaled: its scale in ${id} has no selector of pods, which autoscalers ask for`,
    remedy: 'use v0.3.10 or newer, or remove the autoscaler',
    path: ['spec', 'scaleTargetRef', 'kind'],
  };
}

/** A controller of another release than the one by which objects are judged. */
const otherRelease: OtherRule = {
  code: 'ASB507',
  severity: FindingSeverity.WARNING,
  kinds: CONTROLLER_KINDS,
  check: (object, { release }) => {
    const controller = controllerIn(object);
    if (controller?.release === undefined || controller.release === release.id) { return NOTHING; }
    // One that is newer than the library is told as such.
    if (compareReleases(controller.release, Catalogue.standard().latest.id) > 0) { return NOTHING; }
    const { what, release: installed, path } = controller;
    return [
      {
        message: `${what} runs ${installed}, and objects are judged as ${release.id} reads them`,
        remedy: `declare ${installed} with SandboxCluster, or install ${release.id}`,
        remedyInFile: `give '--release ${installed}', or install ${release.id}`,
        path: [...path, 'image'],
      },
    ];
  },
};

/** In the order of their codes. */
export const OTHER_RULES: readonly OtherRule[] = [
  changedHandler,
  unscalable,
  scaleToZero,
  shareOfNothing,
  twoScalers,
  absentPool,
  otherRegistryOfOthers,
  boundInOneNamespace,
  grantsNothing,
  unpublishedRouter,
  selectedApiServer,
  impossibleBounds,
  multipliedRate,
  absentMetric,
  beyondMaximum,
  ...QUERY_RULES,
  absentPort,
  claimsOfOthers,
  absentClass,
  unreadableCatalogue,
  sharedPodSnapshots,
  pullSecretElsewhere,
  pullSecretType,
  assumedRelease,
  otherRelease,
  refusedFlags,
];

const NONE: Located[] = [];
const NO_RULES: readonly OtherRule[] = [];

/** The rules by kind: those that look at the object alone, and those that ask for others. */
const BY_KIND = new Map([...new Set(OTHER_RULES.flatMap(({ kinds }) => kinds))].map((kind) => {
  const rules = OTHER_RULES.filter(({ kinds }) => kinds.includes(kind));
  return [kind, { alone: rules.filter(({ asks }) => !asks), asking: rules.filter(({ asks }) => asks) }];
}));

/** The kinds that rules are about. */
export const OTHER_KINDS: ReadonlySet<string> = new Set(BY_KIND.keys());

/** Whether rules about an object ask for others, so that it is judged by them when all are read. */
export function asksForOthers({ kind }: KubeObject): boolean {
  return (BY_KIND.get(kind)?.asking.length ?? 0) > 0;
}

/** The troubles of an object of another kind that concern Agent Sandbox's kinds, as far as it shows them itself. */
export function judgeOtherKind(object: KubeObject, context: OtherContext): Located[] {
  return judgeBy(BY_KIND.get(object.kind)?.alone ?? NO_RULES, object, context);
}

/** The troubles that it has with others. */
export function judgeAmongOthers(object: KubeObject, context: OtherContext): Located[] {
  return judgeBy(BY_KIND.get(object.kind)?.asking ?? NO_RULES, object, context);
}

function judgeBy(rules: readonly OtherRule[], object: KubeObject, context: OtherContext): Located[] {
  if (rules.length === 0) { return NONE; }
  return rules.flatMap(({ code, severity, check }) =>
    check(object, context).map((trouble) => located(code, severity, trouble, object)),
  );
}
