/** .NET: its code is generated, and what its page names is looked up in that code. Nothing compiles it here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedCode } from './library';
import { codeOfPage } from './toolchain';

const NAMESPACE = 'Cdk8sAgentSandbox';

/** A namespace, a type or a public member. */
const DECLARATION = /\b(?:namespace|class|interface|enum|public [^\n(={]*?)\s*([\w.]+)\s*[\n({:]/g;

/** Words with a capital that the code of the page has and no generated file declares; none is an empty list. */
export async function generateDotnet(work: string): Promise<string[]> {
  const root = join(await generatedCode(work), 'dotnet');
  if (!existsSync(join(root, NAMESPACE, `${NAMESPACE}.csproj`))) { return [`no ${NAMESPACE}.csproj`]; }
  const declared = new Set<string>();
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cs'));
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, names] of text.matchAll(DECLARATION)) {
      for (const name of names.split('.')) { declared.add(name); }
    }
    for (const [, member] of text.matchAll(/JsiiEnumMember\([^)]*\)\]\s*(\w+)/g)) { declared.add(member); }
  }
  const code = codeOfPage('dotnet.md', 'csharp').replace(/"[^"]*"|\/\/.*/g, '');
  const named = new Set([...code.matchAll(/\b[A-Z]\w*/g)].map(([word]) => word));
  return [...named]
    .filter((word) => !declared.has(word))
    .map((word) => `docs/dotnet.md: '${word}' is declared nowhere`);
}
