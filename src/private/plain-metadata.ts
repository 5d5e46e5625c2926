import { ApiObjectMetadataDefinition, ApiObjectMetadataDefinitionOptions, OwnerReference } from 'cdk8s';
import { NOT_PLAIN, plain } from './plain';

/** What is printed in one pass; anything else is left to cdk8s. */
const PLAIN_MEMBERS = new Set(['name', 'namespace', 'labels', 'annotations', 'apiObject']);

/** Metadata that prints itself in one pass, as long as it holds no more than names, labels and annotations. */
export class PlainMetadata extends ApiObjectMetadataDefinition {
  private readonly labelsNow: Record<string, string>;
  private readonly annotationsNow: Record<string, string>;
  private isPlain: boolean;

  constructor(options: ApiObjectMetadataDefinitionOptions) {
    super({ ...options });
    this.labelsNow = { ...options.labels };
    this.annotationsNow = { ...options.annotations };
    this.isPlain = Object.keys(options).every((key) => PLAIN_MEMBERS.has(key));
  }

  public addLabel(key: string, value: string): void {
    super.addLabel(key, value);
    this.labelsNow[key] = value;
  }

  public addAnnotation(key: string, value: string): void {
    super.addAnnotation(key, value);
    this.annotationsNow[key] = value;
  }

  public addFinalizers(...finalizers: string[]): void {
    this.isPlain = false;
    super.addFinalizers(...finalizers);
  }

  public addOwnerReference(owner: OwnerReference): void {
    this.isPlain = false;
    super.addOwnerReference(owner);
  }

  public add(key: string, value: any): void {
    this.isPlain = false;
    super.add(key, value);
  }

  public toJson(): any {
    if (!this.isPlain) { return super.toJson(); }
    const { name, namespace } = this;
    const json = plain({ annotations: filled(this.annotationsNow), labels: filled(this.labelsNow), name, namespace });
    return json === NOT_PLAIN ? super.toJson() : filled(json as object);
  }
}

function filled<T extends object>(map: T): T | undefined {
  for (const _ in map) { return map; }
  return undefined;
}
