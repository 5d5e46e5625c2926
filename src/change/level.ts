/** How much an effect of a change matters, the most dangerous first. */
export const LEVELS = ['data-loss', 'break', 'exposure', 'disruption', 'stale', 'note'] as const;

/**
 * `data-loss`: data are deleted. `break`: the API server refuses the change, or something that works stops working.
 * `exposure`: more is allowed than before. `disruption`: pods end that run. `stale`: what runs stays as it was.
 */
export type Level = (typeof LEVELS)[number];
