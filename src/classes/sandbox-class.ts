import { Construct } from 'constructs';
import { checkLength } from './check-props';
import type { ClassEntry } from './class-matrix';
import type { SandboxClassesProps, SandboxClassImage, SandboxSize } from './sandbox-classes-props';
import { CatalogueEntry, CLASS_LABEL, Deprecated, DEPRECATED_ANNOTATION } from '../api/class-catalogue';
import { atConstruct } from '../app/construct-errors';
import { expectClaims } from '../app/expected-claims';
import { amountOfSize } from '../checks/amounts';
import { SandboxTemplate, SandboxTemplateProps } from '../sandbox/sandbox-template';
import { WarmPool } from '../sandbox/warm-pool';

/** A size on a runtime with an image: a template and its pool. */
export class SandboxClass extends Construct {
  /**
   * Made by SandboxClasses.
   * @internal
   */
  public static _of(scope: Construct, entry: ClassEntry, props: SandboxClassesProps): SandboxClass {
    return new SandboxClass(scope, entry, props);
  }

  /** Its name: `<size>-<runtime>-<image>`. */
  public readonly name: string;

  /** Name of its size. */
  public readonly size: string;

  /** Name of its runtime among the classes, which may be another than that of the RuntimeClass. */
  public readonly runtime: string;

  /** Name of its image among the classes. */
  public readonly image: string;

  /** Its template. */
  public readonly template: SandboxTemplate;

  /** Its pool, which claims name. */
  public readonly pool: WarmPool;

  /** Whether it goes. */
  public readonly isDeprecated: boolean;

  /**
   * What the catalogue says of it.
   * @internal
   */
  public readonly _catalogued: CatalogueEntry;

  private constructor(scope: Construct, entry: ClassEntry, props: SandboxClassesProps) {
    super(scope, entry.name);
    const { name, size, runtime, image, settings: { deprecated, maxClaims = 0, ...options } } = entry;
    const objectName = `${props.prefix ?? ''}${name}`;
    atConstruct(this, () => { checkLength(objectName); });
    this.name = name;
    this.size = size;
    this.runtime = runtime;
    this.image = image;
    this.isDeprecated = deprecated !== undefined;
    const [amounts, content] = [props.sizes[size], props.images[image]];
    const given = { ...props.template, ...amounts.template, ...content.template };
    const said = deprecated && deprecatedOf(deprecated);
    const metadata = {
      name: objectName,
      labels: { [CLASS_LABEL]: name },
      ...(said && { annotations: { [DEPRECATED_ANNOTATION]: JSON.stringify(said) } }),
    };
    this.template = new SandboxTemplate(this, 'Template', {
      ...given,
      metadata: {
        ...given.metadata,
        ...metadata,
        labels: { ...given.metadata?.labels, ...metadata.labels },
        annotations: { ...given.metadata?.annotations, ...metadata.annotations },
      },
      runtime: props.runtimes[runtime],
      containers: [{ ...content.container, resources: resourcesOf(amounts) }],
      ...extendedOf(amounts, content, given),
    });
    if (amounts.workspace) {
      this.template.addWorkspace('Workspace', content.workspacePath ?? '/workspace', amounts.workspace);
    }
    this.pool = new WarmPool(this, 'Pool', { ...options, metadata, template: this.template });
    if (maxClaims > 0) { expectClaims(this.pool, maxClaims); }
    this._catalogued = {
      name,
      pool: objectName,
      template: objectName,
      size,
      runtime,
      image,
      cpu: amounts.cpu.amount,
      memory: amountOfSize('memory', amounts.memory).text,
      ...(amounts.ephemeralStorage && {
        ephemeralStorage: amountOfSize('ephemeralStorage', amounts.ephemeralStorage).text,
      }),
      ...(amounts.workspace && { workspace: amountOfSize('workspace', amounts.workspace.size).text }),
      ...(said && { deprecated: said }),
    };
  }
}

/** In one order of members. */
function deprecatedOf({ instead, until }: Deprecated): Deprecated {
  return { ...(instead !== undefined && { instead }), ...(until !== undefined && { until }) };
}

function resourcesOf({ cpu, memory, cpuRequest = cpu, memoryRequest = memory, ephemeralStorage }: SandboxSize) {
  return {
    cpu: { request: cpuRequest, limit: cpu },
    memory: { request: memoryRequest, limit: memory },
    ...(ephemeralStorage && { ephemeralStorage: { request: ephemeralStorage, limit: ephemeralStorage } }),
  };
}

/** Extended resources are fields of the container that cdk8s-plus does not have. */
function extendedOf(
  { extendedResources }: SandboxSize,
  { container: { name = 'main' } }: SandboxClassImage,
  { containerOptions }: SandboxTemplateProps,
): Pick<SandboxTemplateProps, 'containerOptions'> {
  if (!extendedResources || Object.keys(extendedResources).length === 0) { return {}; }
  const { resources, ...options } = containerOptions?.[name] ?? {};
  const limits = Object.fromEntries(Object.entries(extendedResources).map(([key, count]) => [key, String(count)]));
  return {
    containerOptions: {
      ...containerOptions,
      [name]: { ...options, resources: { ...resources, limits: { ...resources?.limits, ...limits } } },
    },
  } as Pick<SandboxTemplateProps, 'containerOptions'>;
}
