import { TextDocument } from 'vscode-languageserver-textdocument';
import { CompletionItem, Diagnostic, getLanguageService } from 'yaml-language-server';
import { jsonSchemas } from '../../src/cli/json-schema';
import { Release } from '../../src/release/release';

/** What an editor shows: the YAML language server with the schemas of a release, headless. */
export interface Editor {
  diagnostics(text: string): Promise<readonly Diagnostic[]>;
  /** What is offered where `|` stands in a text. */
  completions(text: string): Promise<readonly CompletionItem[]>;
  /** What is shown of the word before `|`; empty without anything. */
  hover(text: string): Promise<string>;
}

/** A document of its own each time: all servers share what they parsed, by address and version. */
let opened = 0;

/**
 * @param file one of the schemas of the release, which all texts have
 */
export function editor(release: Release, file = 'all.json'): Editor {
  const service = getLanguageService({
    schemaRequestService: (uri) => Promise.reject(new Error(`asked for ${uri}`)),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  const schema = jsonSchemas(release).get(file);
  service.configure({
    validate: true,
    hover: true,
    completion: true,
    schemas: [{ uri: `file:///${file}`, fileMatch: ['*.yaml'], schema }],
  });
  const open = (text: string) => TextDocument.create(`file:///${++opened}.yaml`, 'yaml', 1, text);
  const atMark = (text: string) => {
    const offset = text.indexOf('|');
    if (offset < 0) { throw new Error(`no mark in ${text}`); }
    const document = open(text.replace('|', ''));
    return { document, position: document.positionAt(offset) };
  };
  return {
    diagnostics: (text) => service.doValidation(open(text), false),
    completions: async (text) => {
      const { document, position } = atMark(text);
      return (await service.doComplete(document, position, false)).items;
    },
    hover: async (text) => {
      const { document, position } = atMark(text);
      const contents = (await service.doHover(document, position))?.contents;
      return typeof contents === 'object' && 'value' in contents ? contents.value : '';
    },
  };
}
