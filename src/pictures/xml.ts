import { oneLine } from '../findings/printable';

/** What XML cannot hold, even escaped: halves of characters, and two that are none. */
const NO_CHARACTER = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;',
};

/** A text of any origin as one line that commands nobody. */
export function line(text: string): string {
  return oneLine(text).replace(NO_CHARACTER, '\ufffd');
}

/** A line as content or attribute of XML. */
export function xml(text: string): string {
  return line(text).replace(/[&<>"']/g, (char) => ENTITIES[char]);
}

/** A length in pixels, to a tenth. */
export function px(length: number): string {
  return String(Math.round(length * 10) / 10);
}
