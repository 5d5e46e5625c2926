import { codeOf, excessText } from './findings';
import { oneLine } from '../../findings/printable';
import { sarifLog } from '../../findings/sarif';
import { BlastArea, BlastItem } from '../blast-item';
import { AREAS, itemsOf, reachedItems } from '../reach/items';
import type { Radius } from '../reach/reached';

/** A radius that is printed, and what of it a budget does not allow. */
export interface ReportedRadius {
  readonly radius: Radius;
  /** Undefined: no budget was given. */
  readonly excess?: readonly BlastItem[];
  /** Where the object is. */
  readonly place?: { readonly uri?: string; readonly line?: number; readonly column?: number; readonly path?: string };
}

/**
 * Code hosts refuse a run with more results.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
 */
const MOST_RESULTS = 25_000;

/** Changes when the members of the JSON do. */
const JSON_VERSION = 1;

/** Areas in words. */
export const TITLES: Readonly<Record<BlastArea, string>> = {
  [BlastArea.NETWORK]: 'network',
  [BlastArea.API]: 'API server',
  [BlastArea.SECRETS]: 'Secrets',
  [BlastArea.IDENTITY]: 'identity',
  [BlastArea.VOLUMES]: 'shared volumes',
  [BlastArea.NODES]: 'node',
};

/** For terminals: what each sandbox reaches, area by area. */
export function radiusText(all: readonly ReportedRadius[]): string {
  if (all.length === 0) { return 'there are no sandboxes and no templates\n'; }
  return all.map(({ radius, excess }) => {
    const items = itemsOf(radius);
    const beyond = new Set((excess ?? []).map((each) => `${each.area} ${each.text}`));
    const lines = AREAS.flatMap((area) => {
      const own = items.filter((each) => each.area === area);
      const told = own.map((each) => `    ${beyond.has(`${area} ${each.text}`) ? '! ' : ''}${itemText(each)}`);
      const token = area === BlastArea.API ? tokenText(radius) : [];
      return [`  ${TITLES[area]}${own.length === 0 ? ': nothing' : ''}`, ...told, ...token];
    });
    const shown = new Set(items.map((each) => `${each.area} ${each.text}`));
    const parts = (excess ?? []).filter((each) => !shown.has(`${each.area} ${each.text}`));
    const verdict = excess === undefined ? [] : excess.length === 0
      ? ['  within its budget']
      : ['  beyond its budget by what is marked with !', ...parts.map((each) => `    ! ${excessText(each)}`)];
    return `${[radius.title, ...lines, ...verdict].map(oneLine).join('\n')}\n`;
  }).join('\n');
}

function itemText({ text, isCertain, why }: BlastItem): string {
  return `${text}${isCertain ? '' : ', perhaps'}${why === undefined ? '' : `  (${why})`}`;
}

/** What a mounted token would add. */
function tokenText({ hasToken, withToken }: Radius): string[] {
  if (hasToken) { return ['    a token of its ServiceAccount is mounted']; }
  const would = reachedItems(withToken).map(({ text }) => text);
  return [`    no token is mounted${would.length === 0 ? '' : `; one would allow: ${would.join('; ')}`}`];
}

/** For programs. */
export function radiusJson(all: readonly ReportedRadius[]): string {
  const subjects = all.map(({ radius, excess, place }) => ({
    subject: radius.title,
    ...radius.object,
    ...(place?.path !== undefined && { path: place.path }),
    ...(place?.uri !== undefined && { file: place.uri, line: place.line }),
    token: radius.hasToken,
    ...(!radius.hasToken && { withToken: reachedItems(radius.withToken).map(({ text }) => text) }),
    items: itemsOf(radius),
    ...(excess && { excess }),
  }));
  return `${JSON.stringify({ version: JSON_VERSION, subjects }, undefined, 2)}\n`;
}

/**
 * For tools that read SARIF: what is reached as notes, and what goes beyond a budget as errors.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function radiusSarif(all: readonly ReportedRadius[], version?: string): string {
  const told = all.flatMap(({ radius, excess = [], place = {} }) => [
    ...itemsOf(radius).map((item) => ({ item, id: `blast-${item.area}`, level: 'note' })),
    ...excess.map((item) => ({ item, id: codeOf(item.area), level: 'error' })),
  ].map(({ item, id, level }) => ({
    ruleId: id,
    level,
    message: {
      text: `${radius.title} ${level === 'error' ? 'exceeds its blast budget' : 'reaches'}: `
        + itemText(item).replace('  (', ' ('),
    },
    locations: [{
      ...(place.uri !== undefined && {
        physicalLocation: {
          artifactLocation: { uri: place.uri }, region: { startLine: place.line, startColumn: place.column },
        },
      }),
      logicalLocations: [{ fullyQualifiedName: place.path ?? radius.title }],
    }],
  })));
  const results = told.length <= MOST_RESULTS ? told : ['error', 'note']
    .flatMap((level) => told.filter((each) => each.level === level)).slice(0, MOST_RESULTS);
  const left = told.length - results.length;
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  return sarifLog({
    version,
    rules: rules.map((id) => ({ id, shortDescription: { text: titleOfRule(id) } })),
    results: results.map((each) => ({ ...each, ruleIndex: rules.indexOf(each.ruleId) })),
    ...(left > 0 && { more: { invocations: [leftOut(left)] } }),
  });
}

function leftOut(count: number): object {
  const text = `${count} results are left out, notes first: code hosts take ${MOST_RESULTS}`;
  return { executionSuccessful: true, toolExecutionNotifications: [{ level: 'warning', message: { text } }] };
}

function titleOfRule(id: string): string {
  const area = AREAS.find((each) => id === `blast-${each}` || id === codeOf(each))!;
  return `what code in a sandbox reaches${id.startsWith('ASB') ? ' beyond its budget' : ''}: ${TITLES[area]}`;
}
