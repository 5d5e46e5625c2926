import { Construct } from 'constructs';
import { CATALOGUE_NAME, checkProps } from './check-props';
import { ClassMatrix } from './class-matrix';
import { clientFiles } from './clients';
import { writeFiles } from './clients/write-files';
import { SandboxClass } from './sandbox-class';
import { SandboxClassClientsOptions, SandboxClassesProps, SandboxClassFilesOptions } from './sandbox-classes-props';
import { CATALOGUE_FILE, CATALOGUE_LABEL, CATALOGUE_VALUE, catalogueText } from '../api/class-catalogue';
import { atConstruct } from '../app/construct-errors';
import { ScopedApiObject } from '../app/scoped-api-object';
import { copyOf } from '../checks/copy-of';
import { checkShapes } from '../checks/shapes';
import type { SandboxTemplate } from '../sandbox/sandbox-template';
import type { WarmPool } from '../sandbox/warm-pool';

/**
 * Size classes: a template and a pool for each size on each runtime with each image, and a catalogue of them, which
 * programs that claim are compiled against.
 *
 * @example
 * const classes = new SandboxClasses(chart, 'Classes', {
 *   sizes: {
 *     small: { cpu: kplus.Cpu.millis(500), memory: Size.gibibytes(1) },
 *     large: { cpu: kplus.Cpu.units(4), memory: Size.gibibytes(16) },
 *   },
 *   runtimes: { gvisor: IsolatedRuntime.gvisor(chart, 'Gvisor') },
 *   images: { python: { container: { image: 'registry.example.com/python:3.14' } } },
 *   rules: [{ sizes: ['small'], replicas: 10, maxClaims: 100 }],
 * });
 * classes.pool('small', 'gvisor', 'python').addClaim('Nightly');
 */
export class SandboxClasses extends Construct {
  /** All classes, in the order of their names. */
  public readonly classes: SandboxClass[];

  /** Name of the ConfigMap with the catalogue. Its key is `classes.json`. */
  public readonly catalogueName: string;

  private readonly matrix: ClassMatrix;

  /**
   * @param scope a chart or a construct in one; in a SandboxTenant its quota has room for the classes
   * @param id of the construct
   * @param props what there is, and what goes together
   * @throws when a prop is malformed, names what there is not, or leaves no class
   */
  public constructor(scope: Construct, id: string, props: SandboxClassesProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const given = copyOf(props);
    this.matrix = atConstruct(this, () => new ClassMatrix(given));
    this.classes = this.matrix.entries.map((entry) => SandboxClass._of(this, entry, given))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    this.catalogueName = given.catalogueName ?? CATALOGUE_NAME;
    new ScopedApiObject(this, 'Catalogue', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: this.catalogueName, labels: { [CATALOGUE_LABEL]: CATALOGUE_VALUE } },
      data: { [CATALOGUE_FILE]: this.catalogue() },
    });
  }

  /**
   * The class of a size, a runtime and an image.
   *
   * @param size its name
   * @param runtime its name among the classes
   * @param image its name among the classes
   * @throws when there is none, with the nearest name
   */
  public find(size: string, runtime: string, image: string): SandboxClass {
    const { name } = atConstruct(this, () => this.matrix.find({ size, runtime, image }));
    return this.node.findChild(name) as SandboxClass;
  }

  /**
   * The pool of a class.
   *
   * @param size its name
   * @param runtime its name among the classes
   * @param image its name among the classes
   * @throws when there is none, with the nearest name
   */
  public pool(size: string, runtime: string, image: string): WarmPool {
    return this.find(size, runtime, image).pool;
  }

  /**
   * The template of a class.
   *
   * @param size its name
   * @param runtime its name among the classes
   * @param image its name among the classes
   * @throws when there is none, with the nearest name
   */
  public template(size: string, runtime: string, image: string): SandboxTemplate {
    return this.find(size, runtime, image).template;
  }

  /** The catalogue as JSON: the text of `classes.json` in the ConfigMap. */
  public catalogue(): string {
    return catalogueText(this.classes.map(({ _catalogued }) => _catalogued));
  }

  /**
   * The clients: what `writeClients` writes, by the names of the files.
   *
   * @param options which languages
   * @throws when an option is malformed
   */
  public clients(options: SandboxClassClientsOptions = {}): { [file: string]: string } {
    return atConstruct(this, () => clientFiles(this.classes.map(({ _catalogued }) => _catalogued), options));
  }

  /**
   * Writes the clients into a directory, now. A file that is as it should be is left alone, so that nothing is built
   * anew for it.
   *
   * @param options where, and which languages
   * @returns the paths of all of them
   * @throws when an option is malformed, the directory is a file or cannot be written, or other classes of the app have
   * written another file of the name there
   */
  public writeClients(options: SandboxClassFilesOptions): string[] {
    const files = this.clients(atConstruct(this, () => checkShapes('the options', options, {})));
    return atConstruct(this, () => writeFiles(this, options.directory, files));
  }
}
