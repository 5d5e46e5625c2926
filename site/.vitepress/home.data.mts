/** What the first page shows, read from the README: its code, its reasons and its picture. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMarkdownRenderer, defineLoader } from 'vitepress';
import { linkOnSite } from './links.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Home {
  /** The first app, as highlighted HTML. */
  readonly code: string;
  /** The commands that install it. */
  readonly install: string;
  readonly reasons: ReadonlyArray<{ readonly title: string; readonly html: string }>;
  /** The picture, as SVG. */
  readonly picture: string;
}

declare const data: Home;
export { data };

export default defineLoader({
  watch: ['../../README.md', '../../docs/images/overview.svg'],
  async load(): Promise<Home> {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const renderer = await createMarkdownRenderer(ROOT, { theme: { light: 'github-light', dark: 'github-dark' } });
    const fence = (language: string) => {
      const [text] = new RegExp(`^\`\`\`${language}(?: nofixture)?\\n[\\s\\S]*?^\`\`\`$`, 'm').exec(readme) ?? [''];
      return text;
    };
    return {
      code: renderer.render(fence('ts')),
      install: renderer.render(fence('sh')),
      reasons: reasons(readme).map(({ title, text }) => ({ title, html: renderer.renderInline(text) })),
      picture: readFileSync(join(ROOT, 'docs/images/overview.svg'), 'utf8'),
    };
  },
});

/** The rows of the table below `What you get`. */
function reasons(readme: string): Array<{ title: string; text: string }> {
  const [, section = ''] = /^## What you get\n([\s\S]*?)^## /m.exec(readme) ?? [];
  return [...section.matchAll(/^\| \*\*(.+?)\*\* \| (.+) \|$/gm)].map(([, title, text]) => ({
    title,
    text: text.replace(/\]\((https:[^)]+)\)/g, (_, href: string) => `](${onSite(href)})`),
  }));
}

function onSite(href: string): string {
  return linkOnSite('README.md', href, 'https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox').replace(/\.md(#|$)/, '.html$1');
}
