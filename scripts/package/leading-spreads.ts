import {
  createSourceFile, forEachChild, isObjectLiteralExpression, isSpreadAssignment, Node, ScriptKind, ScriptTarget,
} from 'typescript';

/**
 * A module in which no object literal begins with a spread and goes on: each begins with the members of an empty object.
 *
 * V8 (that of Node 20) makes `{ ...given, more: 1 }` a copy of `given`, and adds each member that `given`
 * does not have to a hidden class that no other object has: some 2 microseconds and 0.5 kB in the memory of old objects each
 * time, and whoever reads the object meets a class that it never saw. `{ ...{}, ...given, more: 1 }` is the same object, of
 * one class wherever it is made (docs/adr/0015).
 *
 * @param code of a JavaScript module
 */
export function withoutLeadingSpreads(code: string): string {
  let changed = code;
  for (const place of leadingSpreads(code).reverse()) { changed = `${changed.slice(0, place)} ...{},${changed.slice(place)}`; }
  return changed;
}

/**
 * Where object literals begin with a spread and go on, in the order of the text.
 *
 * @param code of a JavaScript module
 */
export function leadingSpreads(code: string): number[] {
  const places: number[] = [];
  const visit = (node: Node): void => {
    if (isObjectLiteralExpression(node) && node.properties.length > 1) {
      const [first] = node.properties;
      if (isSpreadAssignment(first) && !isEmpty(first.expression)) { places.push(node.properties.pos); }
    }
    forEachChild(node, visit);
  };
  visit(createSourceFile('module.js', code, ScriptTarget.Latest, false, ScriptKind.JS));
  return places;
}

function isEmpty(node: Node): boolean {
  return isObjectLiteralExpression(node) && node.properties.length === 0;
}
