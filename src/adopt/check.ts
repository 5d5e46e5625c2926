import { ApiObject, App } from 'cdk8s';
import { MODULES, WHOLE } from './code/library';
import type { PrintedProgram } from './code/program';
import { differences } from './differences';
import { shownObject } from './given-objects';
import { Findings } from '../app/findings';
import { renderUnjudged } from '../app/judged-objects';
import type { Finding } from '../findings/finding';
import { isError } from '../findings/trouble';
import { identityOf } from '../judge/manifests/object-keys';
import type { KubeObject } from '../kubernetes/kube-object';
import { SandboxApp } from '../synth/sandbox-app';
import { validate } from '../synth/validate-tree';

/** What a program makes when it runs. */
export interface RunOutcome {
  readonly made: () => KubeObject[];
  /** The errors for which it would not write anything. */
  readonly errors: readonly Finding[];
  /** Other reasons for which it would not. */
  readonly failures: readonly string[];
}

/** Runs a program in this process. */
export function run({ script }: PrintedProgram): RunOutcome {
  let outcome: RunOutcome | undefined;
  class CheckedApp extends SandboxApp {
    synth(): void { outcome = outcomeOf(this); }
  }
  const modules = Object.fromEntries(
    Object.entries(MODULES).map(([module, members]) => [
      module,
      module === WHOLE
        ? Object.values(members)[0]
        : 'SandboxApp' in members
          ? { ...members, SandboxApp: CheckedApp }
          : members,
    ]),
  );
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    new Function('modules', script)(modules);
  } catch (error) {
    return { made: () => [], errors: [], failures: [`the program does not run: ${(error as Error).message}`] };
  }
  return outcome!;
}

function outcomeOf(app: App): RunOutcome {
  const constructs = app.node.findAll();
  const failures: string[] = [];
  let errors: Finding[] = [];
  try {
    errors = Findings._dryRun(app, () => { validate(constructs); }).filter(isError);
  } catch (error) {
    errors = Findings.of(app).list().filter(isError);
    if (errors.length === 0) { failures.push(`the program will not synthesize: ${(error as Error).message}`); }
  }
  return {
    made: () => constructs.filter((each): each is ApiObject => ApiObject.isApiObject(each)).map(renderUnjudged),
    errors,
    failures,
  };
}

/** What differs between the objects of a program and those given, a line each. */
export function compareObjects(made: readonly KubeObject[], given: readonly KubeObject[]): string[] {
  const left = new Map<string, KubeObject[]>();
  for (const each of made) {
    const key = identityOf(each);
    const group = left.get(key);
    if (group) { group.push(each); } else { left.set(key, [each]); }
  }
  const lines: string[] = [];
  for (const each of given) {
    const own = left.get(identityOf(each))?.shift();
    if (!own) {
      lines.push(`${shownObject(each)} is not made`);
      continue;
    }
    for (const { op, pointer } of differences(own, each)!) {
      lines.push(
        `${shownObject(each)}: ${pointer} ${op === 'remove' ? 'is added' : op === 'add' ? 'is missing' : 'differs'}`,
      );
    }
  }
  for (const each of [...left.values()].flat()) { lines.push(`${shownObject(each)} is made besides`); }
  return lines;
}
