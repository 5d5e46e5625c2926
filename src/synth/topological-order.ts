import { IConstruct } from 'constructs';
import { AppGraph, Group } from './dependency-graph';

/** Dependencies form a circle, or look as if they did: cdk8s decides, and has the message. */
export class CircleSuspected extends Error {}

type Vertex = IConstruct | Group;

/**
 * Constructs in the order in which cdk8s puts them: after their dependencies, otherwise in the order of the tree.
 * Dependencies outside of the list are ignored.
 *
 * @throws CircleSuspected
 */
export function ordered(graph: AppGraph, constructs: readonly IConstruct[]): IConstruct[] {
  const isWhole = constructs === graph.constructs;
  if (graph.edges.size === 0) { return isWhole ? rootsFirst(constructs) : [...constructs]; }
  const inside = isWhole ? undefined : new Set(constructs);
  const found = new Walk(graph, inside).run(rootsFirst(roots(graph, constructs, inside)));
  // Constructs that no root leads to are in a circle.
  if (found.length < constructs.length) { throw new CircleSuspected(); }
  return found;
}

/** The constructs that no other in the list depends on. */
function roots(
  graph: AppGraph,
  constructs: readonly IConstruct[],
  inside: ReadonlySet<IConstruct> | undefined,
): readonly IConstruct[] {
  if (!inside) { return constructs.filter((construct) => !graph.preceding.has(construct)); }
  const preceding = new Set<IConstruct>();
  const waiting = new Map<Group, number>();
  for (const construct of constructs) {
    for (const target of graph.edges.get(construct) ?? []) {
      if (isGroup(target)) { waiting.set(target, (waiting.get(target) ?? 0) + 1); } else { preceding.add(target); }
    }
  }
  for (const [group, count] of waiting) {
    for (const object of within(group, inside)) {
      // An object that depends on its own group does not depend on itself.
      if (count > 1 || !graph.edges.get(object)?.includes(group)) { preceding.add(object); }
    }
  }
  return constructs.filter((construct) => !preceding.has(construct));
}

/**
 * The objects of a group that may be inside, in the order of the tree: of a chart with two objects, and of a group with
 * the guardrails of a thousand tenants.
 */
function within({ objects, members }: Group, inside: ReadonlySet<IConstruct>): readonly IConstruct[] {
  return inside.size < objects.length ? [...inside].filter((each) => members.has(each)) : objects;
}

const INDEX = /^(?:0|[1-9]\d{0,8})$/;

/** Whether the path of a construct is a whole number. Its id, the end of the path, is much cheaper to read. */
function isNumbered({ node }: IConstruct): boolean {
  return INDEX.test(node.id) && INDEX.test(node.path);
}

/** cdk8s keeps constructs by path in a JavaScript object, which puts keys that are whole numbers first. */
function rootsFirst(constructs: readonly IConstruct[]): IConstruct[] {
  const numbered = constructs.filter(isNumbered);
  if (numbered.length === 0) { return [...constructs]; }
  const others = constructs.filter((construct) => !isNumbered(construct));
  return [...numbered.sort((one, other) => Number(one.node.path) - Number(other.node.path)), ...others];
}

interface Frame {
  readonly vertex: Vertex;
  readonly before: readonly Vertex[];
  next: number;
}

/**
 * A depth-first walk along dependencies that visits each vertex once. Its stack is explicit, since chains may be long.
 */
class Walk {
  private readonly done = new Set<Vertex>();
  private readonly open = new Set<Vertex>();
  private readonly stack: Frame[] = [];
  private readonly found: IConstruct[] = [];

  constructor(
    private readonly graph: AppGraph,
    private readonly inside: ReadonlySet<IConstruct> | undefined,
  ) {}

  run(from: readonly IConstruct[]): IConstruct[] {
    for (const root of from) {
      this.enter(root);
      while (this.stack.length > 0) { this.step(this.stack[this.stack.length - 1]); }
    }
    return this.found;
  }

  private step(frame: Frame): void {
    if (frame.next < frame.before.length) {
      this.enter(frame.before[frame.next++]);
      return;
    }
    this.stack.pop();
    this.open.delete(frame.vertex);
    if (isGroup(frame.vertex)) {
      // A group that was entered from one of its own objects is not done: other constructs wait for that object.
      if (frame.vertex.objects.every((object) => this.done.has(object))) { this.done.add(frame.vertex); }
    } else {
      this.done.add(frame.vertex);
      this.found.push(frame.vertex);
    }
  }

  private enter(vertex: Vertex): void {
    if (this.done.has(vertex) || (this.inside && !isGroup(vertex) && !this.inside.has(vertex))) { return; }
    if (this.open.has(vertex)) {
      if (!this.isHarmless(vertex)) { throw new CircleSuspected(); }
      return;
    }
    const before = !isGroup(vertex)
      ? this.graph.edges.get(vertex) ?? []
      : this.inside ? within(vertex, this.inside) : vertex.objects;
    if (before.length === 0) {
      this.done.add(vertex);
      if (!isGroup(vertex)) { this.found.push(vertex); }
      return;
    }
    this.open.add(vertex);
    this.stack.push({ vertex, before, next: 0 });
  }

  /** Whether a vertex is open only because an object depends on the group that it is in. */
  private isHarmless(vertex: Vertex): boolean {
    const { vertex: by } = this.stack[this.stack.length - 1];
    if (isGroup(vertex)) { return vertex.objects.every((object) => object === by || this.done.has(object)); }
    return isGroup(by) && this.stack[this.stack.length - 2].vertex === vertex;
  }
}

function isGroup(vertex: Vertex): vertex is Group {
  return 'objects' in vertex && !('node' in vertex);
}
