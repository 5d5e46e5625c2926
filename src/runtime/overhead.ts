import type { RuntimeOverhead } from './isolated-runtime-props';
import { amountOfCpu, amountOfSize } from '../checks/amounts';

/** An overhead in the notation of Kubernetes, and as numbers to add up. */
export interface OverheadAmounts {
  /** `podFixed` of a RuntimeClass. */
  readonly podFixed: Record<string, string>;
  readonly millicores: number;
  readonly bytes: number;
}

/**
 * The resources that a runtime adds to each pod; none if they are not known.
 *
 * @throws when an amount is not of its unit's class, or is not positive
 */
export function overheadAmounts({ cpu, memory }: RuntimeOverhead = {}): OverheadAmounts {
  const cores = cpu && amountOfCpu("'overhead.cpu'", cpu);
  const size = memory && amountOfSize("'overhead.memory'", memory);
  return {
    podFixed: { ...(cores && { cpu: cores.text }), ...(size && { memory: size.text }) },
    millicores: cores?.value ?? 0,
    bytes: (size?.value ?? 0) * 1024,
  };
}
