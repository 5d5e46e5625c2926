import * as ts from 'typescript';

/** Two characters that are another token without a space between them. */
const MERGES = /^(?:[\w$\u0080-\uffff]{2}|\+\+|--|\/\/|\/\*|<!|\d\.)$/;

/**
 * JavaScript without comments and the white space that it does not need. Line breaks stay, so that a stack trace names
 * a line of one statement. Text in literals is untouched.
 */
export function tightLines(code: string): string {
  const file = ts.createSourceFile('module.js', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  let out = '';
  let end = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) { return; }
    const children = node.getChildren(file);
    if (children.length > 0) { return children.forEach(visit); }
    const start = node.getStart(file);
    const text = code.slice(start, node.end);
    if (text === '') { return; }
    const between = code.slice(end, start);
    if (between.includes('\n')) {
      out += '\n';
    } else if (between !== '' && MERGES.test(code[end - 1] + text[0])) {
      out += ' ';
    }
    out += text;
    end = node.end;
  };
  visit(file);
  return `${out.trimStart()}\n`;
}
