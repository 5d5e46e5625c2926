import { partsOf, RereadableText } from './rereadable-text';
import { split } from '../../documents';
import { controllersIn } from '../../judge/manifests/installs';
import { mayHoldController } from '../../judge/rules/read-other-kinds';
import type { Catalogue } from '../../release/catalogue';
import type { Release } from '../../release/release';
import { compareReleases } from '../../release/release-id';

/** The release that judges, and why it does. */
export interface ReleaseChoice {
  readonly release: Release;
  /** The controller among the files that decided, if one did. */
  readonly installed?: string;
}

/** A controller among the files. */
interface Install {
  readonly what: string;
  readonly file: string;
  readonly release: string;
}

/**
 * The release that the files install; the newest known one when they install none, or one that is not known. Of several
 * the newest judges, and each install of another one is a finding.
 */
export function installedRelease(texts: readonly RereadableText[], catalogue: Catalogue): ReleaseChoice {
  const installs = texts.flatMap(installsIn).sort((a, b) => compareReleases(b.release, a.release));
  for (const { release: id, what, file } of installs) {
    const isNewer = compareReleases(id, catalogue.latest.id) > 0;
    if (!isNewer && !catalogue.ids.includes(id)) { continue; }
    const release = isNewer ? catalogue.like(id, catalogue.latest) : catalogue.get(id);
    return { release, installed: `${what} in ${file}` };
  }
  return { release: catalogue.latest };
}

/** The controllers in a text. An error in it is told when it is judged. */
function installsIn(text: RereadableText): Install[] {
  try {
    if (!mentionsController(text)) { return []; }
    const installs: Install[] = [];
    for (const chunk of split(text.pieces())) {
      if (!mayHoldController(chunk.text)) { continue; }
      for (const { what, release } of controllersIn(chunk)) {
        if (release !== undefined) { installs.push({ what, release, file: text.name }); }
      }
    }
    return installs;
  } catch {
    return [];
  }
}

function mentionsController(text: RereadableText): boolean {
  for (const part of partsOf(text)) {
    if (mayHoldController(part)) { return true; }
  }
  return false;
}
