import { adopt } from './adopt';
import { compareObjects, RunOutcome, run } from './check';
import { call, literal } from './code/expression';
import { ImportProgram, programPrinter } from './code/program';
import type { Statement } from './code/statement';
import { asApplied } from './given-objects';
import { releaseOfInstall } from './install/adopt-install';
import { isOurs, KubeObject } from './our-kinds';
import { releaseStoring } from './versions';
import { findingCodes } from '../findings/pages';
import type { Catalogue } from '../release/catalogue';
import type { Release } from '../release/release';

/** An imported platform. */
export interface ImportedProgram {
  /** The program, in TypeScript. */
  readonly text: string;
  /** What was left out, and what to know about the program. */
  readonly remarks: readonly string[];
  /** What the program does not make although it should. */
  readonly lost: readonly string[];
  /** Why the program would not synthesize; none as a rule. */
  readonly failures: readonly string[];
  /** What the program makes otherwise than given, as it ran here; none as a rule. */
  readonly differences: readonly string[];
}

/**
 * Makes a program of the objects of a platform, and runs it.
 *
 * @param given as they were read, of files or of a cluster
 * @param release that runs there, if it is known
 * @param isChecked whether the objects of the program are compared with those given
 */
export function importObjects(
  given: readonly KubeObject[], release: Release | undefined, catalogue: Catalogue, isChecked = true,
): ImportedProgram {
  const { objects, left } = asApplied(given);
  const remarks = [...left];
  if (!objects.some(isOurs)) {
    remarks.push('nothing of Agent Sandbox is among the objects: no install, template, pool, claim or sandbox');
  }
  const { program, lost } = adopt(
    objects, release ?? releaseOfInstall(objects, catalogue) ?? releaseStoring(objects, catalogue), catalogue,
  );
  const print = programPrinter(program);
  const first = print([]);
  const outcome = run(first);
  const closing = lowered(program, outcome);
  const printed = closing.length > 0 ? print(closing) : first;
  // What is lowered changes no object: a second run is for whoever asks for the proof.
  const isRunAgain = closing.length > 0 && isChecked;
  const { made, failures, errors } = isRunAgain ? run(printed) : outcome;
  const remaining = isRunAgain ? errors : [];
  return {
    text: printed.text,
    remarks,
    lost,
    failures: [
      ...failures,
      ...remaining.map(({ code, path, message }) => `the program will not synthesize: ${code} at ${path}: ${message}`),
    ],
    differences: isChecked ? compareObjects(made(), objects) : [],
  };
}

/** Errors that the platform has anyway, each made a warning where it is, so that the program can be synthesized. */
function lowered({ sections }: ImportProgram, { errors }: RunOutcome): Statement[] {
  const known = new Set(findingCodes());
  const byPlace = new Map<string, Statement>();
  for (const { code, path, message } of errors) {
    const title = path?.split('/')[0];
    const chart = sections.find((section) => (section.namespace ?? 'cluster') === title)?.chart ?? 'app';
    const key = `${chart} ${code}`;
    if (byPlace.has(key) || (known.size > 0 && !known.has(code))) { continue; }
    byPlace.set(key, {
      comment: `${path ?? ''}: ${message}`,
      expression: call(`Findings.of(${chart}).downgrade`, literal(code), literal('It was so in the imported YAML.')),
    });
  }
  return [...byPlace.values()];
}
