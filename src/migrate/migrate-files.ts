import { posix } from 'node:path';
import { CreatedPool, createdPool, poolDocuments, poolEdits } from './created-pools';
import { withInlinePatches } from './inline-patches';
import { patchFiles } from './json-patches';
import { ChunkPlans, migrateChunk, offsetOf } from './migrate-chunk';
import type { MigrationDecision, MigratedFile, Migration, MigrationFinding, MigrationInput } from './migration';
import { KnownPools } from './objects/known-pools';
import type { Choice, MigrationProblem } from './objects/plan';
import { PlacedPlan, MigrationPlanner } from './plans';
import { FileChunk, nodesOf, ReadFile, readFile } from './read-file';
import { edited } from './text/edits';
import type { TextDocument } from './text/text-node';
import { Kind, KINDS } from '../api/kinds';
import { Memory } from '../documents';
import { Lines } from '../documents/positions';
import { apiGroupOf } from '../kubernetes/api-group';
import type { PathSegment } from '../kubernetes/json-path';
import { inObject } from '../kubernetes/read-json';
import { writtenVersion } from '../release/features';
import type { Release } from '../release/release';

/** How texts are migrated. */
export interface MigrationOptions {
  /** The release that they are for afterwards. */
  readonly target: Release;
  /** The release that they are for before, if that is known. */
  readonly from?: Release;
  /** Namespace of objects that name none. */
  readonly namespace?: string;
  /** Whether claims get the pool of the conversion webhook, also where a pool of their template is there. */
  readonly asConverted?: boolean;
}

const { normalize } = posix;

/** Migrates texts as one platform: claims find their pools in all of them. */
export function migrateFiles(inputs: readonly MigrationInput[], options: MigrationOptions): Migration {
  return new FilesMigration(options).run(inputs);
}

class FilesMigration {
  private readonly pools: KnownPools;
  private readonly planner: MigrationPlanner;
  private readonly decisions: MigrationDecision[] = [];
  private readonly findings: MigrationFinding[] = [];
  private readonly migrated = new Map<Kind, number>();
  /** Kinds that files are JSON patches of, by the path of the file. */
  private readonly patches = new Map<string, Kind>();
  private current = 0;

  constructor(private readonly options: MigrationOptions) {
    this.pools = new KnownPools(options.namespace);
    this.planner = new MigrationPlanner({ ...options, pools: options.asConverted ? undefined : this.pools });
  }

  run(inputs: readonly MigrationInput[]): Migration {
    const memory = new Memory();
    const named = inputs.map((input) => readFile(input, memory));
    for (const file of named) {
      for (const value of file?.chunks.flatMap(({ values }) => values) ?? []) {
        for (const [path, kind] of patchFiles(value, file!.name)) { this.patches.set(path, kind); }
      }
    }
    const read = named.map((file, index) => {
      const input = inputs[index];
      return file ?? (this.patches.has(normalize(input.name)) ? readFile(input, memory, true) : undefined);
    });
    for (const { chunks } of read.filter((each) => each !== undefined)) {
      for (const { values } of chunks) {
        for (const value of values) { eachObject(value, (object) => this.pools.note(object)); }
      }
    }
    const files = read.map((file, index): MigratedFile => (
      { ...inputs[index], after: file ? this.migrate(file) : inputs[index].text }
    ));
    const { decisions, findings, migrated, current } = this;
    return { files, decisions, findings, migrated, current, foreign: read.filter((each) => !each).length };
  }

  private migrate(file: ReadFile): string {
    const { text, error } = file;
    if (error) {
      const { message, line, column } = error;
      this.findings.push({
        code: 'ASB414',
        file: file.name,
        object: 'the file',
        line,
        column,
        message: `it cannot be read, and was left as it is: ${message}`,
        remedy: 'migrate what it is made of',
      });
      return text;
    }
    const parts: string[] = [];
    const created: CreatedPool[] = [];
    let at = 0;
    for (const chunk of file.chunks) {
      parts.push(text.slice(at, chunk.offset), this.chunk(file, chunk, created));
      at = chunk.offset + chunk.chunk.text.length;
    }
    const after = [...parts, text.slice(at)].join('');
    return created.length > 0 ? withPools(after, created) : after;
  }

  private chunk(file: ReadFile, part: FileChunk, created: CreatedPool[]): string {
    const patched = this.patches.get(normalize(file.name));
    const own = part.values.map((value) => this.planner.of(value, file.name, patched));
    let plans: ChunkPlans = part.values.map((value, index) => (
      withInlinePatches(value, file.name, own[index], this.planner)
    ));
    for (const value of part.values) {
      eachObject(value, (object) => {
        if (isCurrent(object)) { this.current += 1; }
      });
    }
    if (plans.every(({ length }) => length === 0)) { return part.chunk.text; }
    let { text, refused } = migrateChunk(part, plans);
    // A text within that cannot be edited is left to a person, and does not hold up the rest.
    if (refused !== undefined && plans.some((each, index) => each !== own[index])) {
      plans = own;
      ({ text, refused } = migrateChunk(part, plans));
    }
    this.report(file, part, plans, refused, created);
    return text;
  }

