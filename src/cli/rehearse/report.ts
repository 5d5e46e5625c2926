import { breaks, Fault, FAULT_KINDS } from '../../rehearsal/fault';
import type { PodCounts } from '../../rehearsal/outcome';
import type { RehearsalStep } from '../../rehearsal/rehearsal';

/** What a rehearsal found. */
export interface RehearsalReport {
  /** The step of the new platform. */
  readonly step: RehearsalStep;
  /** All that is wrong, what the platform breaks of first. */
  readonly faults: readonly Fault[];
  /** What `diff` says of pods and volumes. */
  readonly foretold: { readonly pods: PodCounts; readonly volumes: PodCounts };
  /** What was not rehearsed, or by a stand-in. */
  readonly notes: readonly string[];
  readonly seconds: number;
}

/** `created 4, ended 0, stale 0`. */
export function countsText({ created, ended, stale }: PodCounts): string {
  return `created ${created}, ended ${ended}, stale ${stale}`;
}

/** Lines of figures: what `diff` foretold, and what happened. */
export function figures({ step, foretold }: RehearsalReport): Array<[name: string, foretold: string, seen: string]> {
  return (['pods', 'volumes'] as const).map((name) => [name, countsText(foretold[name]), countsText(step[name])]);
}

/** In one line. */
export function rehearsalSummary({ step, faults, seconds }: RehearsalReport): string {
  const broken = faults.filter(breaks).length;
  const found = faults.length === 0 ? 'no faults' : `faults: ${faults.length}, of which ${broken} break the platform`;
  return `objects: ${step.objects}; pods: ${countsText(step.pods)}; ${found}; ${seconds.toFixed(1)} s`;
}

/** The same as a line each. */
export function faultLine({ kind, object, message }: Fault): string {
  return `${kind}: ${object}: ${message}`;
}

export function titleOfKind({ kind }: Fault): string {
  return FAULT_KINDS[kind].title;
}
