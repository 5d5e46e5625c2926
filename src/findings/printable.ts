/**
 * Characters that command a terminal or reorder its text: C0 controls except line break and tab, DEL, C1 controls,
 * line and paragraph separators, and controls of writing direction.
 */
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The start of a command in the log of a CI job, anywhere in a line. */
const COMMAND = /##(?=\[)/g;

/** The start of a command to GitHub Actions, at the start of a line. */
const WORKFLOW_COMMAND = /^([^\S\n]*):(?=:)/gm;

/**
 * A text that can be printed whatever input it holds: it commands neither a terminal nor the runner of a CI job.
 * Escapes are those of JSON, so that a document of JSON stays the same document.
 *
 * @param areCommands whether lines that begin with `::` are meant as commands
 */
export function printable(text: string, areCommands = false): string {
  const escaped = text.replace(CONTROLS, escape).replace(COMMAND, '\\u0023#');
  return areCommands ? escaped : escaped.replace(WORKFLOW_COMMAND, '$1\\u003a');
}

/** The same as one line. */
export function oneLine(text: string): string {
  return printable(text.replace(/[\t\n]/g, escape));
}

function escape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
