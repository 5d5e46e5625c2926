/** Words that no variable of the program may have: those of the language, and names that the program has anyway. */
const TAKEN: ReadonlySet<string> = new Set([
  'arguments',
  'async',
  'await',
  'break',
  'case',
  'catch',
  'class',
  'const',
  'continue',
  'debugger',
  'default',
  'delete',
  'do',
  'else',
  'enum',
  'eval',
  'export',
  'extends',
  'false',
  'finally',
  'for',
  'function',
  'if',
  'implements',
  'import',
  'in',
  'instanceof',
  'interface',
  'let',
  'new',
  'null',
  'of',
  'package',
  'private',
  'protected',
  'public',
  'return',
  'static',
  'super',
  'switch',
  'this',
  'throw',
  'true',
  'try',
  'type',
  'typeof',
  'undefined',
  'var',
  'void',
  'while',
  'with',
  'yield',
  'app',
  'kplus',
  'k8s',
  'leaveOut',
  'require',
  'module',
  'exports',
  'constructor',
  'global',
  'process',
]);

/** `python-pool` as `PythonPool`: an id of a construct. */
export function idOf(text: string): string {
  return text.split(/[^A-Za-z\d]+/).map((each) => each.slice(0, 1).toUpperCase() + each.slice(1)).join('') || 'Object';
}

/** `python-pool` as `pythonPool`: a variable. */
export function variableOf(text: string): string {
  const id = idOf(text);
  return /^\d/.test(id) ? `_${id}` : id.slice(0, 1).toLowerCase() + id.slice(1);
}

/** Hands out each name once. */
export class UniqueNames {
  /** Names for the variables of a program. */
  static ofVariables(): UniqueNames {
    return new UniqueNames(TAKEN);
  }

  private readonly counts = new Map<string, number>();

  constructor(private readonly taken: ReadonlySet<string> = new Set()) {}

  /** The first of some names that is free, else the last with a number. */
  next(...wanted: readonly string[]): string {
    const free = wanted.find((each) => !this.has(each));
    if (free !== undefined) {
      this.counts.set(free, 1);
      return free;
    }
    const last = wanted[wanted.length - 1];
    for (let count = (this.counts.get(last) ?? 1) + 1; ; count++) {
      this.counts.set(last, count);
      if (!this.has(`${last}${count}`)) { return this.next(`${last}${count}`); }
    }
  }

  /** A name that nobody has, without taking it. */
  free(wanted: string): string {
    let text = wanted;
    for (let count = 2; this.has(text); count++) { text = `${wanted}${count}`; }
    return text;
  }

  private has(text: string): boolean {
    return this.counts.has(text) || this.taken.has(text);
  }
}