  private report(
    file: ReadFile, part: FileChunk, plans: ChunkPlans, refused: string | undefined, created: CreatedPool[],
  ): void {
    const lines = new Lines(part.chunk.text, part.chunk.line);
    const nodes = safeNodes(part);
    plans.forEach((ofDocument, index) => {
      const at = (path: readonly PathSegment[]) => ({
        file: file.name, ...lines.at(offsetOf(nodes?.[index], path)),
      });
      for (const plan of ofDocument) {
        const object = titleOf(plan, part.values[index], file);
        const place = (path: readonly PathSegment[] = []) => at([...plan.path, ...path]);
        const decide = ({ path, ...choice }: Choice) => this.decisions.push({ ...choice, object, ...place(path) });
        const find = ({ path, ...problem }: MigrationProblem) => {
          this.findings.push({ ...problem, object, ...place(path) });
        };
        plan.problems.forEach(find);
        if (plan.operations.length === 0) { continue; }
        if (refused !== undefined) {
          find({ code: 'ASB411', message: `it was left as it is: ${refused}`, remedy: 'change it by hand' });
          continue;
        }
        if (plan.kind) { this.migrated.set(plan.kind, (this.migrated.get(plan.kind) ?? 0) + 1); }
        plan.choices.forEach(decide);
        if (plan.poolFor !== undefined) { this.create(plan, plan.poolFor, created, decide, find); }
      }
    });
  }

  private create(
    { object, isOwn }: PlacedPlan,
    template: string,
    created: CreatedPool[],
    decide: (choice: Choice) => void,
    find: (problem: MigrationProblem) => void,
  ): void {
    const pool = createdPool(object, template, writtenVersion(this.options.target));
    if (this.pools.has(object, pool.name)) { return; }
    if (!isOwn) {
      return find({
        code: 'ASB412',
        message: `it needs the pool ${pool.name}, and is a part of another object`,
        remedy: `make a SandboxWarmPool of 0 replicas of template ${template} beside it`,
      });
    }
    this.pools.add(object, template, pool.name);
    created.push(pool);
    decide({ what: `SandboxWarmPool ${pool.name}: created`, why: `0 replicas of template ${template}` });
  }
}

/** The text with the pools that it needs, in its own form. */
function withPools(text: string, pools: readonly CreatedPool[]): string {
  const file = readFile({ name: '', text }, new Memory());
  const [first, second] = file?.chunks ?? [];
  const nodes = first && !second ? nodesOf(first.chunk, first.values.length) : undefined;
  if (!nodes?.[0].isJson) { return text + poolDocuments(text, pools); }
  const { kind } = inObject(first.values[0]);
  const isList = kind === 'List';
  const edits = poolEdits(nodes, { isList, isTyped: !isList && String(kind).endsWith('List') }, pools);
  return edited(text, edits.map((edit) => (
    { ...edit, start: edit.start + first.offset, end: edit.end + first.offset }
  )));
}

function safeNodes({ chunk, values }: FileChunk): TextDocument[] | undefined {
  try {
    return nodesOf(chunk, values.length);
  } catch {
    return undefined;
  }
}

/** The objects of a document: those of a list, or itself. */
function eachObject(value: unknown, visit: (object: unknown) => void): void {
  const { kind, items } = inObject(value);
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    items.forEach((item) => { eachObject(item, visit); });
  } else {
    visit(value);
  }
}

function isCurrent(object: unknown): boolean {
  const { apiVersion, kind } = inObject(object);
  return typeof kind === 'string' && typeof apiVersion === 'string' && Object.hasOwn(KINDS, kind)
    && apiGroupOf(apiVersion) === KINDS[kind as Kind].group && !apiVersion.endsWith('/v1alpha1');
}

/** The object of a plan, such as `SandboxClaim research/alice`; else the one around it. */
function titleOf({ object }: PlacedPlan, document: unknown, { name: file }: ReadFile): string {
  for (const each of [object, document]) {
    const { kind, metadata } = inObject(each);
    const { name, namespace } = inObject(metadata);
    if (typeof kind === 'string' && typeof name === 'string') {
      return `${kind} ${typeof namespace === 'string' ? `${namespace}/` : ''}${name}`;
    }
    if (typeof kind === 'string') { return kind; }
  }
  return /kustomization/i.test(file) ? 'Kustomization' : 'the document';
}
