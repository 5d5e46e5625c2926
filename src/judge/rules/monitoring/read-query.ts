/** A selector of series by name in a query of Prometheus. */
export interface QuerySelector {
  readonly name: string;
  readonly matchers: ReadonlyArray<{ readonly label: string; readonly operator: string; readonly value: string }>;
}

/** What a query names. */
export interface QueryNames {
  /** Only of metrics with the prefix. */
  readonly selectors: readonly QuerySelector[];
  /** The labels in `by (...)`. */
  readonly groups: readonly string[];
  /** Whether it has names of recording rules. */
  readonly recorded: boolean;
}

/** Names, texts and whatever else stands in a query; comments are left out. */
const TOKENS = /#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[a-zA-Z_:][\w:]*|=~|!~|!=|[^\s]/g;
const NAME = /^[a-zA-Z_:]/;
/** Before lists of labels in parentheses. */
const LISTS: ReadonlySet<string> = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);

/**
 * What a query names, read without its grammar: a query that Prometheus refuses is read, too, as far as it goes. What
 * Grafana fills in may stand in it.
 */
export function readQuery(query: string, prefix: string): QueryNames {
  const tokens = (query.match(TOKENS) ?? []).filter((token) => !token.startsWith('#'));
  const selectors: QuerySelector[] = [];
  const groups: string[] = [];
  let recorded = false;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (NAME.test(token) && token.includes(':')) { recorded = true; }
    if (LISTS.has(token) && tokens[index + 1] === '(') {
      const closed = tokens.indexOf(')', index);
      const end = closed < 0 ? tokens.length : closed;
      if (token === 'by') { groups.push(...tokens.slice(index + 2, end).filter((each) => NAME.test(each))); }
      index = end;
    } else if (token.startsWith(prefix) && !token.includes(':')) {
      const end = tokens[index + 1] === '{' ? tokens.indexOf('}', index) : -1;
      selectors.push({ name: token, matchers: end < 0 ? [] : matchersIn(tokens.slice(index + 2, end)) });
      // Labels in braces are no metrics.
      index = Math.max(index, end);
    } else if (token === '{') {
      const end = tokens.indexOf('}', index);
      index = end < 0 ? index : end;
    }
  }
  return { selectors, groups, recorded };
}

function matchersIn(tokens: readonly string[]): QuerySelector['matchers'] {
  return tokens.flatMap((token, index) => {
    const [label, value] = [tokens[index - 1], tokens[index + 1]];
    if (!/^(=|!=|=~|!~)$/.test(token) || !NAME.test(label ?? '') || !/^["'`]/.test(value ?? '')) { return []; }
    return [{ label, operator: token, value: value.slice(1, -1) }];
  });
}
