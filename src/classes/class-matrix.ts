/** Which classes there are: sizes, runtimes and images, and what rules say of each combination. Data only. */
import type {
  SandboxClassDeprecation, SandboxClassesProps, SandboxClassRule, SandboxClassSelection,
} from './sandbox-classes-props';
import { nearest } from '../checks/nearest';

/** A size, a runtime and an image, by name. */
export interface Combination {
  readonly size: string;
  readonly runtime: string;
  readonly image: string;
}

/** What rules say of a class. */
export type ClassSettings = Omit<SandboxClassRule, keyof SandboxClassSelection>;

/** A class that exists. */
export interface ClassEntry extends Combination {
  readonly name: string;
  readonly settings: ClassSettings;
}

/** The props that have names of each. */
export const DIMENSIONS = [['size', 'sizes'], ['runtime', 'runtimes'], ['image', 'images']] as const;

type Named = Pick<SandboxClassesProps, 'sizes' | 'runtimes' | 'images'>;

/** In one order, as not all languages keep that of maps. */
export function namesOf(map: object): string[] {
  return Object.keys(map).sort();
}

export function nameOf({ size, runtime, image }: Combination): string {
  return `${size}-${runtime}-${image}`;
}

/** All that exist, by name. */
export class ClassMatrix {
  readonly entries: readonly ClassEntry[];
  private readonly byName: ReadonlyMap<string, ClassEntry>;

  /** @throws when a selection names what there is not or selects nothing, or two classes have one name */
  constructor(private readonly props: SandboxClassesProps) {
    const { only, excluding = [], rules = [] } = props;
    const all = combinations(props);
    checkSelections('only', only ?? [], all, props);
    checkSelections('excluding', excluding, all, props);
    const existing = all.filter((each) => isAllowed(each, props));
    if (existing.length === 0) {
      throw new Error("'only' and 'excluding' leave no class; every combination is left out");
    }
    checkSelections('rules', rules, existing, props);
    this.entries = existing.map((each) => ({ ...each, name: nameOf(each), settings: settingsOf(each, rules) }));
    const byName = new Map<string, ClassEntry>();
    for (const entry of this.entries) {
      const other = byName.get(entry.name);
      if (other) {
        throw new Error(
          `two classes have the name '${entry.name}': ${inWords(other)}, and ${inWords(entry)}; rename one of them`,
        );
      }
      byName.set(entry.name, entry);
    }
    this.byName = byName;
    for (const { name, settings: { deprecated } } of this.entries) {
      if (deprecated) { this.checkDeprecated(name, deprecated); }
    }
  }

  /** @throws when there is no such class, with the nearest or the reason */
  find(combination: Combination): ClassEntry {
    for (const [dimension, prop] of DIMENSIONS) { checkName('', prop, combination[dimension], this.props); }
    const found = this.entries.find(({ size, runtime, image }) => (
      size === combination.size && runtime === combination.runtime && image === combination.image
    ));
    if (found) { return found; }
    const reason = (this.props.excluding ?? []).some((each) => isIn(combination, each))
      ? "'excluding' leaves it out"
      : "it is not in 'only'";
    throw new Error(`there is no class '${nameOf(combination)}': ${reason}; there are ${listed(
      this.entries.filter(({ image }) => image === combination.image).map(({ name }) => name),
    )} of image '${combination.image}'`);
  }

  private checkDeprecated(name: string, { instead }: SandboxClassDeprecation): void {
    if (instead === undefined) { return; }
    const other = this.byName.get(instead);
    if (!other) {
      const near = nearest(instead, this.byName.keys());
      throw new Error(
        `class '${name}' is deprecated, and 'instead' is '${instead}', which is no class; `
          + (near === undefined ? `give one of ${listed([...this.byName.keys()])}` : `did you mean '${near}'?`),
      );
    }
    if (other.settings.deprecated) {
      throw new Error(
        `class '${name}' is deprecated, and 'instead' is '${instead}', which is deprecated too; give one that stays`,
      );
    }
  }
}

function combinations({ sizes, runtimes, images }: Named): Combination[] {
  return namesOf(sizes).flatMap((size) => namesOf(runtimes).flatMap((runtime) => (
    namesOf(images).map((image) => ({ size, runtime, image }))
  )));
}

function isAllowed(combination: Combination, { only, excluding = [] }: SandboxClassesProps): boolean {
  return (!only || only.some((each) => isIn(combination, each))) && !excluding.some((each) => isIn(combination, each));
}

function isIn(combination: Combination, selection: SandboxClassSelection): boolean {
  return DIMENSIONS.every(([dimension, prop]) => selection[prop]?.includes(combination[dimension]) ?? true);
}

function settingsOf(combination: Combination, rules: readonly SandboxClassRule[]): ClassSettings {
  const settings: Record<string, unknown> = {};
  for (const { sizes: _, runtimes: __, images: ___, ...given } of rules.filter((each) => isIn(combination, each))) {
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined) { settings[name] = value; }
    }
  }
  return settings;
}

/** @throws when a selection names what there is not, or selects none of some combinations */
function checkSelections(
  prop: string,
  selections: readonly SandboxClassSelection[],
  among: readonly Combination[],
  props: Named,
): void {
  selections.forEach((selection, index) => {
    const where = `'${prop}[${index}]'`;
    for (const [, dimension] of DIMENSIONS) {
      for (const name of selection[dimension] ?? []) { checkName(`${where}: `, dimension, name, props); }
    }
    if (!among.some((each) => isIn(each, selection))) {
      throw new Error(`${where} selects no class that there is; correct it, or remove it`);
    }
  });
}

function checkName(what: string, dimension: keyof Named, name: string, props: Named): void {
  if (Object.hasOwn(props[dimension], name)) { return; }
  const names = namesOf(props[dimension]);
  const near = nearest(name, names);
  throw new Error(
    `${what}'${dimension}' has no '${name}'; `
      + (near === undefined ? `there are ${listed(names)}` : `did you mean '${near}'?`),
  );
}

function inWords({ size, runtime, image }: Combination): string {
  return `size '${size}' with runtime '${runtime}' and image '${image}'`;
}

/** Names, at most so many. */
const MOST = 12;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST;
  const shown = names.slice(0, MOST).map((name) => `'${name}'`).join(', ') || 'none';
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
