import { classesOf } from './classes';
import { brief } from './describe';
import type { Stack, StackPanel } from './stack';
import type { StackEntry } from './stack-object';
import type { Arrow, Box, Panel, Picture } from '../pictures/picture';
import { shortened } from '../pictures/text-width';

/** Equal objects beyond this number are one box. */
const MOST_EQUAL = 3;
/** Boxes of one kind in a panel; others of the kind share one. */
const MOST_OF_KIND = 12;
const MOST_PANELS = 24;
/** Names of objects without a box that are told, of one kind. */
const MOST_NAMES = 2;

/** The picture of a stack: equal objects together, and equal panels. */
export function pictureOf(stack: Stack): Picture {
  const panels = [...stack.panels.values()];
  const classes = classesOf(panels.flatMap(({ entries }) => entries));
  const groups = new Map<string, StackPanel[]>();
  for (const panel of panels) {
    const signature = signatureOf(panel, classes);
    const same = groups.get(signature);
    if (same) { same.push(panel); } else { groups.set(signature, [panel]); }
  }
  const shown = [...groups.values()].flatMap((same) =>
    same.length > MOST_EQUAL ? [same] : same.map((each) => [each]),
  );
  const kept = shown.length > MOST_PANELS ? shown.slice(0, MOST_PANELS - 1) : shown;
  const left = shown.slice(kept.length).flat();
  return {
    title: 'Objects by namespace',
    description:
      'The objects of each namespace, with arrows from policies, runtimes and templates to pools, claims and ' +
      'sandboxes.',
    panels: [
      ...kept.map((same, index) => panelOf(same, `p${index}`, classes)),
      ...(left.length > 0 ? [others(left)] : []),
    ],
    legend: kept.some(([{ entries }]) => entries.some(({ isElsewhere }) => isElsewhere))
      ? [{ style: 'made', text: 'dashed: not among the objects of the picture, or made later' }]
      : [],
  };
}

/** Equal for panels that differ by names only. */
function signatureOf(
  { namespace, notes, entries, listed }: StackPanel,
  classes: ReadonlyMap<StackEntry, number>,
): string {
  const kinds = [...listed].map(([kind, names]) => `${kind} ${names.length}`).sort();
  const own = entries.map((entry) => classes.get(entry)!).sort((one, other) => one - other);
  return JSON.stringify([namespace === undefined, namespace === '', notes, kinds, own]);
}

function panelOf(same: readonly StackPanel[], id: string, classes: ReadonlyMap<StackEntry, number>): Panel {
  const [panel] = same;
  const groups = boxesOf(panel, classes);
  const idOf = new Map(groups.flatMap((group, index) => group.map((entry) => [entry, `${id}_${index}`])));
  const arrows = new Map<string, Arrow>();
  for (const from of panel.entries) {
    for (const to of from.after) {
      const [one, other] = [idOf.get(from)!, idOf.get(to)!];
      const isMade = to.isElsewhere && to.kind === 'Sandbox';
      arrows.set(`${one} ${other}`, { from: one, to: other, style: isMade ? 'made' : 'plain' });
    }
  }
  const origins = [...new Set(same.map(({ origin }) => origin))];
  return {
    id,
    title: between(same.map(({ namespace }) => titleOf(namespace))),
    subtitle:
      origins.length > MOST_EQUAL ? between(origins.map((origin) => shortened(origin, 40))) : shortened(origins[0], 60),
    count: same.length,
    notes: panel.notes,
    boxes: groups.map((group, index) => boxOf(group, `${id}_${index}`)),
    arrows: [...arrows.values()],
    rest: listOf([panel], same.length === 1),
  };
}

/** Entries that share a box. */
function boxesOf({ entries }: StackPanel, classes: ReadonlyMap<StackEntry, number>): StackEntry[][] {
  const equal = new Map<number, StackEntry[]>();
  for (const entry of entries) {
    const key = classes.get(entry)!;
    const list = equal.get(key);
    if (list) { list.push(entry); } else { equal.set(key, [entry]); }
  }
  const groups = [...equal.values()].flatMap((list) =>
    list.length > MOST_EQUAL ? [list] : list.map((each) => [each]),
  );
  const counts = new Map<string, number>();
  const rest = new Map<string, StackEntry[]>();
  const kept = groups.filter((group) => {
    const { kind } = group[0];
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count < MOST_OF_KIND) { return true; }
    const others_ = rest.get(kind);
    if (others_) { others_.push(...group); } else { rest.set(kind, [...group]); }
    return false;
  });
  return [...kept, ...rest.values()];
}

function boxOf(group: readonly StackEntry[], id: string): Box {
  const [{ kind, name, tone, details, isElsewhere }] = group;
  const names = group.map((each) => each.name);
  const areAlike = group.every((each) => each.details.join('\0') === details.join('\0'));
  const full = new Set(names).size === 1 ? name : `${name} … ${names.at(-1)!}`;
  const shown = group.length === 1 || full === name ? brief(name) : between(names);
  return {
    id,
    tone,
    kind,
    name: shown,
    ...(shown !== full && { hover: shortened(full, 600) }),
    details: areAlike ? details : ['different ones'],
    count: group.length,
    isElsewhere,
  };
}

/** Names in a few words: that of one, or the first and the last of several. */
function between(names: readonly string[]): string {
  const [first] = names;
  const last = names.at(-1)!;
  return first === last ? brief(first) : `${shortened(first, 17)} … ${shortened(last, 17)}`;
}

function titleOf(namespace: string | undefined): string {
  if (namespace === undefined) { return 'whole cluster'; }
  return namespace === '' ? 'namespace of kubectl' : namespace;
}

/** Objects without a box: by name where they are few. */
function listOf(panels: readonly StackPanel[], isNamed: boolean): string[] {
  const kinds = new Map<string, string[]>();
  for (const { listed } of panels) {
    for (const [kind, names] of listed) {
      const list = kinds.get(kind);
      if (list) { for (const name of names) { list.push(name); } } else { kinds.set(kind, [...names]); }
    }
  }
  return [...kinds].map(([kind, names]) => (
    isNamed && names.length < MOST_NAMES
      ? `${brief(kind)} ${names.map(brief).join(', ')}`
      : `${names.length} ${brief(plural(kind, names.length))}`
  ));
}

/** The panels that have no room. */
function others(panels: readonly StackPanel[]): Panel {
  const counts = new Map<string, number>();
  for (const { entries, listed } of panels) {
    for (const { kind, isElsewhere } of entries) {
      if (!isElsewhere) {
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
    }
    for (const [kind, names] of listed) { counts.set(kind, (counts.get(kind) ?? 0) + names.length); }
  }
  return {
    id: 'others',
    title: `and ${panels.length} more`,
    notes: [],
    boxes: [],
    arrows: [],
    rest: [...counts].map(([kind, count]) => `${count} ${brief(plural(kind, count))}`),
  };
}

function plural(kind: string, count: number): string {
  if (count === 1) { return kind; }
  if (/(s|x|ch)$/.test(kind)) { return `${kind}es`; }
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
