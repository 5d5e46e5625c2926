import { NOTHING, Rule } from './rule';
import { CONTROLLER_KEYS, LABEL_PREFIX, TRACE_ANNOTATION } from '../../api/labels';
import { FindingSeverity } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD_TEMPLATE } from '../../kubernetes/pod-templates';
import { inList, inObject } from '../../kubernetes/read-json';

const EXTENSIONS = `extensions.${LABEL_PREFIX}/`;
const RESERVED = [`${LABEL_PREFIX}/`, EXTENSIONS];

/** Labels of pods that the controller drops: what selects by them finds no pod. */
export const reservedLabels = droppedKeys('labels', FindingSeverity.ERROR);

/** Annotations of pods that the controller drops. Nothing selects by annotations. */
export const reservedAnnotations = droppedKeys('annotations', FindingSeverity.WARNING);

function droppedKeys(map: 'labels' | 'annotations', severity: FindingSeverity): Rule {
  return {
    code: 'ASB201',
    severity,
    kinds: ['Sandbox', 'SandboxTemplate'],
    check: (object, { release }) => {
      const keys = inObject(inObject(object, ...SANDBOX_POD_TEMPLATE), 'metadata', map);
      // Earlier releases copy these keys to the pod, as any others.
      if (!release.controller.stripsReserved || Object.keys(keys).length === 0) { return NOTHING; }
      const isMade = madeByController(object);
      return Object.keys(keys)
        .filter((key) => isReserved(key, map) && !(isMade && CONTROLLER_KEYS.has(key)))
        .map((key) => ({
          message:
            `the pod has the ${map.slice(0, -1)} '${key}', ` +
            'which is reserved for the controller: it drops the key without an event or a log',
          remedy: 'use a domain of your own',
          path: [...SANDBOX_POD_TEMPLATE, 'metadata', map, key],
        }));
    },
  };
}

function isReserved(key: string, map: string): boolean {
  return RESERVED.some((prefix) => key.startsWith(prefix)) || (map === 'annotations' && key === TRACE_ANNOTATION);
}

/** Whether a pool or a claim owns the object, as in the output of `kubectl get -o yaml`. */
function madeByController({ metadata }: KubeObject): boolean {
  return inList(metadata, 'ownerReferences').some(
    ({ apiVersion }) => typeof apiVersion === 'string' && apiVersion.startsWith(EXTENSIONS),
  );
}
