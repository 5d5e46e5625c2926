import { keyOf, meant } from './object-keys';
import { catalogueIn } from '../../api/class-catalogue';
import type { Kind } from '../../api/kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { claimModesIn, classIn, labelDomainsIn, scaleTargetOf } from '../rules/read-other-kinds';

interface Entry<T> {
  readonly file: string;
  readonly value: T;
}

/** The objects that others refer to, by kind, namespace and name. Of objects of other kinds, only facts are kept. */
export class KnownManifests {
  private readonly objects = new Map<string, Entry<KubeObject>[]>();
  private readonly scalers = new Map<string, Entry<string>[]>();
  private readonly claimModes = new Map<string, Entry<readonly string[]>[]>();
  private readonly catalogued = new Map<string, Entry<readonly string[]>[]>();
  private readonly runtimeClasses = new Set<string>();
  private readonly labelDomains: Entry<readonly string[]>[] = [];

  add(file: string, object: KubeObject): void {
    const { namespace, name } = inObject(object.metadata);
    if (typeof name === 'string') { put(this.objects, keyOf(object.kind, namespace, name), { file, value: object }); }
  }

  /**
   * Keeps what an object of another kind tells of Agent Sandbox: a scaler, a RuntimeClass, the controller's options.
   */
  addOther(file: string, object: KubeObject): void {
    const target = scaleTargetOf(object);
    if (target) {
      put(this.scalers, keyOf(target.kind, target.namespace, target.name), { file, value: target.scaler });
    }
    const modes = claimModesIn(object);
    if (modes) {
      const { namespace, name } = inObject(object.metadata);
      put(this.claimModes, keyOf(object.kind, namespace, name as string), { file, value: modes });
    }
    const catalogue = catalogueIn(object);
    if (catalogue) {
      const { namespace } = inObject(object.metadata);
      put(this.catalogued, String(namespace ?? ''), { file, value: catalogue.classes.map(({ pool }) => pool) });
    }
    const declared = classIn(object);
    if (declared?.kind === 'RuntimeClass') { this.runtimeClasses.add(declared.name); }
    const domains = labelDomainsIn(object);
    if (domains) { this.labelDomains.push({ file, value: domains }); }
  }

  has(kind: Kind, namespace: string | undefined, name: string): boolean {
    return this.objects.has(keyOf(kind, namespace, name));
  }

  hasRuntimeClass(name: string): boolean {
    return this.runtimeClasses.has(name);
  }

  /**
   * The object that a manifest refers to. Manifests of many environments may be given at once, so that one name
   * stands for several objects: the one of the same file is meant; among those of other files there is no answer.
   */
  find(file: string, kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined {
    return meant(file, this.objects.get(keyOf(kind, namespace, name)))?.value;
  }

  /** The scaler of an object of a file. If several objects have its name, only a scaler of the same file counts. */
  scalerOf(file: string, kind: Kind, namespace: string | undefined, name: string): string | undefined {
    const key = keyOf(kind, namespace, name);
    const scalers = this.scalers.get(key);
    const isAlone = (this.objects.get(key) ?? []).length <= 1;
    return meant(file, isAlone ? scalers : scalers?.filter((entry) => entry.file === file))?.value;
  }

  /** The access modes of a PersistentVolumeClaim that a manifest of a file refers to. */
  claimModesOf(file: string, namespace: string | undefined, name: string): readonly string[] | undefined {
    return meant(file, this.claimModes.get(keyOf('PersistentVolumeClaim', namespace, name)))?.value;
  }

  /** The pools in the catalogues of a namespace: those of a file, else of all. */
  cataloguedIn(file: string, namespace: string | undefined): readonly string[] | undefined {
    const all = this.catalogued.get(namespace ?? '');
    const here = all?.filter((entry) => entry.file === file) ?? [];
    return (here.length > 0 ? here : all)?.flatMap(({ value }) => value);
  }

  /** All scalers of an object of a file, in the order of reading: of several files, if one object has its name. */
  scalersOf(file: string, kind: string, namespace: string | undefined, name: string): readonly string[] {
    const key = keyOf(kind, namespace, name);
    const scalers = this.scalers.get(key) ?? [];
    const isAlone = (this.objects.get(key) ?? []).length <= 1;
    const meantHere = isAlone ? scalers : scalers.filter((entry) => entry.file === file);
    return [...new Set(meantHere.map(({ value }) => value))];
  }

  /** The names of the objects of a kind in a namespace. */
  namesIn(kind: Kind, namespace: string | undefined): string[] {
    const start = keyOf(kind, namespace, '');
    return [...this.objects.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  }

  /** The label domains of a file's controller, if an install among the manifests sets them. */
  labelDomainsOf(file: string): readonly string[] | undefined {
    const [first, ...rest] = this.labelDomains;
    const areOne = first !== undefined && rest.every(({ value }) => value.join() === first.value.join());
    return areOne ? first.value : meant(file, this.labelDomains)?.value;
  }
}

function put<T>(map: Map<string, Entry<T>[]>, key: string, entry: Entry<T>): void {
  const same = map.get(key);
  if (same) { same.push(entry); } else { map.set(key, [entry]); }
}
