import { fieldRef, FILE_FIELDS, resourceFieldRef } from './environment';
import { fileMode, unreservedPath } from './forms';
import { all, each, field, object, wanted } from './table';
import { fieldsOf, shaped } from './value-shape';
import { Check, has, PodVisit, required } from './visit';
import { inList, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

/** A key of a ConfigMap or Secret as a file. */
export const keyToPath: Check<Loose> = all(
  wanted('key', required('name the key')),
  wanted('path', required('give the path of the file'), unreservedPath),
  field('mode', fileMode),
);

/** A field of the pod as a file. */
export const downwardFile: Check<Loose> = all(
  wanted('path', required('give the path of the file'), unreservedPath),
  (file: Loose, visit: PodVisit) => {
    if (has(file, 'fieldRef')) {
      visit.enter('fieldRef', file.fieldRef, fieldRef(FILE_FIELDS));
      if (has(file, 'resourceFieldRef')) { visit.refuse('has two sources', "keep 'fieldRef' or 'resourceFieldRef'"); }
    } else if (has(file, 'resourceFieldRef')) {
      visit.enter('resourceFieldRef', file.resourceFieldRef, resourceFieldRef(true));
    } else {
      visit.refuse('has no source', "set 'fieldRef' or 'resourceFieldRef'");
    }
  },
  field('mode', fileMode),
);

const LEAST_EXPIRATION = 600;
const MOST_EXPIRATION = 2 ** 32;

const tokenPath = all(required('give the path of the file'), unreservedPath);

const serviceAccountToken: Check<Loose> = (token, visit) => {
  const seconds = has(token, 'expirationSeconds') ? Number(token.expirationSeconds) : 3600;
  if (seconds < LEAST_EXPIRATION || seconds > MOST_EXPIRATION) {
    visit.refuse(
      `${seconds} is not valid`,
      `use ${LEAST_EXPIRATION} to ${MOST_EXPIRATION} seconds`,
      'expirationSeconds',
    );
  }
  visit.enter('path', token.path, tokenPath);
};

/** `clusterTrustBundle` and `podCertificate` are dropped by clusters of today, unless a feature gate is on. */
const SOURCES: Readonly<Record<string, Check>> = {
  secret: all(wanted('name', required('name the Secret')), field('items', each(keyToPath))),
  configMap: all(wanted('name', required('name the ConfigMap')), field('items', each(keyToPath))),
  downwardAPI: field('items', each(downwardFile)),
  serviceAccountToken,
};

/** Paths that a source writes: each once in the volume. A token may stand beside all of them. */
function pathsOf(name: string, source: Loose): unknown[] {
  return name === 'serviceAccountToken' ? [] : inList(source, 'items').map(({ path }) => path).filter(Boolean);
}

/** Sources of several kinds in one volume. */
export const projected: Check<Loose | undefined> = object(
  field('defaultMode', fileMode),
  shaped<Check<Loose>>((volume: Loose, visit: PodVisit) => {
    const written = new Set<unknown>();
    const source: Check<Loose> = (given) => {
      const kinds = Object.keys(SOURCES).filter((kind) => has(given, kind));
      for (const kind of kinds) {
        visit.enter(kind, given[kind], SOURCES[kind]);
        for (const path of pathsOf(kind, given[kind] as Loose)) {
          if (written.has(path)) {
            visit.refuse(`writes ${shown(path)}, which another source writes`, 'use another path');
          }
          written.add(path);
        }
      }
      if (kinds.length > 1) {
        visit.refuse('has several sources', 'make an item of each');
      }
    };
    visit.enter('sources', volume.sources, each(source));
  }, { fields: { sources: [{ items: [fieldsOf(SOURCES)] }] } }),
);
