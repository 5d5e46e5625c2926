import type { Context } from './command';
import type { InputText } from './input';
import type { Memory } from '../documents';
import { readText, Refuse } from './validate/read-texts';
import { installedRelease } from './validate/release-choice';
import { rereadable } from './validate/rereadable-text';
import { GivenObject, GivenObjects } from '../judge/manifests/context-objects';
import type { Release } from '../release/release';

/** Objects of manifests, and the release that reads them. */
export interface ManifestObjects {
  readonly objects: readonly GivenObject[];
  readonly release: Release;
}

/** Reads the objects of one side, and finds out which release they are for. */
export function readSide(
  given: readonly InputText[],
  namespace: string | undefined,
  named: Release | undefined,
  context: Context,
  refuse: Refuse,
  fallback?: Release,
  memory?: Memory,
): ManifestObjects {
  const texts = rereadable(given, !named);
  const choice = named ? { release: named } : installedRelease(texts, context.catalogue);
  const objects = new GivenObjects(namespace, memory);
  for (const text of texts) { readText(text, objects, refuse); }
  const isKnown = named !== undefined || choice.installed !== undefined;
  return { objects: objects.all, release: isKnown ? choice.release : fallback ?? choice.release };
}
