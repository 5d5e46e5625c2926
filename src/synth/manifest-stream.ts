import { basename, dirname } from 'node:path';
import { App, Chart } from 'cdk8s';
import { eachDocument } from './chart-documents';
import { sequenceOf } from './chart-sequence';
import { OutputFile, OutputFiles } from './output-files';
import { print } from './print';
import { validate } from './validate-tree';
import { printedHere } from '../app/changed-texts';
import { inOrderOfObjects } from '../app/json/object-json';

/** Length of text to write at a time. */
const PIECE = 16 * 1024;

/**
 * Writes a manifest piece by piece, for fleets that should not be in memory as a whole: each addition is rendered,
 * written and dropped. Objects that belong together are in one chart, in an app of its own:
 *
 *     const stream = new ManifestStream('dist/fleet.k8s.yaml');
 *     for (const user of users) {
 *       const app = new App();
 *       SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
 *       const chart = new Chart(app, user, { namespace: 'fleet' });
 *       new Sandbox(chart, user, { containers: [{ image: 'registry.example.com/devbox:2.4' }] });
 *       stream.addChart(chart);
 *     }
 *     stream.close();
 *
 * Objects of different additions are not compared: neither their names nor their references.
 */
export class ManifestStream {
  /** Path of the manifest, which is there once the stream is closed. */
  public readonly path: string;

  private readonly output: OutputFiles;
  private readonly file: OutputFile;
  private readonly bytes = Buffer.allocUnsafe(2 * PIECE);
  private pending = '';
  private isEmpty = true;
  private isClosed = false;

  /**
   * Starts a manifest. Until the stream is closed, it is written aside, in a hidden directory beside the manifest, and
   * a manifest that is at the path already stays as it is.
   *
   * @param path of the manifest; its directory is made if it is missing
   * @throws when the path is empty or the directory cannot be written to
   */
  public constructor(path: string) {
    if (typeof path !== 'string' || path === '') {
      throw new Error(`path '${path}' is not valid; give the path of a file, such as 'dist/fleet.k8s.yaml'`);
    }
    this.path = path;
    this.output = new OutputFiles(dirname(path));
    this.file = this.output.open(basename(path));
  }

  /**
   * Adds an object as it is, without judging it.
   *
   * @param object plain data with `apiVersion` and `kind`; printed as an ApiObject is, without null members
   * @throws when it is not a Kubernetes object, or holds anything but plain data
   */
  public add(object: any): void {
    const { apiVersion, kind } = object ?? {};
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      throw new Error(`an object has apiVersion '${apiVersion}' and kind '${kind}'; give both as strings`);
    }
    const name = `${kind} '${object.metadata?.name}'`;
    const json = inOrderOfObjects(object, object.metadata);
    if (!json) {
      throw new Error(
        `${name} holds something other than plain data; make an ApiObject of it in a chart, and add the chart`,
      );
    }
    this.write(print(json, true, () => name));
  }

  /**
   * Adds the objects of a chart, validated and judged as in a synthesis of its app. The app is not needed afterwards.
   *
   * @param chart whose objects are added, except those of charts in it
   * @throws when the app of the chart is not valid; nothing of the chart is added then
   */
  public addChart(chart: Chart): void {
    const app = App.of(chart);
    for (const text of printedHere(app, () => documents(app, chart))) { this.write(text); }
  }

  /** Ends the manifest, and puts it at its path. */
  public close(): void {
    if (this.isClosed) { return; }
    this.flush();
    this.isClosed = true;
    this.file.end();
    this.output.publish();
  }

  private write(document: string): void {
    if (this.isClosed) { throw new Error(`manifest '${this.path}' is closed; add objects before that`); }
    this.pending += this.isEmpty ? document : `---\n${document}`;
    this.isEmpty = false;
    if (this.pending.length >= PIECE) { this.flush(); }
  }

  private flush(): void {
    const length = Buffer.byteLength(this.pending);
    // New memory for each piece would pile up until it is collected.
    const bytes = length <= this.bytes.length ? this.bytes : Buffer.allocUnsafe(length);
    bytes.write(this.pending);
    this.pending = '';
    this.file.write(bytes, length);
  }
}

/** The documents of a chart of a valid app. */
function documents(app: App, chart: Chart): string[] {
  validate(app.node.findAll());
  const sequence = sequenceOf(app);
  if (!sequence) { return chart.toJson().map((json) => print(json, false, () => chart.node.path)); }
  const texts: string[] = [];
  eachDocument(sequence, chart, ({ text }) => texts.push(text));
  return texts;
}
