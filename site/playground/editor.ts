/** The editor: CodeMirror with the languages of the playground and marks where findings are. */
import { javascript } from '@codemirror/lang-javascript';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { Language, Place } from './protocol';

/** A mark in the text. */
export interface Mark {
  readonly place: Place;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

const LANGUAGES = {
  typescript: () => javascript({ typescript: true }),
  yaml,
};

/** Colours are variables of the page, so that they follow its dark and light. */
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--code-comment)' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--code-type)' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-property)' },
]);

const LOOK = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'transparent', color: 'var(--vp-c-text-1)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--vp-font-family-mono)', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--vp-c-text-3)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--vp-c-bg-soft)' },
  '.cm-cursor': { borderLeftColor: 'var(--vp-c-text-1)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--vp-c-brand-soft)',
  },
  '.cm-tooltip': { backgroundColor: 'var(--vp-c-bg-elv)', border: '1px solid var(--vp-c-divider)' },
  '.cm-diagnostic': { padding: '6px 10px', maxWidth: '560px' },
});

export class Editor {
  private readonly view: EditorView;
  private readonly language = new Compartment();

  /** @param changed receives the text after each change of the user's */
  constructor(parent: HTMLElement, text: string, language: Language, changed: (text: string) => void) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          basicSetup,
          lintGutter(),
          this.language.of(LANGUAGES[language]()),
          syntaxHighlighting(COLOURS),
          LOOK,
          EditorView.contentAttributes.of({ 'aria-label': 'Source' }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) {
              changed(state.doc.toString());
            }
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Replaces the whole text. */
  show(text: string, language: Language): void {
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      effects: this.language.reconfigure(LANGUAGES[language]()),
    });
  }

  mark(marks: readonly Mark[]): void {
    const diagnostics = marks.map(({ place, severity, message }): Diagnostic => {
      const from = this.offset(place);
      const { to } = this.view.state.doc.lineAt(from);
      const word = /^[\w.'"-]+/.exec(this.view.state.sliceDoc(from, to))?.[0].length ?? 1;
      return { from, to: Math.min(to, from + word), severity, message };
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics.sort((a, b) => a.from - b.from)));
  }

  /** Puts the cursor to a place, and the place into view. */
  goTo(place: Place): void {
    const anchor = this.offset(place);
    this.view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }

  private offset({ line, column }: Place): number {
    const { doc } = this.view.state;
    const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(to, from + Math.max(0, column - 1));
  }
}
