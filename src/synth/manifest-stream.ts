import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { App, Chart } from 'cdk8s';
import { eachDocument } from './chart-documents';
import { sequenceOf } from './chart-sequence';
import { print } from './print';
import { validate } from './validate-tree';
import { inOrderOfObjects } from '../app/json/object-json';

/** So much text is written at a time. */
const PIECE = 16 * 1024;

/**
 * Writes a manifest piece by piece, for fleets that are larger than memory should be: what is added is rendered, written and
 * forgotten. What belongs together goes into one chart, in an app of its own:
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
 * Nobody compares objects that are added apart: neither their names nor what they refer to.
 */
export class ManifestStream {
  /** Where the manifest is, once it is closed. */
  public readonly path: string;

  private readonly partial: string;
  private readonly file: number;
  private readonly bytes = Buffer.allocUnsafe(2 * PIECE);
  private pending = '';
  private isEmpty = true;
  private isClosed = false;

  /**
   * Starts a manifest in a file beside, named with `.partial`, so that one that was broken off is taken for none.
   *
   * @param path of the manifest; its directory is made
   */
  public constructor(path: string) {
    if (typeof path !== 'string' || path === '') {
      throw new Error(`'path' is '${path}'; give the path of a file such as 'dist/fleet.k8s.yaml'`);
    }
    this.path = path;
    this.partial = `${path}.partial`;
    mkdirSync(dirname(path), { recursive: true });
    this.file = openSync(this.partial, 'w');
  }

  /**
   * Adds an object as it is, unjudged.
   *
   * @param object plain data with `apiVersion` and `kind`; printed as cdk8s prints an ApiObject, without what is null
   * @throws when it is no object of Kubernetes, or holds anything but data
   */
  public add(object: any): void {
    const { apiVersion, kind } = object ?? {};
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      throw new Error(`an object has apiVersion '${apiVersion}' and kind '${kind}'; give both as text`);
    }
    const json = inOrderOfObjects(object, object.metadata);
    if (!json) {
      throw new Error(
        `${kind} '${object.metadata?.name}' holds something other than plain data; make an ApiObject of it in a chart, and add the chart`,
      );
    }
    this.write(print(json, true));
  }

  /**
   * Adds the objects of a chart, validated and judged as when its app is synthesized. The app is not needed any more.
   *
   * @param chart whose objects are added, those of charts in it apart
   * @throws when something is wrong with the app of the chart; nothing of the chart is added then
   */
  public addChart(chart: Chart): void {
    const app = App.of(chart);
    validate(app.node.findAll());
    const sequence = sequenceOf(app);
    const texts: string[] = [];
    if (sequence) {
      eachDocument(sequence, chart, ({ text }) => texts.push(text));
    } else {
      for (const json of chart.toJson()) { texts.push(print(json, false)); }
    }
    for (const text of texts) { this.write(text); }
  }

  /** Ends the manifest, which is then at its path. */
  public close(): void {
    if (this.isClosed) { return; }
    this.flush();
    this.isClosed = true;
    closeSync(this.file);
    renameSync(this.partial, this.path);
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
    for (let offset = 0; offset < length;) { offset += writeSync(this.file, bytes, offset, length - offset); }
  }
}
