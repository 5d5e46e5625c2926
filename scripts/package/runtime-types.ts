import { createSourceFile, isClassDeclaration, ScriptTarget } from 'typescript';
import type { SourceEdit } from './bundle';

/** Of the assembly of jsii, what is read here. */
export interface AssemblyTypes {
  readonly version: string;
  readonly types: Readonly<Record<string, { readonly kind: string; readonly symbolId: string }>>;
}

/** Tells each class its name in the assembly, as jsii does in what it compiles. */
export function runtimeTypes({ version, types }: AssemblyTypes): SourceEdit {
  const classes = new Map(
    Object.entries(types)
      .filter(([, { kind }]) => kind === 'class')
      .map(([fqn, { symbolId }]) => [symbolId, fqn]),
  );
  return (path, code) => {
    let edited = code;
    const module = `src/${path.replace(/\.ts$/, '')}`;
    for (const statement of [...createSourceFile(path, code, ScriptTarget.Latest).statements].reverse()) {
      const fqn = isClassDeclaration(statement) && classes.get(`${module}:${statement.name?.text}`);
      if (!fqn) { continue; }
      const member = `static readonly [Symbol.for('jsii.rtti')] = ${JSON.stringify({ fqn, version })};`;
      edited = edited.slice(0, statement.members.pos) + member + edited.slice(statement.members.pos);
    }
    return edited;
  };
}
