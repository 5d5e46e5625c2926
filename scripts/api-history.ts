/**
 * Writes docs/api-history.md: which release brought, changed or dropped which field and flag, out of the catalogue.
 * `--check` writes nothing and fails when the checked-in page differs.
 */
import { writeOrCheck } from './generated';
import { Field } from '../src/api/fields';
import { ApiVersion, crdName, Kind, KIND_NAMES, KINDS } from '../src/api/kinds';
import { canonicalJson } from '../src/kubernetes/types/canonical-json';
import { JsonValue } from '../src/kubernetes/types/structural-schema';
import { Catalogue } from '../src/release/catalogue';
import { Flag } from '../src/release/flags';
import { Release } from '../src/release/release';

/** What a field or flag says of itself, in words for a table. */
interface Facts {
  readonly type: string;
  readonly required: boolean;
  /** Empty when there is none. */
  readonly default: string;
  /** Allowed values and limits; empty when the type is all. */
  readonly allowed: string;
  readonly description: string;
}

/** From a release on something is as said, or gone. */
interface State<T> {
  readonly since: string;
  readonly value?: T;
}

/** The page, as Markdown. */
export function apiHistory(catalogue: Catalogue): string {
  const releases = catalogue.all();
  const parts = KIND_NAMES.flatMap((kind) =>
    apiVersions(releases).map((version) => ({ kind, version, title: `${kind} ${version}` })),
  );
  const titles = ['Releases', ...parts.map(({ title }) => title), 'Controller flags'];
  return (
    [
      "<!-- Generated from the release history by 'npx projen api-history'. Do not edit. -->",
      '# Agent Sandbox API by release',
      [
        `What each release of Agent Sandbox from ${releases[0].id} to ${catalogue.latest.id} serves and understands, ` +
      'as this library knows it.',
        'First and Last are the first and the last release that has a field, API version or flag; ' +
      'Last is empty while the newest release has it.',
        'Fields of an API version count from the release that first served it.',
      ].join('\n'),
      [
        "Types with a capital, such as `PodSpec`, are Kubernetes' own: " +
      'their fields are those of the Kubernetes minor that the table of releases names.',
        'An atomic list is replaced as a whole by server-side apply.',
        'A limit or default of a field is in the CRD and the API server applies it; ' +
      'that of a flag is in the controller.',
      ].join('\n'),
      titles.map((title) => `- [${title}](#${title.toLowerCase().replace(/ /g, '-')})`).join('\n'),
      '## Releases',
      releaseTable(releases),
      ...parts.flatMap(({ kind, version, title }) => [
        `## ${title}`,
        kindSummary(releases, kind, version),
        fieldTable(releases, kind, version),
      ]),
      '## Controller flags',
      flagTable(releases),
    ].join('\n\n') + '\n'
  );
}

// --- Releases

function releaseTable(releases: readonly Release[]): string {
  const rows = releases.map((release, index) => [
    code(release.id),
    release.date ?? '',
    release.api.kubernetes,
    release.api.versions.map(({ name, deprecated }) => `${code(name)}${deprecated ? ' (deprecated)' : ''}`).join(', '),
    notes(release, releases[index - 1]),
  ]);
  return table(['Release', 'Date', 'Kubernetes types', 'API versions, stored one first', 'Notes'], rows.reverse());
}

function notes(release: Release, before?: Release): string {
  const { api, flags, install, roles } = release;
  const same = (ours: unknown, theirs: unknown) => canonicalJson(ours) === canonicalJson(theirs);
  const all = (one: Release) => [one.api, [...one.flags], one.install, one.roles];
  return [
    ...release.knownBad.map(({ reason, fixedIn }) => `**Known bad**: ${prose(reason)}; mended in ${code(fixedIn)}.`),
    ...(install.workload === before?.install.workload ? [] : [`The controller is a ${install.workload}.`]),
    ...(before && same([api, [...flags], install, roles], all(before))
      ? [`Installs as ${code(before.id)} does, but for the image.`]
      : before && same(api, before.api)
        ? [`CRDs as of ${code(before.id)}.`]
        : []),
  ].join(' ');
}

