/** The files against which programs that claim are compiled. */
import { goClient } from './go';
import { isGoName } from './identifiers';
import { pythonClient } from './python';
import { typescriptClient } from './typescript';
import { CatalogueEntry, catalogueText } from '../../api/class-catalogue';
import { shown } from '../../checks/forms';
import { checkShapes, listOf, oneOf } from '../../checks/shapes';
import { SandboxClassClientsOptions, SandboxClassLanguage } from '../sandbox-classes-props';

type Client = readonly [file: string, text: (classes: readonly CatalogueEntry[], goPackage: string) => string];

const CLIENTS: Readonly<Record<SandboxClassLanguage, Client>> = {
  [SandboxClassLanguage.JSON]: ['sandbox-classes.json', catalogueText],
  [SandboxClassLanguage.TYPESCRIPT]: ['sandbox-classes.ts', typescriptClient],
  [SandboxClassLanguage.PYTHON]: ['sandbox_classes.py', pythonClient],
  [SandboxClassLanguage.GO]: ['sandbox_classes.go', goClient],
};

/** @throws when an option is malformed */
export function clientFiles(
  classes: readonly CatalogueEntry[],
  options: SandboxClassClientsOptions,
): Record<string, string> {
  checkShapes('the options', options, { languages: listOf(oneOf(SandboxClassLanguage)), goPackage: 'string' });
  const { languages = Object.values(SandboxClassLanguage), goPackage = 'sandboxclasses' } = options;
  if (languages.length === 0) { throw new Error("'languages' is empty; name at least one, or leave it out for all"); }
  if (!isGoName(goPackage)) {
    throw new Error(`'goPackage' is ${shown(goPackage)}; give lower-case letters and digits, no keyword of Go`);
  }
  return Object.fromEntries(languages.map((language) => {
    const [file, text] = CLIENTS[language];
    return [file, text(classes, goPackage)];
  }));
}
