import { ApiObject, JsonPatch } from 'cdk8s';
import { Cluster } from '../../app/cluster';
import { constructPath, tryToRender } from '../../app/judged-objects';
import { Finding } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { hasKnownStructure, judgeStructure } from '../other-projects';

/**
 * Judges the structure of the objects of other kinds in an app, whatever made them, on the JSON that they print.
 * Most cannot be asked when they print, so each is rendered once more for it (docs/adr/0011). Those of this library
 * show what they print, which is in time where nothing is written before all is printed.
 */
export class CoreObjects {
  /** The findings, of objects that have any. */
  private readonly byObject = new Map<ApiObject, readonly Finding[]>();
  private readonly judged = new WeakSet<ApiObject>();
  /** Those that will show what they print. */
  private readonly waiting = new Set<ApiObject>();
  private objects: readonly ApiObject[] = [];

  /** All findings about them. */
  get found(): readonly Finding[] {
    return [...this.byObject.values()].flat();
  }

  /** Whether all were judged that are about to be printed. */
  get isComplete(): boolean {
    return this.waiting.size === 0;
  }

  /**
   * Judges objects that are about to be printed: those that are new, and those that had findings.
   *
   * @param objects of the app
   * @param areShown whether those of this library will show what they print, before anything is written
   */
  beforePrinting(objects: readonly ApiObject[], areShown: boolean): void {
    const news = objects === this.objects ? [] : objects.filter((object) => !this.judged.has(object));
    this.objects = objects;
    for (const object of news) { this.judged.add(object); }
    const due = new Set([...this.byObject.keys(), ...this.waiting, ...news]);
    this.waiting.clear();
    for (const object of due) {
      if (!areShown || !('_render' in object)) {
        this.judge(object);
        continue;
      }
      this.byObject.delete(object);
      this.waiting.add(object);
    }
  }

  /** Judges what an object shows, if it is waited for. */
  visitPrinted(object: ApiObject, json: KubeObject): void {
    if (this.waiting.delete(object)) { this.judge(object, json); }
  }

  /** Judges those that have shown nothing. */
  endPrinting(): void {
    for (const object of this.waiting) { this.judge(object); }
    this.waiting.clear();
  }

  /** Judges objects that may change before they are printed. */
  whileComposing(objects: readonly ApiObject[]): void {
    for (const object of objects) { this.judge(object); }
    this.waiting.clear();
  }

  private judge(object: ApiObject, shown?: KubeObject): void {
    if (!hasKnownStructure(object.apiVersion, object.kind)) { return; }
    const json = shown ?? tryToRender(object);
    const { kubernetesVersion } = Cluster.of(object);
    const findings = !json ? [] : (shown ? structureOf : judgeStructure)(json, kubernetesVersion);
    const leftOut = json && leavesOut(object)
      ? judgeStructure(patched(object, json), kubernetesVersion).filter(({ finding }) => finding.code === 'ASB101')
      : [];
    if (findings.length + leftOut.length > 0) {
      this.byObject.set(
        object,
        [...findings, ...leftOut].map(({ finding }) => ({ ...finding, path: constructPath(object) })),
      );
    } else {
      this.byObject.delete(object);
    }
  }
}

/** The patches of an object, which cdk8s keeps to itself. */
function patchesOf(object: object): readonly JsonPatch[] {
  return (object as { patches?: readonly JsonPatch[] }).patches ?? [];
}

/**
 * Whether an object leaves out what patches add and it does not know. Those of generated classes do, such as
 * cdk8s-plus'.
 *
 * @see https://github.com/cdk8s-team/cdk8s/issues/2172
 */
function leavesOut(object: ApiObject): boolean {
  return !('_render' in object) && object.toJson !== ApiObject.prototype.toJson && patchesOf(object).length > 0;
}

/** The JSON with patches applied to it that the object may have left out. Only its field names are meaningful. */
function patched(object: ApiObject, json: KubeObject): KubeObject {
  for (const patch of patchesOf(object)) {
    try {
      JsonPatch.apply(json, patch);
    } catch {
      // The patch was applied already: a member that it moved or removed is gone.
    }
  }
  return json;
}

/** Texts of objects without findings. The tenants of an app have the same roles, quotas and network policies. */
const MOST_KNOWN = 500;
const fine = new Set<string>();

/** Findings about an object, of which the namespace bears on none. */
function structureOf(json: KubeObject, kubernetes: string | undefined): ReturnType<typeof judgeStructure> {
  const { metadata } = json;
  const { namespace } = metadata;
  if (namespace === undefined || !DNS_LABEL.test(namespace)) { return judgeStructure(json, kubernetes); }
  const text = JSON.stringify([kubernetes, { ...json, metadata: { ...metadata, namespace: '' } }]);
  if (fine.has(text)) { return []; }
  const found = judgeStructure(json, kubernetes);
  if (found.length === 0 && fine.size < MOST_KNOWN) { fine.add(text); }
  return found;
}

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
