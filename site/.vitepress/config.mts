import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { githubAnchor, isPage, linkOnSite, pageOf } from './links.mjs';
import { searchedText } from './search.mjs';
import { sidebar } from './sidebar.mjs';

const SITE = join(dirname(fileURLToPath(import.meta.url)), '..');
const ROOT = join(SITE, '..');
const GENERATED = join(SITE, 'generated');
const base = process.env.SITE_BASE ?? '/';

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly repository: { readonly url: string };
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const repository = manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const constants = readFileSync(join(ROOT, 'src/release/agent-sandbox-version.ts'), 'utf8');
const releases = [...constants.matchAll(/new AgentSandboxVersion\('(v[\d.]+)'\)/g)].map(([, id]) => id);

/** A page loads nothing from other hosts. Styles and two small scripts stand in the page itself. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
].join('; ');

export default defineConfig({
  title: 'cdk8s-agent-sandbox',
  description: manifest.description,
  lang: 'en',
  base,
  srcDir: ROOT,
  srcExclude: [
    ...readdirSync(ROOT).filter((name) => name.endsWith('.md') && (name === 'API.md' || !isPage(name))),
    '.github/**', 'artifacts/**', 'benchmarks/**', 'create/**', 'dist/**', 'examples/**', 'lib/**', 'scripts/**',
    'site/*.md', 'site/dist/**', 'test/**',
  ],
  rewrites: pageOf,
  outDir: join(SITE, 'dist'),
  cacheDir: join(GENERATED, 'cache'),
  // The list of pages is a file of its own, which browsers keep.
  metaChunk: true,
  head: [
    ['meta', { 'http-equiv': 'Content-Security-Policy', 'content': policy }],
    ['meta', { name: 'theme-color', content: '#0b5cad' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }],
    // Before the first paint, so that no other language flashes.
    ['script', {}, readFileSync(join(SITE, '.vitepress/theme/first-language.js'), 'utf8')],
  ],
  markdown: {
    theme: { light: 'github-light', dark: 'github-dark' },
    anchor: { slugify: githubAnchor },
    config(md) {
      md.core.ruler.push('repository-links', ({ tokens: blocks, env }) => {
        const { realPath, path } = env as { realPath?: string; path?: string };
        // Titles are read without a file.
        const from = relative(ROOT, realPath ?? path ?? join(ROOT, 'README.md'));
        for (const link of blocks.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'link_open')) {
          const href = link.attrGet('href');
          if (href !== null) { link.attrSet('href', linkOnSite(from, href, repository)); }
        }
      });
      const fence = md.renderer.rules.fence!;
      md.renderer.rules.fence = (blocks, index, ...rest) =>
        blocks[index].info.trim() === 'mermaid'
          ? `<MermaidDiagram source="${encodeURIComponent(blocks[index].content)}" />`
          : fence(blocks, index, ...rest);
    },
  },
  themeConfig: {
    logo: '/icon.svg',
    siteTitle: 'cdk8s-agent-sandbox',
    nav: [
      { text: 'Guide', link: '/getting-started', activeMatch: '^/(?!reference|findings|playground|adr|$)' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Findings', link: '/findings/', activeMatch: '^/findings/' },
      { text: 'Playground', link: '/playground' },
      {
        text: `v${manifest.version}`,
        items: [
          { text: `Agent Sandbox ${releases[0]} to ${releases[releases.length - 1]}`, link: '/versions' },
          { text: 'Changes', link: '/changes' },
        ],
      },
    ],
    sidebar: sidebar(join(ROOT, 'docs'), join(GENERATED, 'reference.json')),
    outline: { level: [2, 3] },
    socialLinks: [{ icon: 'github', link: repository, ariaLabel: 'Repository' }],
    search: {
      provider: 'local',
      options: {
        _render: (source, env, md) => md.render(searchedText(source), env),
        miniSearch: {
          searchOptions: { fuzzy: 0.15, prefix: true, boost: { title: 6, text: 1, titles: 2 } },
        },
      },
    },
    footer: {
      message: 'Apache-2.0. Agent Sandbox is a project of Kubernetes SIG Apps; this library is not part of it.',
    },
  },
  vite: {
    publicDir: join(GENERATED, 'public'),
    server: { fs: { allow: [ROOT] } },
    define: {
      SITE_FACTS: JSON.stringify({ version: manifest.version, releases: releases.length, newest: releases.at(-1), repository }),
    },
    plugins: [{
      // Pages lie outside of this folder, from where its packages are not found.
      name: 'packages-of-the-site',
      enforce: 'pre',
      resolveId(id, importer, options) {
        if (!/^vue(\/|$)/.test(id) || importer === undefined || importer.startsWith(SITE)) { return null; }
        return this.resolve(id, join(SITE, 'package.json'), { ...options, skipSelf: true });
      },
    }],
    build: { chunkSizeWarningLimit: 1500 },
  },
});
