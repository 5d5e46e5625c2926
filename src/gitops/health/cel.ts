import { FAILED, MEANT } from './reasons';
import type { Kind } from '../../api/kinds';

/** What Flux asks of an object: whether it is as it should be, and whether it never will be. */
export interface HealthExpressions {
  readonly current: string;
  readonly failed?: string;
}

const list = (names: readonly string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`;

/** Some condition is so: Ready, or Finished, which is only there when it is true. */
const some = (ready: string, reasons: readonly string[], seen: string) => (
  `has(status.conditions) && status.conditions.exists(c, (c.type == 'Ready' && ${ready} `
    + `|| c.type == 'Finished' && c.status == 'True' && c.reason in ${list(reasons)})${seen})`
);

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
        current: some(`(c.status == 'True' || c.reason in ${list(MEANT)})`, MEANT, seen),
        failed: some(`c.status != 'True' && c.reason in ${list(FAILED)}`, FAILED, seen),
      };
    }
  }
}
