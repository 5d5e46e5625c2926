import { nearest } from '../checks/nearest';

/** What other tools call it. */
const COMMANDS: Readonly<Record<string, string>> = {
  check: 'validate',
  convert: 'migrate',
  compare: 'diff',
  changes: 'diff',
  plan: 'upgrade-plan',
  upgrade: 'upgrade-plan',
  lint: 'validate',
  verify: 'validate',
  test: 'validate',
  generate: 'release',
  install: 'release',
  render: 'release',
  template: 'release',
  list: 'versions',
  releases: 'versions',
  docs: 'explain',
  describe: 'explain',
  schemas: 'schema',
};

const OPTIONS: Readonly<Record<string, string>> = {
  '--ns': '--namespace',
  '-o': '--format',
  '--output': '--format',
  '--json': '--format json',
  '--junit': '--format junit',
  '--sarif': '--format sarif',
  '--version': '--release',
  '--agent-sandbox-version': '--release',
  '--k8s-version': '--kubernetes-version',
  '--kube-version': '--kubernetes-version',
  '--fail-on-warnings': '--strict',
  '--policies': '--policy',
  '--silent': '--quiet',
  '--output-dir': '--outdir',
  '--out': '--outdir',
  '--target': '--to',
  '--check-only': '--check',
};

/** The end of a message about an unknown command: the one that is meant, or all. */
export function meantCommand(name: string, known: readonly string[]): string {
  const meant = nearest(name, known) ?? (Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined);
  return meant === undefined ? `; commands are ${known.join(', ')}` : `; did you mean '${meant}'?`;
}

/**
 * The end of a message about an unknown option, if one is near.
 *
 * @param help of the command, which lists its options
 */
export function meantOption(name: string, help: string): string {
  const known = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  const other = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  const meant = other !== undefined && known.includes(other.split(' ')[0]) ? other : nearest(name, known);
  return meant === undefined ? '' : `; did you mean '${meant}'?`;
}
