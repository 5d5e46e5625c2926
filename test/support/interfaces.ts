import { readFileSync } from 'node:fs';
import * as ts from 'typescript';

/** A property of an interface as its source has it. */
export interface Property {
  /** Without white space, such as `{[key:string]:Quantity}`. */
  readonly type: string;
  readonly required: boolean;
}

/** The interfaces of TypeScript files, by name. */
export function interfacesOf(files: readonly string[]): Record<string, Record<string, Property>> {
  const interfaces: Record<string, Record<string, Property>> = {};
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    source.forEachChild((node) => {
      if (!ts.isInterfaceDeclaration(node)) { return; }
      interfaces[node.name.text] = Object.fromEntries(node.members.filter(ts.isPropertySignature).map((member) => [
        member.name.getText(source),
        { type: member.type!.getText(source).replace(/\s/g, ''), required: member.questionToken === undefined },
      ]));
    });
  }
  return interfaces;
}
