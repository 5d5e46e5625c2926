import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AppContent, AppObject } from './app-content';
import { Chunk, DocumentError, errorPosition, readChunk, split } from '../documents';
import { formatFinding } from '../findings/format';
import { isError } from '../findings/trouble';
import { ManifestJudge } from '../judge/manifests';
import { controllersIn } from '../judge/manifests/installs';
import type { FileFinding } from '../judge/manifests/outcome';
import { mayHoldController } from '../judge/rules/read-other-kinds';
import type { KubeObject } from '../kubernetes/kube-object';
import { nameOfObject } from '../kubernetes/object-name';
import { inObject } from '../kubernetes/read-json';
import { Catalogue } from '../release/catalogue';
import { Release } from '../release/release';
import { compareReleases } from '../release/release-id';

/** A text of manifests. */
export interface ManifestText {
  /** Its file; undefined for a text of its own. */
  readonly file?: string;
  readonly text: string;
  /** Whether every document in it must be an object of Kubernetes. */
  readonly isStrict: boolean;
}

/** How texts are judged. */
export interface TextSettings {
  readonly release?: Release;
  readonly namespace?: string;
  readonly closedWorld: boolean;
}

/**
 * The files that paths name: files themselves, and those with manifests below directories, in the order of names.
 *
 * @throws when a path does not exist, or there is no file
 */
export function readFiles(paths: readonly string[]): ManifestText[] {
  const texts = paths.flatMap((path): ManifestText[] => {
    if (!statSync(path).isDirectory()) { return [{ file: path, text: readFileSync(path, 'utf8'), isStrict: true }]; }
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => /\.(?:ya?ml|json)$/.test(name)).sort().map((name) => {
      const file = join(path, name);
      return { file, text: readFileSync(file, 'utf8'), isStrict: false };
    });
  });
  if (texts.length === 0) { throw new Error(`no manifest is in ${paths.join(', ') || 'no path'}; give files`); }
  return texts;
}

/**
 * Reads texts and judges their objects as the command `validate` does.
 *
 * @throws when one cannot be read, with its file and line
 */
export function contentOfTexts(texts: readonly ManifestText[], settings: TextSettings): AppContent {
  const { release = installedRelease(texts), namespace, closedWorld } = settings;
  const judge = new ManifestJudge({ release, namespace, closedWorld, judgesNetwork: true, keepObjects: false });
  const objects: AppObject[] = [];
  for (const text of texts) {
    const { file, isStrict } = text;
    eachChunk(text, (chunk) => {
      judge.read({ name: file ?? '', isStrict }, chunk);
      for (const { value } of readChunk(chunk)) {
        const { apiVersion, kind } = inObject(value);
        if (typeof apiVersion !== 'string' || typeof kind !== 'string') { continue; }
        const object = value as KubeObject;
        objects.push({ title: `${nameOfObject(object)}${file === undefined ? '' : ` (${file})`}`, value: object });
      }
    });
  }
  const findings = judge.finish().findings.map((each) =>
    ({ ...each.finding, path: placeOf(each), object: each.object }));
  return { objects, findings, release, errors: findings.filter(isError).map(formatFinding) };
}

/** The newest known release that the texts install; the newest known one, if they install none. */
function installedRelease(texts: readonly ManifestText[]): Release {
  const catalogue = Catalogue.standard();
  const ids: string[] = [];
  for (const text of texts) {
    eachChunk(text, (chunk) => {
      if (!mayHoldController(chunk.text)) { return; }
      for (const { release } of controllersIn(chunk)) {
        if (release !== undefined && catalogue.ids.includes(release)) { ids.push(release); }
      }
    });
  }
  const [newest] = ids.sort((a, b) => compareReleases(b, a));
  return newest === undefined ? catalogue.latest : catalogue.get(newest);
}

function placeOf({ file, line, column }: FileFinding): string {
  return file === '' ? `line ${line}, column ${column}` : `${file}:${line}:${column}`;
}

function eachChunk({ file, text }: ManifestText, visit: (chunk: Chunk) => void): void {
  for (const chunk of split([text])) {
    try {
      visit(chunk);
    } catch (error) {
      if (!(error instanceof DocumentError)) { throw error; }
      const { line } = errorPosition(chunk, error);
      throw new Error(`${file === undefined ? `line ${line}` : `${file}:${line}`}: ${error.message}`);
    }
  }
}
