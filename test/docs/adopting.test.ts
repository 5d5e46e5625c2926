import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importObjects } from '../../src/adopt';
import { Catalogue } from '../../src/release/catalogue';
import { parseManifest } from '../support/upstream';

const PAGE = readFileSync(join(__dirname, '../../docs/adopting.md'), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(PAGE)![1];

test('the program of the page is what import makes of its YAML', () => {
  const { text, remarks, differences } = importObjects(parseManifest(block('yaml')), undefined, Catalogue.standard());
  expect(block('ts')).toBe(text);
  expect({ remarks, differences }).toEqual({ remarks: [], differences: [] });
});