/** The API versions ever served, the youngest first. */
function apiVersions(releases: readonly Release[]): ApiVersion[] {
  return [...new Set(releases.flatMap(({ api }) => [...api.versions].reverse().map(({ name }) => name)))].reverse();
}

// --- Kinds

function kindSummary(releases: readonly Release[], kind: Kind, version: ApiVersion): string {
  const served = track(
    releases,
    ({ api }) => new Map(api.versions.map(({ name, deprecated }) => [name, { deprecated }])),
  );
  const states = served.get(version)!;
  const { first, last } = span(states, releases);
  const deprecated = states.find(({ value }) => value?.deprecated)?.since;
  return [
    `\`${KINDS[kind].group}/${version}\`, \`kubectl get ${KINDS[kind].shortName}\`, CRD \`${crdName(kind)}\`.`,
    `Served ${last ? `from ${code(first)} to ${code(last)}` : `since ${code(first)}`}` +
      `${deprecated ? `, deprecated since ${code(deprecated)}` : ''}.`,
  ].join('\n');
}

function fieldTable(releases: readonly Release[], kind: Kind, version: ApiVersion): string {
  const tracks = track(releases, ({ api }) => {
    const root = api.versions.find(({ name }) => name === version)?.kinds[kind]?.root;
    return new Map(root ? fieldsOf(root) : []);
  });
  const rows = [...tracks].sort(([a], [b]) => (inTree(a) < inTree(b) ? -1 : 1)).map(([path, states]) => {
    const { first, last, latest } = span(states, releases);
    return [
      code(path), latest.type, latest.required ? 'yes' : '', latest.default, latest.allowed,
      code(first), last && code(last), changes(states, releases), prose(latest.description),
    ];
  });
  return table(['Field', 'Type', 'Required', 'Default', 'Allowed', 'First', 'Last', 'Changes', 'Description'], rows);
}

/** Sorts a field right before what is below it. */
function inTree(path: string): string {
  return path.replace(/\[\]/g, '').replace(/\./g, '\0');
}

function fieldsOf(of: Field, at = ''): [string, Facts][] {
  if (of.items) { return fieldsOf(of.items, `${at}[]`); }
  return Object.entries(of.fields ?? {}).flatMap(([name, field]) => {
    const path = at ? `${at}.${name}` : name;
    return [[path, factsOf(field)], ...fieldsOf(field, path)];
  });
}

function factsOf(field: Field): Facts {
  const { limits: { enum: values, minimum, maximum, default: byDefault } = {}, rules = [] } = field;
  const within = minimum !== undefined && maximum !== undefined ? [`${minimum} to ${maximum}`] : [
    ...(minimum !== undefined ? [`at least ${minimum}`] : []),
    ...(maximum !== undefined ? [`at most ${maximum}`] : []),
  ];
  return {
    type: typeOf(field),
    required: field.required ?? false,
    default: byDefault === undefined ? '' : valueText(byDefault),
    allowed: [
      ...within,
      ...(values ? [values.map(valueText).join(', ')] : []),
      ...rules.map(({ rule, message }) => prose(message ?? rule)),
    ].join('; '),
    description: field.description,
  };
}

function typeOf({ type, limits, items, core, listType }: Field): string {
  switch (type) {
    case 'core': return code(core!);
    case 'array': return `list of ${typeOf(items!)}${listType ? `, ${listType}` : ''}`;
    case 'map': return `map of ${typeOf(items!)}`;
    default: return limits?.format ?? type;
  }
}

// --- Flags

