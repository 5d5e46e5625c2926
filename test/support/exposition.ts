/** Metrics as Prometheus scrapes them, and what queries ask of them. */

/** A series of a scrape. */
export interface ScrapedSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A scrape: its series, and the types of the metrics. */
export interface Scrape {
  readonly series: readonly ScrapedSeries[];
  readonly types: ReadonlyMap<string, string>;
}

/** Reads the text format. */
export function readExposition(text: string): Scrape {
  const series: ScrapedSeries[] = [];
  const types = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, typed, type] = /^# TYPE (\S+) (\w+)$/.exec(line) ?? [];
    if (typed) { types.set(typed, type); }
    const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name) { series.push({ name, labels: labelsIn(labels), value: Number(value) }); }
  }
  return { series, types };
}

function labelsIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, value]) => [key, value]));
}

/** A matcher of a selector. */
export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** A selector of series in a query. */
export interface Selector {
  readonly name: string;
  readonly matchers: readonly Matcher[];
}

/** The selectors with matchers in a query, and the labels that it groups by. */
export function readQuery(query: string): { selectors: Selector[]; groups: string[] } {
  return {
    selectors: [...query.matchAll(/([a-zA-Z_:][\w:]*)\{([^}]*)\}/g)].map(([, name, text]) => ({
      name,
      matchers: [...text.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].map(([, label, operator, value]) =>
        ({ label, operator, value })),
    })),
    groups: [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels]) => labels.split(',').map((each) => each.trim())),
  };
}

/** Whether a series is one of a selector. A label that a series has not is an empty text. */
export function matches({ labels }: ScrapedSeries, matchers: readonly Matcher[]): boolean {
  return matchers.every(({ label, operator, value }) => {
    const has = labels[label] ?? '';
    const fits = operator.includes('~') ? new RegExp(`^(?:${value})$`).test(has) : has === value;
    return operator.startsWith('!') ? !fits : fits;
  });
}
