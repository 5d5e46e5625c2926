import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { documentOf, eachDocument, objectsOf } from './chart-documents';
import { Sequence, sequenceOf } from './chart-sequence';
import { chartName, objectName } from './file-names';
import { Text } from './output-text';
import { validate } from './validate-tree';

/** What cdk8s keeps of an app and does not show: whether the paths of constructs are written too. */
interface Recording {
  readonly recordConstructMetadata?: boolean;
}

/**
 * An app that writes the files that cdk8s' `App` writes, byte by byte, in one walk: dependencies, validation and rendering
 * once for the app in place of once for each chart, and data that is plain is printed without `yaml`. Use it in place of
 * `App`; nothing else changes.
 *
 * Charts and objects of classes that render themselves are asked to, and what depends on itself is left to cdk8s, for its
 * message. Nothing is written before all is rendered.
 *
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class SandboxApp extends App {
  /**
   * Whether all is being rendered, and nothing is written.
   * @internal
   */
  public _isRendering = false;

  /**
   * Called when all is rendered, or something could not be, and nothing is written: what throws here keeps it so.
   * @internal
   */
  public readonly _beforeWriting: Array<() => void> = [];

  /**
   * All constructs while they are validated and rendered: whoever looks through them need not walk the tree again.
   * @internal
   */
  public _constructs?: readonly IConstruct[];

  /** Writes all manifests to the output directory. */
  public synth(): void {
    mkdirSync(this.outdir, { recursive: true });
    this.validated(this.node.findAll());
    const sequence = sequenceOf(this);
    if (!sequence) {
      super.synth();
      return;
    }
    const files = this.rendered(sequence, () => this.filesOf(sequence));
    for (const [name, text] of files) { text.write(join(this.outdir, name)); }
    if ((this as unknown as Recording).recordConstructMetadata) { this.writeConstructPaths(sequence); }
  }

  /**
   * All manifests as one text.
   *
   * @returns the documents of all charts, separated by `---`
   */
  public synthYaml(): string {
    const sequence = sequenceOf(this);
    if (!sequence) { return super.synthYaml(); }
    this.validated(sequence.graph.constructs);
    return this.rendered(sequence, () => {
      const all = new Text();
      for (const chart of sequence.charts) { eachDocument(sequence, chart, ({ text }) => all.add(text)); }
      return all;
    }).toString();
  }

  private validated(constructs: readonly IConstruct[]): void {
    this._constructs = constructs;
    try {
      validate(constructs);
    } finally {
      this._constructs = undefined;
    }
  }

  private rendered<T>({ graph: { constructs } }: Sequence, work: () => T): T {
    this._isRendering = true;
    this._constructs = constructs;
    try {
      return work();
    } finally {
      // Also when something could not be rendered: what is wrong with others may be why, and is told first.
      try {
        for (const each of this._beforeWriting) { each(); }
      } finally {
        this._isRendering = false;
        this._constructs = undefined;
      }
    }
  }

  /** What is written, by the name of the file in the output directory. */
  private filesOf(sequence: Sequence): Map<string, Text> {
    const files = new Map<string, Text>();
    const file = (name: string) => {
      const text = new Text();
      // A later file of the same name is written over the earlier.
      files.set(`${name}${this.outputFileExtension}`, text);
      return text;
    };
    const { charts, graph: { hasDependentCharts } } = sequence;
    if (this.yamlOutputType === YamlOutputType.FILE_PER_APP) {
      if (charts.length === 0) { return files; }
      const all = file('app');
      for (const chart of charts) { eachDocument(sequence, chart, ({ text }) => all.add(text)); }
      return files;
    }
    charts.forEach((chart, index) => {
      switch (this.yamlOutputType) {
        case YamlOutputType.FILE_PER_CHART: {
          const all = file(chartName(chart, index, hasDependentCharts));
          eachDocument(sequence, chart, ({ text }) => all.add(text));
          all.pack();
          break;
        }
        case YamlOutputType.FILE_PER_RESOURCE:
          eachDocument(sequence, chart, ({ text, named }) => { if (named) { file(objectName(named)).add(text); } });
          break;
        case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE: {
          const folder = chartName(chart, index, hasDependentCharts);
          mkdirSync(join(this.outdir, folder), { recursive: true });
          for (const object of objectsOf(sequence, chart)) {
            file(join(folder, objectName(object))).add(documentOf(sequence, object).text);
          }
          break;
        }
      }
    });
    return files;
  }

  private writeConstructPaths(sequence: Sequence): void {
    const objects = sequence.charts.flatMap((chart) => objectsOf(sequence, chart));
    const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
    writeFileSync(join(this.outdir, 'construct-metadata.json'), JSON.stringify({ version: '1.0.0', resources }));
  }
}
