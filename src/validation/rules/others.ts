/** Rules about objects of other kinds than ours. */
import { scaleTargetOf } from './neighbours';
import { NOTHING, Trouble, World } from './rule';
import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../release/objects/kube-object';
import { shown } from '../../release/syntax';

/** A rule about objects of a kind that others have made. */
export interface OtherRule {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly kinds: readonly string[];
  readonly check: (object: KubeObject, world: Pick<World, 'release' | 'old'>) => Trouble[];
}

/** A RuntimeClass of which the API server lets nobody change the handler. */
const changedHandler: OtherRule = {
  code: 'ASB221',
  severity: FindingSeverity.ERROR,
  kinds: ['RuntimeClass'],
  check: (object, world) => {
    const old = world.old?.(object);
    if (!old || old.handler === object.handler) { return NOTHING; }
    return [{
      message: `the handler of the class changes from ${shown(old.handler)} to ${shown(object.handler)}, which the API server refuses`,
      remedy: 'delete the class and create it anew, or give the handler a class of its own',
      at: ['handler'],
    }];
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
    return [{
      message: `${kind} '${name}' cannot be scaled: ${served ? `${release.id} gives the kind no scale in ${apiVersion}` : `${release.id} does not serve ${apiVersion}`}`,
      remedy: scalable ? `scale a SandboxWarmPool of ${release.api.versions[0].name}` : 'remove the autoscaler',
      at: ['spec', 'scaleTargetRef', served ? 'kind' : 'apiVersion'],
    }];
  },
};

export const OTHER_RULES: readonly OtherRule[] = [changedHandler, unscalable];

/** The kinds that any of these rules is about. */
export const OTHER_KINDS: ReadonlySet<string> = new Set(OTHER_RULES.flatMap(({ kinds }) => kinds));
