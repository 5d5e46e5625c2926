import { DocumentError } from './error';

/** The error of a text that was to be filled in, if one of that kind stands where another error was found. */
export function looksLikeTemplate(text: string, { where, code }: DocumentError): DocumentError | undefined {
  if (typeof where !== 'number' || code !== undefined) { return undefined; }
  // The error may be at the beginning of the line behind.
  const before = text.lastIndexOf('\n', where - 1);
  const from = text.lastIndexOf('\n', before - 1) + 1;
  const end = text.indexOf('\n', where);
  const lines = text.slice(from, end < 0 ? text.length : end);
  const found = /\{\{|\$\{\w+\}/.exec(lines);
  if (!found) { return undefined; }
  const remedy = found[0] === '{{'
    ? 'this is a template; render it before, for example with `helm template`'
    : `the variable ${found[0]} was not replaced; replace it before, for example with \`envsubst\``;
  return new DocumentError(remedy, from + found.index);
}
