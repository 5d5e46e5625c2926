/** A step of a script that walks steps. */
export interface WalkedStep {
  readonly title: string;
  /** What is written above it. */
  readonly comments: readonly string[];
  readonly lines: readonly string[];
  /** The way back, or why there is none. */
  readonly back: readonly string[] | string;
  /** What is written above the way back. */
  readonly backComment: string;
}

/** What a script that walks steps begins with. */
export interface WalkHead {
  /** What it does, in one line. */
  readonly title: string;
  /** The name of its file, in the lines that say how it is called. */
  readonly file: string;
  /** Lines about its environment. */
  readonly comments: readonly string[];
  /** Lines before the steps: functions that the steps call. */
  readonly before: readonly string[];
}

/** Has a script stop at a check that does not hold. */
export const SURPRISE = 'surprise() { echo "SURPRISE: $*" >&2; exit 1; }';

/**
 * A script for bash that walks steps, from any of them on, and goes the way back of one. It stops at the first command
 * that fails.
 */
export function walkScript({ title, file, comments, before }: WalkHead, steps: readonly WalkedStep[]): string {
  const middle = Math.max(1, Math.min(3, steps.length - 1));
  return [
    '#!/usr/bin/env bash',
    `# ${title} It stops at the first surprise.`,
    '#',
    `#   bash ${file}              all steps`,
    `#   bash ${file} ${middle}            from step ${middle} on`,
    `#   bash ${file} ${middle} ${middle + 1}          steps ${middle} and ${middle + 1}`,
    `#   bash ${file} back ${middle}       the way back of step ${middle}`,
    '#',
    ...comments,
    'set -euo pipefail',
    ...before,
    ...steps.flatMap((step, index) => stepLines(step, index + 1)),
    ...main(steps.length),
    '',
  ].join('\n');
}

function stepLines({ title, comments, lines, back, backComment }: WalkedStep, number: number): string[] {
  return [
    ...comments,
    ...block(`step_${number}`, `${number}. ${title}`, lines),
    backComment,
    ...(typeof back === 'string'
      ? [`back_${number}() { echo ${word(`Step ${number}: ${back}`)}; }`]
      : block(`back_${number}`, `Back from ${number}. ${title}`, back)),
    '',
  ];
}

function block(name: string, title: string, lines: readonly string[]): string[] {
  return [`${name}() {`, ...[`echo ${word(title)}`, ...lines].map((line) => `  ${line}`), '}'];
}

/** A function of the script runs in the shell of the script, not in a condition: there `set -e` would not hold. */
function main(count: number): string[] {
  return [
    'if [ "${1:-}" = back ]; then',
    '  "back_${2:?give the number of a step}"',
    '  exit 0',
    'fi',
    `for number in $(seq "\${1:-1}" "\${2:-${count}}"); do`,
    '  "step_$number"',
    'done',
    'echo "done"',
  ];
}

/** A text as one word of a shell. */
function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The same, without quotes where it needs none. */
export function quoted(text: string): string {
  return /^[\w./:=,@+-]+$/.test(text) ? text : word(text);
}
