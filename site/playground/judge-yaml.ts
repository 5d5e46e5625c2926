/** Judges manifests: the command `validate`, on a file in memory. */
import { main } from 'cdk8s-agent-sandbox/lib/cli/main';
import { Outcome } from './outcome';
import { PlacedFinding, SourceError, Task } from './protocol';
import { appOfManifests, seen } from './seen';
import { files } from './shims/fs';

const FILE = '/manifests.yaml';

/** One entry of `--format json`. */
interface Entry extends Omit<PlacedFinding, 'place' | 'subject'> {
  readonly line: number;
  readonly column: number;
  readonly object: string;
}

export function judgeYaml(
  { source, release, closedWorld }: Pick<Task, 'source' | 'release' | 'closedWorld'>,
  newest: string,
): Omit<Outcome, 'id' | 'milliseconds'> {
  files.clear();
  files.write(FILE, source);
  const args = ['validate', FILE, '--format', 'json'];
  if (release !== undefined) { args.push('--release', release); }
  if (closedWorld) { args.push('--closed-world'); }
  let [out, told] = ['', ''];
  const exitCode = main(args, {
    out: (text) => { out += text; },
    err: (text) => { told += text; },
    terminal: () => ({ isTerminal: false, hasColors: false }),
  });
  const entries = (out === '' ? [] : JSON.parse(out)) as Entry[];
  const isRefused = exitCode !== 0;
  const lines = told.split('\n').filter((line) => line !== '');
  return {
    files: [],
    findings: entries.map(({ code, severity, message, remedy, object, line, column }) => ({
      code, severity, message, remedy, subject: object, place: { line, column },
    })),
    errors: lines.flatMap(unreadable),
    printed: lines.filter((line) => unreadable(line).length === 0).join('\n'),
    ...(isRefused
      ? { notSeen: 'The manifests have errors; a picture is made when they have none.' }
      : seen(() => appOfManifests(source, release ?? newest))),
  };
}

/** The place and the reason, if a line tells of a text that cannot be read. */
function unreadable(line: string): SourceError[] {
  const found = /^\/manifests\.yaml:(\d+):(\d+): (.*)$/.exec(line);
  if (!found) { return []; }
  return [{ message: found[3], place: { line: Number(found[1]), column: Number(found[2]) } }];
}
