/** Runs an app in TypeScript: types are stripped, not checked. */
import * as path from 'path';
import * as cdk8s from 'cdk8s';
import * as sandbox from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import { transform } from 'sucrase';
import { Outcome, writtenFiles } from './outcome';
import { PlacedFinding, SourceError } from './protocol';
import { seen } from './seen';
import * as fs from './shims/fs';
import { process, takePrinted } from './shims/process';
import { clearPlaces, placeIn, placeOfConstruct, shiftFirstLine, SOURCE } from './source-places';

/** What an import of the source may name. */
const MODULES: Readonly<Record<string, unknown>> = {
  cdk8s,
  constructs,
  'cdk8s-agent-sandbox': sandbox,
  'cdk8s-plus-28': kplus,
  fs,
  path,
  'node:fs': fs,
  'node:path': path,
};

/** Precedes the source in its first line. */
const HEAD = '(async function (require, module, exports, process, Buffer) { ';

const apps = new Set<cdk8s.App>();

/** Notes each app that is synthesized from now on. */
export function noteApps(): void {
  for (const { prototype } of [cdk8s.App, sandbox.SandboxApp]) {
    for (const name of ['synth', 'synthYaml'] as const) {
      const original = prototype[name] as () => string & void;
      prototype[name] = function (this: cdk8s.App) {
        apps.add(this);
        return original.call(this);
      };
    }
  }
}

export async function runTypescript(source: string): Promise<Omit<Outcome, 'id' | 'milliseconds'>> {
  apps.clear();
  clearPlaces();
  fs.files.clear();
  takePrinted();
  const error = await failureOf(source);
  const [app] = apps;
  const findings = [...apps].flatMap(findingsOf);
  const isExplained = findings.some(({ severity }) => severity === 'error');
  const errors = error && !isExplained ? [error] : [];
  const printed = takePrinted();
  return {
    files: writtenFiles('/dist'),
    findings,
    errors: errors.length === 0 && !app ? [NO_APP] : errors,
    printed,
    ...(app ? seen(() => app) : { notSeen: NO_APP.message }),
  };
}

const NO_APP: SourceError = { message: 'no app was synthesized; end with app.synth()' };

async function failureOf(source: string): Promise<SourceError | undefined> {
  let code: string;
  try {
    ({ code } = transform(source, {
      transforms: ['typescript', 'imports'], disableESTransforms: true, filePath: SOURCE,
    }));
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const place = loc && { line: loc.line, column: loc.column };
    return { message: message.replace(/^Error transforming main\.ts: /, '').replace(/ \(\d+:\d+\)$/, ''), place };
  }
  shiftFirstLine(HEAD.length);
  try {
    // An indirect call of eval: the source sees globals, and no name of this module.
    const main = (0, eval)(`${HEAD}${code}\n})\n//# sourceURL=${SOURCE}`);
    const module = { exports: {} };
    await main(required, module, module.exports, process, Buffer);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) { return { message: `the source threw ${String(error)}` }; }
    return { message: error.message, place: placeIn(error.stack) };
  }
}

function required(name: string): unknown {
  if (Object.hasOwn(MODULES, name)) { return MODULES[name]; }
  const known = Object.keys(MODULES).filter((each) => !each.includes(':')).join(', ');
  throw new Error(`module '${name}' is not in the playground; it has ${known}`);
}

function findingsOf(app: cdk8s.App): PlacedFinding[] {
  return sandbox.Findings.of(app).list()
    .filter(({ acknowledged }) => acknowledged === undefined)
    .map(({ code, severity, message, remedy, path: at = '', object }) => ({
      code,
      severity,
      message,
      ...(remedy !== undefined && { remedy }),
      subject: object ?? at,
      place: placeOfConstruct(at),
    }));
}
