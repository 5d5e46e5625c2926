import {
  createSourceFile, getJSDocTags, isClassDeclaration, isIdentifier, isImportDeclaration, isInterfaceDeclaration,
  isNamedImports, isNamespaceImport, Node, ScriptTarget, SourceFile, Statement,
} from 'typescript';

/** A piece of a text, and what comes in its place. */
interface Edit {
  readonly pos: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The declarations of a module without members that are marked `@internal`, and without what it imports for those
 * alone: editors do not offer them, and the compilers of users do not read the modules that only they lead to.
 *
 * @param code of a declaration file
 */
export function publicDeclarations(code: string): string {
  const internal = internalMembers(parsed(code));
  return internal.length === 0 ? code : withoutIdleImports(edited(code, internal));
}

/**
 * The members that are marked, each with its comment. Classes as a whole stay: public ones may extend them. So does a
 * member that is deprecated besides: it stands for one that is inherited from a dependency, which editors then show
 * last.
 */
function internalMembers({ statements }: SourceFile): Edit[] {
  return statements.filter((statement) => isClassDeclaration(statement) || isInterfaceDeclaration(statement))
    .flatMap(({ members }): readonly Node[] => members)
    .filter((member) => isMarked(member, 'internal'))
    .map((member) => ({ ...rangeOf(member), text: isMarked(member, 'deprecated') ? withoutMark(member) : '' }));
}

function withoutMark(member: Node): string {
  return member.getFullText().replace(/\n *\* @internal/, '');
}

function isMarked(member: Node, tag: string): boolean {
  return getJSDocTags(member).some(({ tagName }) => tagName.text === tag);
}

/** Drops names that are imported and not used, and imports of nothing else. */
function withoutIdleImports(code: string): string {
  const file = parsed(code);
  const used = new Set(file.statements.filter((each) => !isImportDeclaration(each)).flatMap(namesIn));
  return edited(code, file.statements.flatMap((statement) => idleParts(statement, used)));
}

function idleParts(statement: Statement, used: ReadonlySet<string>): Edit[] {
  const clause = isImportDeclaration(statement) ? statement.importClause : undefined;
  if (!clause) { return []; }
  const { name, namedBindings } = clause;
  const elements = namedBindings && isNamedImports(namedBindings) ? namedBindings.elements : [];
  const others = [name, namedBindings && isNamespaceImport(namedBindings) ? namedBindings.name : undefined].filter(
    (each) => each !== undefined,
  );
  const kept = elements.filter((element) => used.has(element.name.text));
  if (kept.length === 0 && !others.some(({ text }) => used.has(text))) { return [{ ...rangeOf(statement), text: '' }]; }
  if (kept.length === elements.length) { return []; }
  return [
    {
      pos: namedBindings!.getStart(),
      end: namedBindings!.end,
      text: `{ ${kept.map((element) => element.getText()).join(', ')} }`,
    },
  ];
}

function namesIn(node: Node): string[] {
  const names: string[] = [];
  const visit = (each: Node): void => {
    if (isIdentifier(each)) { names.push(each.text); }
    each.forEachChild(visit);
  };
  visit(node);
  return names;
}

function rangeOf({ pos, end }: Node): Pick<Edit, 'pos' | 'end'> {
  return { pos, end };
}

function edited(code: string, edits: readonly Edit[]): string {
  return [...edits]
    .reverse()
    .reduce((changed, { pos, end, text }) => changed.slice(0, pos) + text + changed.slice(end), code);
}

function parsed(code: string): SourceFile {
  return createSourceFile('module.d.ts', code, ScriptTarget.Latest, true);
}