function flagTable(releases: readonly Release[]): string {
  const tracks = track(releases, ({ flags }) => new Map([...flags].map(([name, flag]) => [name, factsOfFlag(flag)])));
  const rows = [...tracks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, states]) => {
    const { first, last, latest } = span(states, releases);
    return [
      code(`--${name}`), latest.type, latest.default, latest.allowed,
      code(first), last && code(last), changes(states, releases), prose(latest.description),
    ];
  });
  return table(['Flag', 'Type', 'Default', 'Allowed', 'First', 'Last', 'Changes', 'Description'], rows);
}

function factsOfFlag({ type, default: byDefault, description, minimum, exclusive, enum: values }: Flag): Facts {
  const allowed = [
    ...(minimum === undefined ? [] : [`${exclusive ? 'more than' : 'at least'} ${minimum}`]),
    ...(values ? [values.map(valueText).join(', ')] : []),
  ];
  return { type, required: false, default: valueText(byDefault), allowed: allowed.join('; '), description };
}

// --- History

/** The states that each name went through over the releases. */
function track<T>(
  releases: readonly Release[],
  read: (release: Release) => ReadonlyMap<string, T>,
): Map<string, State<T>[]> {
  const tracks = new Map<string, State<T>[]>();
  for (const release of releases) {
    const now = read(release);
    for (const name of new Set([...tracks.keys(), ...now.keys()])) {
      const states = tracks.get(name) ?? [];
      const current = now.get(name);
      if (canonicalJson(current ?? null) === canonicalJson(states.at(-1)?.value ?? null)) {
        continue;
      }
      tracks.set(name, [...states, { since: release.id, value: current }]);
    }
  }
  return tracks;
}

function span<T>(
  states: readonly State<T>[],
  releases: readonly Release[],
): { first: string; last: string; latest: T } {
  const { since, value: current } = states.at(-1)!;
  return {
    first: states[0].since,
    last: current ? '' : releaseBefore(since, releases),
    latest: (current ?? states.at(-2)!.value)!,
  };
}

function releaseBefore(id: string, releases: readonly Release[]): string {
  return releases[releases.findIndex((release) => release.id === id) - 1].id;
}

/** What changed between a first and a last state, in words. */
function changes(states: readonly State<Facts>[], releases: readonly Release[]): string {
  return states.slice(1).flatMap(({ since, value: now }, index) => {
    const before = states[index].value;
    if (!now) { return []; }
    const absent = before
      ? []
      : [`absent from ${code(states[index].since)} to ${code(releaseBefore(since, releases))}`];
    return [
      ...absent,
      ...differences(before ?? states[index - 1].value!, now).map((what) => `${what} since ${code(since)}`),
    ];
  }).join('; ');
}

function differences(before: Facts, now: Facts): string[] {
  const was = (text: string) => (text ? ` (before: ${text})` : '');
  return [
    ...(before.type === now.type ? [] : [`${now.type}${was(before.type)}`]),
    ...(before.required === now.required ? [] : [now.required ? 'required' : 'optional']),
    ...(before.default === now.default
      ? []
      : [now.default ? `default ${now.default}${was(before.default)}` : `no default${was(before.default)}`]),
    ...(before.allowed === now.allowed
      ? []
      : [now.allowed ? `${now.allowed}${was(before.allowed)}` : `not limited${was(before.allowed)}`]),
  ];
}

// --- Markdown

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function code(text: string): string {
  return `\`${text.replace(/\|/g, '\\|')}\``;
}

/** A value as one would write it; the empty string needs quotes to be seen. */
function valueText(of: JsonValue): string {
  return code(typeof of === 'string' && of !== '' ? of : JSON.stringify(of));
}

/** Text whose marks are no Markdown, except those of code. */
function prose(text: string): string {
  return text
    .replace(/\|/g, '\\|')
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replace(/[*<_]/g, '\\$&') : part))
    .join('`');
}

if (require.main === module) {
  writeOrCheck('api-history', { 'docs/api-history.md': apiHistory(Catalogue.standard()) });
}
