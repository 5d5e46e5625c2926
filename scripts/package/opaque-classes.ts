import {
  ClassDeclaration, ClassElement, createSourceFile, isClassDeclaration, isConstructorDeclaration, isMethodDeclaration,
  ScriptTarget, SyntaxKind,
} from 'typescript';

/** Names of ways to make a value, in the error of a compiler. */
const SHOWN = 3;

/**
 * The declarations of a module in which classes that only their static members make take no look-alike. Without their
 * internal members such classes have `toString()` alone, which every string and object has: a wrong value would
 * compile. A private member forbids that, and its name is what the error of the compiler tells.
 *
 * @param code of a declaration file
 */
export function withOpaqueClasses(code: string): string {
  const { statements } = createSourceFile('module.d.ts', code, ScriptTarget.Latest, true);
  return statements.filter(isClassDeclaration).filter(isOpaque).reverse().reduce((changed, declaration) => {
    const end = declaration.end - 1;
    const member = `    private readonly ${JSON.stringify(waysToMake(declaration))};\n`;
    return changed.slice(0, end) + member + changed.slice(end);
  }, code);
}

/** Whether its constructor is private, and no member of its instances is. */
function isOpaque({ members }: ClassDeclaration): boolean {
  return members.some((member) => isConstructorDeclaration(member) && isPrivate(member))
    && !members.some((member) => !isConstructorDeclaration(member) && !isStatic(member) && isPrivate(member));
}

function waysToMake({ name, members }: ClassDeclaration): string {
  const made = members.filter((member) => isStatic(member) && !isPrivate(member))
    .filter((member) => 'type' in member && (member.type as ClassElement | undefined)?.getText() === name?.text)
    .map((member) => `${name?.text}.${member.name?.getText()}${isMethodDeclaration(member) ? '()' : ''}`);
  if (made.length === 0) { return 'made by this library alone'; }
  return `made by ${[...made.slice(0, SHOWN), ...made.length > SHOWN ? ['...'] : []].join(', ')}`;
}

function isStatic(member: ClassElement): boolean {
  return has(member, SyntaxKind.StaticKeyword);
}

function isPrivate(member: ClassElement): boolean {
  return has(member, SyntaxKind.PrivateKeyword) || has(member, SyntaxKind.ProtectedKeyword);
}

function has(member: ClassElement, kind: SyntaxKind): boolean {
  return 'modifiers' in member && (member.modifiers as ReadonlyArray<{ kind: SyntaxKind }> | undefined)
    ?.some((modifier) => modifier.kind === kind) === true;
}
