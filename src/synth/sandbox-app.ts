import { join } from 'node:path';
import { App, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ChartDocument, documentOf, eachDocument, objectsOf } from './chart-documents';
import { Sequence, sequenceOf } from './chart-sequence';
import { chartName, objectNames } from './file-names';
import { OutputFiles } from './output-files';
import { Text } from './output-text';
import { validate } from './validate-tree';
import { refuseChangedTexts } from '../app/changed-texts';

/** Private members of a cdk8s app. */
interface PrivateMembers {
  /** Whether the paths of constructs are written too. */
  readonly recordConstructMetadata?: boolean;
}

/**
 * An app that writes the files of cdk8s' `App` in one walk of the tree: it resolves dependencies, validates and renders
 * once an app, not once a chart, and prints plain data without `yaml`. Use it in place of `App`; nothing else changes.
 *
 * The bytes are those of `App`, except that a text which kubectl would read as another there is printed in double
 * quotes with escapes. Where each object has a file, objects of one kind and name in several namespaces have files of
 * their own, `<kind>.<name>.<namespace>`; `App` keeps the last of them.
 *
 * The files are written whole or not at all: nothing is written before everything is rendered, and each file is written
 * aside and renamed. A process that is killed between two renames leaves new files beside old ones, and the rest in a
 * hidden directory `.partial-*`: the next synthesis finishes that first, and `validate` refuses such a directory.
 *
 * Charts and objects of classes that render themselves are asked for their JSON. For dependencies in a circle, cdk8s
 * raises the error.
 *
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class SandboxApp extends App {
  /**
   * Whether the app is being rendered, and nothing is written yet.
   * @internal
   */
  public _isRendering = false;

  /**
   * Called after everything is rendered, or rendering failed, and before anything is written; an error prevents
   * writing.
   * @internal
   */
  public readonly _beforeWriting: Array<() => void> = [];

  /**
   * What makes the texts of files that are written beside the manifests, by their paths in the output directory.
   * @internal
   */
  public readonly _files = new Map<string, () => string>();

  /**
   * All constructs while they are validated and rendered, so that nobody needs to walk the tree again.
   * @internal
   */
  public _constructs?: readonly IConstruct[];

  /**
   * Writes all manifests to the output directory.
   *
   * @throws when the app is not valid or a file cannot be written; the output directory is as it was then
   */
  public synth(): void {
    this.validated(this.node.findAll());
    const sequence = sequenceOf(this);
    if (!sequence) {
      refuseChangedTexts(this);
      super.synth();
      return;
    }
    const files = this.rendered(sequence, () => this.filesOf(sequence));
    const others = [...this._files].map(([name, make]) => [name, Buffer.from(make())] as const);
    const output = new OutputFiles(this.outdir);
    for (const [name, text] of files) { text.writeTo(output.open(name)); }
    for (const [name, bytes] of others) { output.add(name, bytes); }
    if ((this as unknown as PrivateMembers).recordConstructMetadata) {
      output.add('construct-metadata.json', Buffer.from(constructPaths(sequence)));
    }
    output.publish();
  }

  /**
   * All manifests as one text.
   *
   * @returns the documents of all charts, separated by `---`
   */
  public synthYaml(): string {
    const sequence = sequenceOf(this);
    if (!sequence) {
      refuseChangedTexts(this);
      return super.synthYaml();
    }
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
      // Also after a failure: errors of other objects may be its cause, and are reported first.
      try {
        for (const each of this._beforeWriting) { each(); }
      } finally {
        this._isRendering = false;
        this._constructs = undefined;
      }
    }
  }

  /** The text of each file, by its path in the output directory. */
  private filesOf(sequence: Sequence): Map<string, Text> {
    const files = new Map<string, Text>();
    const file = (name: string) => {
      const text = new Text();
      // A later file replaces an earlier one of the same name.
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
    const documents: Array<Required<ChartDocument>> = [];
    charts.forEach((chart, index) => {
      switch (this.yamlOutputType) {
        case YamlOutputType.FILE_PER_CHART: {
          const all = file(chartName(chart, index, hasDependentCharts));
          eachDocument(sequence, chart, ({ text }) => all.add(text));
          all.pack();
          break;
        }
        case YamlOutputType.FILE_PER_RESOURCE:
          eachDocument(sequence, chart, ({ text, named }) => { if (named) { documents.push({ text, named }); } });
          break;
        case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE: {
          const folder = chartName(chart, index, hasDependentCharts);
          const objects = objectsOf(sequence, chart);
          objectNames(objects).forEach((name, each) => {
            file(join(folder, name)).add(documentOf(sequence, objects[each]).text);
          });
          break;
        }
      }
    });
    objectNames(documents.map(({ named }) => named)).forEach((name, each) => {
      file(name).add(documents[each].text);
    });
    return files;
  }
}

/** The paths of constructs by object name, in the form of cdk8s. */
function constructPaths(sequence: Sequence): string {
  const objects = sequence.charts.flatMap((chart) => objectsOf(sequence, chart));
  const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
