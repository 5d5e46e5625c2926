import type { KubeObject } from '../../../kubernetes/kube-object';
import { POD_TEMPLATES } from '../../../kubernetes/pod-templates';
import { inObject } from '../../../kubernetes/read-json';
import type { ContainerDefaults } from '../../capacity/pod-needs';
import { located, Located } from '../../rules/located';
import { judgeInNamespace } from '../../rules/namespaces';
import {
  containerDefaults, EnforcedStandard, isCountedByTemplate, isGuard, NamespaceGuards, standardIn,
} from '../../rules/namespaces/guards';
import { PodShapes } from '../../rules/namespaces/pod-shapes';
import { QuotaContents, quotaTroubles } from '../../rules/namespaces/quotas';
import { SCALER_KINDS } from '../../rules/read-other-kinds';
import { keyOf, meant } from '../object-keys';
import type { Origin } from '../origin';

/** Objects whose text is kept, so that findings have the line of the field. Further ones have their first line. */
const MOST_WITH_TEXT = 10_000;

/** An object in a namespace, and where it was read. */
interface Held {
  readonly origin: Origin;
  readonly object: KubeObject;
}

/** The objects of a namespace. */
interface Namespace {
  readonly guards: Held[];
  readonly contents: Held[];
}

/** The standard of a Namespace of a file, if it enforces one. */
interface Declared {
  readonly file: string;
  readonly standard?: EnforcedStandard;
}

/** Judges objects by what their namespaces demand when everything is read: a Namespace or a quota may come last. */
export class NamespaceJudging {
  private readonly byName = new Map<string, Namespace>();
  private readonly declared = new Map<string, Declared[]>();
  private readonly shapes = new PodShapes();
  private readonly overheads = new Map<string, Readonly<Record<string, string>>>();
  private readonly classes = new Map<string, boolean>();
  private readonly refused = new Set<number>();
  private held = 0;

  /** @param kubernetes minor of the cluster, if it is known */
  constructor(private readonly kubernetes: string | undefined) {}

  visit(origin: Origin, object: KubeObject): void {
    const { kind } = object;
    if (isGuard(object)) {
      if (kind === 'Namespace') {
        this.declare(origin, object);
      } else {
        this.of(object).guards.push({ origin, object });
      }
    } else if (isHeld(kind)) {
      this.of(object).contents.push({ origin: this.light(origin), object: this.shapes.keep(object) });
    } else if (kind === 'RuntimeClass') {
      const { name } = inObject(object.metadata);
      this.overheads.set(String(name), inObject(object, 'overhead', 'podFixed') as Record<string, string>);
    } else if (kind === 'PriorityClass') {
      this.classes.set(String(inObject(object.metadata).name), object.globalDefault === true);
    }
  }

  /** The amounts that LimitRanges of a namespace give to containers of a file. */
  defaultsIn(file: string, namespace: string | undefined): ContainerDefaults {
    const { guards } = this.byName.get(namespace ?? '') ?? { guards: [] };
    return containerDefaults(this.guardsOf(file, '', guards).limitRanges);
  }

  /** Leaves out an object that the API server refuses. */
  drop({ order }: Origin): void {
    this.refused.add(order);
  }

  * finish(): Generator<{ readonly where: Origin; readonly located: Located[] }> {
    for (const [name, namespace] of this.byName) {
      if (namespace.guards.length === 0 && !this.declared.has(name)) { continue; }
      const contents = namespace.contents.filter(({ origin }) => !this.refused.has(origin.order));
      yield* this.judgeContents(name, namespace.guards, contents);
      yield* this.judgeQuotas(namespace.guards, contents);
    }
  }

  private * judgeContents(
    name: string,
    guards: readonly Held[],
    contents: readonly Held[],
  ): Generator<{ readonly where: Origin; readonly located: Located[] }> {
    const byFile = new Map<string, NamespaceGuards>();
    for (const { origin, object } of contents) {
      let ofFile = byFile.get(origin.file);
      if (!ofFile) { byFile.set(origin.file, ofFile = this.guardsOf(origin.file, name, guards)); }
      const found = judgeInNamespace(object, ofFile, this.kubernetes);
      if (found.length > 0) { yield { where: origin, located: found }; }
    }
  }

  private * judgeQuotas(
    guards: readonly Held[],
    contents: readonly Held[],
  ): Generator<{ readonly where: Origin; readonly located: Located[] }> {
    const quotas = guards.filter(({ object }) => object.kind === 'ResourceQuota');
    if (quotas.length === 0) { return; }
    // Files of several clusters have objects of one name: then each file is looked at by itself.
    const isOneCluster = new Set(contents.map(({ object }) => identity(object))).size === contents.length;
    for (const { origin, object } of quotas) {
      const ofCluster = isOneCluster ? contents : contents.filter((each) => each.origin.file === origin.file);
      const troubles = quotaTroubles(object, this.guardsOf(origin.file, '', guards), this.contentsOf(ofCluster));
      if (troubles.length > 0) {
        yield {
          where: origin,
          located: troubles.map(({ code, severity, ...trouble }) => located(code, severity, trouble, object)),
        };
      }
    }
  }

  private contentsOf(held: readonly Held[]): QuotaContents {
    return {
      objects: held.map(({ object }) => object),
      overhead: (name) => this.overheads.get(name),
      isDefaultPriority: (names) => names.some((name) => this.classes.get(name) === true)
        || (names.every((name) => this.classes.has(name)) ? false : undefined),
    };
  }

  /** The guards that hold for the objects of a file: its own, and those of other files that stand there once. */
  private guardsOf(file: string, name: string, guards: readonly Held[]): NamespaceGuards {
    const standard = meant(file, this.declared.get(name) ?? [])?.standard;
    const groups = new Map<string, Held[]>();
    for (const each of guards) {
      const key = identity(each.object);
      groups.set(key, [...groups.get(key) ?? [], each]);
    }
    const objects = [...groups.values()]
      .flatMap((group) => meant(file, group.map(({ origin, object }) => ({ file: origin.file, object }))) ?? [])
      .map(({ object }) => object);
    return {
      ...(standard && { standard }),
      limitRanges: objects.filter(({ kind }) => kind === 'LimitRange'),
      quotas: objects.filter(({ kind }) => kind === 'ResourceQuota'),
    };
  }

  private declare({ file }: Origin, object: KubeObject): void {
    const name = String(inObject(object.metadata).name);
    const standard = standardIn(object);
    const known = this.declared.get(name) ?? [];
    // Without a standard it only says that files differ.
    this.declared.set(name, [...known, { file, ...(standard && { standard }) }]);
  }

  private of({ metadata }: KubeObject): Namespace {
    const { namespace } = inObject(metadata);
    const name = typeof namespace === 'string' ? namespace : '';
    let known = this.byName.get(name);
    if (!known) { this.byName.set(name, known = { guards: [], contents: [] }); }
    return known;
  }

  /** An origin without the text, once there are very many. */
  private light(origin: Origin): Origin {
    this.held += 1;
    if (this.held <= MOST_WITH_TEXT) { return origin; }
    const start = origin.source.position([]);
    return { file: origin.file, order: origin.order, source: { position: () => start, notes: [] } };
  }
}

/** Whether the guards of namespaces are about objects of a kind, or read them. */
function isHeld(kind: string): boolean {
  return Object.hasOwn(POD_TEMPLATES, kind) || isCountedByTemplate(kind) || kind === 'PersistentVolumeClaim'
    || SCALER_KINDS.includes(kind);
}

function identity({ kind, metadata }: KubeObject): string {
  const { namespace, name } = inObject(metadata);
  return keyOf(kind, namespace, name);
}
