import { FAILED, MEANT } from './reasons';
import type { Kind } from '../../api/kinds';

/** What Flux asks of an object: whether it is as it should be, and whether it never will be. */
export interface HealthExpressions {
  readonly current: string;
  readonly failed?: string;
}

const list = (names: readonly string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`;

const ready = (rest: string) => `has(status.conditions) && status.conditions.exists(c, c.type == 'Ready' && ${rest})`;

/** The expressions for each kind. They are to the same effect as the scripts for Argo CD. */
export function celOf(kind: Kind, countsReady: boolean): HealthExpressions {
  switch (kind) {
    case 'SandboxTemplate':
      return { current: 'has(metadata.name)' };
    case 'SandboxWarmPool': {
      const counted = countsReady ? 'readyReplicas' : 'replicas';
      const seen = '(!has(status.observedGeneration) || status.observedGeneration >= metadata.generation)';
      const wanted = '(has(spec.replicas) ? spec.replicas : 1)';
      return {
        current: `${seen} && (has(status.${counted}) ? status.${counted} : 0) >= ${wanted}`,
      };
    }
    default: {
      const seen = kind === 'Sandbox'
        ? ' && (!has(c.observedGeneration) || c.observedGeneration >= metadata.generation)'
        : '';
      return {
        current: ready(`(c.status == 'True' || c.reason in ${list(MEANT)})${seen}`),
        failed: ready(`c.status != 'True' && c.reason in ${list(FAILED)}${seen}`),
      };
    }
  }
}
