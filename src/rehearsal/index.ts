/** Rehearsals, for tests in TypeScript: `import { Rehearsal } from 'cdk8s-agent-sandbox/rehearsal'`. */
export { Rehearsal } from './rehearsal';
export type { RehearsalOptions, RehearsalStep } from './rehearsal';
export type { PodCounts } from './outcome';
export type { Fault, FaultKind } from './fault';
