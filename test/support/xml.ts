/** Every markup and every text of XML as we print it: no comments, no CDATA, no DOCTYPE. */
const TOKEN = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|[^<]+|</gy;

const NO_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

const NO_CHARACTER = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Why a text is not well-formed XML; undefined if it is. */
export function xmlErrorOf(text: string): string | undefined {
  const open: string[] = [];
  if (NO_CHARACTER.test(text)) { return `character ${JSON.stringify(NO_CHARACTER.exec(text)![0])}`; }
  if (NO_ENTITY.test(text)) { return `entity at ${text.slice(text.search(NO_ENTITY)).slice(0, 20)}`; }
  for (const [token, close, name, , empty] of text.matchAll(TOKEN)) {
    if (token === '<') { return 'markup that is none'; }
    if (name === undefined || empty) { continue; }
    if (!close) { open.push(name); } else if (open.pop() !== name) { return `</${name}> closes nothing`; }
  }
  return open.length > 0 ? `<${open.join('> <')}> stay open` : undefined;
}
