/** The constants that names of classes become. Different names become different constants. */

/** `SMALL_GVISOR_PYTHON` of `small-gvisor-python`: names have no underscores, so that each stands for a dash. */
export function upperCase(name: string): string {
  return name.replace(/-/g, '_').toUpperCase();
}

/**
 * `SmallGvisorPython` of `small-gvisor-python`. A part that no capital can begin has an underscore before it, so that
 * `a-1` and `a1` stay apart.
 */
export function pascalCase(name: string): string {
  return name.split('-').map((part) => {
    const first = part.charAt(0).toUpperCase();
    return /[A-Z]/.test(first) ? first + part.slice(1) : `_${part}`;
  }).join('');
}

const GO_KEYWORDS: readonly string[] = [
  'break', 'case', 'chan', 'const', 'continue', 'default', 'defer', 'else', 'fallthrough', 'for', 'func', 'go', 'goto',
  'if', 'import', 'interface', 'map', 'package', 'range', 'return', 'select', 'struct', 'switch', 'type', 'var',
];

/** Whether a text is a name of a package, as Go's conventions want it. */
export function isGoName(text: string): boolean {
  return /^[a-z][a-z0-9]*$/.test(text) && !GO_KEYWORDS.includes(text);
}
