import type { Reached } from './reached';
import { BlastArea } from '../blast-item';

/** Whether something is reached. `perhaps`: where objects leave it open. */
export interface ReachVerdict {
  readonly may: 'yes' | 'perhaps' | 'no';
  readonly why?: string;
}

export const NO: ReachVerdict = { may: 'no' };

export function best(verdicts: readonly ReachVerdict[]): ReachVerdict {
  return verdicts.find(({ may }) => may === 'yes') ?? verdicts.find(({ may }) => may === 'perhaps') ?? NO;
}

export function worst(verdicts: readonly ReachVerdict[]): ReachVerdict {
  return verdicts.find(({ may }) => may === 'no') ?? verdicts.find(({ may }) => may === 'perhaps') ?? verdicts[0];
}

/** What a verdict about the network says, as something that is reached. */
export function reached({ may, why }: ReachVerdict, text: string, fact: Reached['fact']): Reached[] {
  return may === 'no'
    ? []
    : [{ area: BlastArea.NETWORK, text, isCertain: may === 'yes', ...(why !== undefined && { why }), fact }];
}
