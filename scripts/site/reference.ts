/** Writes the reference: a page a type, a page that lists them, and the list for the sidebar. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED } from './folders';
import { readApi } from './reference-json';
import { Kind, KINDS, ReferencePage, referencePages } from './reference-pages';

/** @returns the number of types */
export async function writeReference(): Promise<number> {
  const pages = referencePages(await readApi());
  const folder = join(GENERATED, 'reference');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, markdown } of pages) { writeFileSync(join(folder, `${name}.md`), markdown); }
  writeFileSync(join(folder, 'index.md'), indexPage(pages));
  writeFileSync(join(GENERATED, 'reference.json'), `${JSON.stringify(sidebar(pages), null, 2)}\n`);
  return pages.length;
}

function sidebar(pages: readonly ReferencePage[]): object[] {
  return (Object.keys(KINDS) as Kind[]).map((kind) => ({
    text: KINDS[kind],
    collapsed: kind !== 'constructs' && kind !== 'classes',
    items: pages.filter((each) => each.kind === kind).map(({ name }) => ({ text: name, link: `/reference/${name}` })),
  }));
}

function indexPage(pages: readonly ReferencePage[]): string {
  const sections = (Object.keys(KINDS) as Kind[]).map((kind) => {
    const rows = pages
      .filter((each) => each.kind === kind)
      .map(
        ({ name, summary }) =>
          `| [${name}](/reference/${name}) | ${summary.replace(/\|/g, '\\|').replace(/</g, '&lt;')} |`,
      );
    return `## ${KINDS[kind]}\n\n| | |\n|---|---|\n${rows.join('\n')}`;
  });
  return [
    '---\ntitle: Reference\neditLink: false\nlastUpdated: false\npageClass: reference-index\n---',
    '# Reference',
    'Every class, props and enum of the package, in TypeScript, Python, Java, Go and C#. Choose the language on any '
    + 'page; it is remembered. The objects of Kubernetes themselves, the namespace `k8s`, are on '
    + '[a page of their own](/typed-objects).',
    ...sections,
    '',
  ].join('\n\n');
}
