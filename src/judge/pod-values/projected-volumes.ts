import { fieldRef, FILE_FIELDS, resourceFieldRef } from './environment';
import { fileMode, isDnsLabel, isDnsSubdomain, isQualifiedName, unreservedPath } from './forms';
import { labelSelector } from './selectors';
import { all, Check, each, field, has, object, oneOf, PodVisit, required, shown, text } from './visit';
import { inList, Loose } from '../../kubernetes/read-json';

/** A key of a ConfigMap or Secret as a file. */
export const keyToPath: Check<Loose> = all(
  field('key', required('name the key')),
  field('path', required('give the path of the file'), unreservedPath),
  field('mode', fileMode),
);

/** A field of the pod as a file. */
export const downwardFile: Check<Loose> = all(
  field('path', required('give the path of the file'), unreservedPath),
  (file: Loose, visit: PodVisit) => {
    if (has(file, 'fieldRef')) {
      visit.enter('fieldRef', file.fieldRef, [fieldRef(FILE_FIELDS)]);
      if (has(file, 'resourceFieldRef')) { visit.refuse('has two sources', "keep 'fieldRef' or 'resourceFieldRef'"); }
    } else if (has(file, 'resourceFieldRef')) {
      visit.enter('resourceFieldRef', file.resourceFieldRef, [resourceFieldRef(true)]);
    } else {
      visit.refuse('has no source', "set 'fieldRef' or 'resourceFieldRef'");
    }
  },
  field('mode', fileMode),
);

const LEAST_EXPIRATION = 600;
const MOST_EXPIRATION = 2 ** 32;

const serviceAccountToken: Check<Loose> = (token, visit) => {
  const seconds = has(token, 'expirationSeconds') ? Number(token.expirationSeconds) : 3600;
  if (seconds < LEAST_EXPIRATION || seconds > MOST_EXPIRATION) {
    visit.refuse(`${seconds} is not valid`, `use ${LEAST_EXPIRATION} to ${MOST_EXPIRATION} seconds`, 'expirationSeconds');
  }
  visit.enter('path', token.path, [required('give the path of the file'), unreservedPath]);
};

function isSignerName(value: string): boolean {
  const [domain, path, ...more] = value.split('/');
  if (path === undefined || more.length > 0 || domain.length > 253 || value.length > 571) { return false; }
  const labels = domain.split('.');
  return labels.length > 1 && labels.every(isDnsLabel) && path.split('.').every(isDnsSubdomain);
}

const signerName: Check<string | undefined> = (value, visit) => {
  if (!isSignerName(value ?? '')) {
    visit.refuse(`${shown(value ?? '')} is not the name of a signer`, "use a domain and a path, such as 'example.com/signer'");
  }
};

/** Bundles of a signer bear its name, with colons, before their own. */
function isBundleName(name: string): boolean {
  const end = name.lastIndexOf(':');
  return isDnsSubdomain(end < 0 ? name : name.slice(end + 1));
}

const clusterTrustBundle: Check<Loose> = (bundle, visit) => {
  const [isNamed, isSigned] = [has(bundle, 'name'), has(bundle, 'signerName')];
  if (isNamed === isSigned) {
    visit.refuse(isNamed ? "has both 'name' and 'signerName'" : 'names no bundle', "set 'name' or 'signerName'");
  } else if (isNamed) {
    if (!isBundleName(text(bundle.name))) {
      visit.refuse(`${shown(text(bundle.name))} is not the name of a bundle`, 'use the name of a ClusterTrustBundle', 'name');
    }
    if (has(bundle, 'labelSelector')) { visit.refuse("is set beside 'name'", 'remove it', 'labelSelector'); }
  } else {
    visit.enter('signerName', bundle.signerName, [signerName]);
    visit.enter('labelSelector', bundle.labelSelector, [labelSelector]);
  }
  visit.enter('path', bundle.path, [required('give the path of the file'), unreservedPath]);
};

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const CERTIFICATE_PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];
const HOUR = 3600;

const podCertificate: Check<Loose> = all(
  field('signerName', signerName),
  field('userAnnotations', object((annotations: Loose, visit: PodVisit) => {
    for (const key of Object.keys(annotations)) {
      if (!key.includes('/') || !isQualifiedName(key.toLowerCase())) { visit.refuse(`${shown(key)} has no domain`, 'use a key with a domain'); }
    }
  })),
  field('keyType', (value: string | undefined, visit) => oneOf(...KEY_TYPES)(value ?? '', visit)),
  (certificate: Loose, visit: PodVisit) => {
    const isOfKubernetes = /(?:^|\.)kubernetes\.io$/.test(text(certificate.signerName).split('/')[0]);
    const most = isOfKubernetes ? 24 * HOUR : 91 * 24 * HOUR;
    const seconds = has(certificate, 'maxExpirationSeconds') ? Number(certificate.maxExpirationSeconds) : HOUR;
    if (seconds < HOUR || seconds > most) { visit.refuse(`${seconds} is not valid`, `use ${HOUR} to ${most} seconds`, 'maxExpirationSeconds'); }
    const paths = CERTIFICATE_PATHS.filter((name) => text(certificate[name]) !== '');
    for (const name of paths) { visit.enter(name, certificate[name], [unreservedPath]); }
    if (paths.length === 0) { visit.refuse('has no path', "set 'credentialBundlePath', 'keyPath' or 'certificateChainPath'"); }
  },
);

const SOURCES: Readonly<Record<string, Check>> = {
  secret: all(field('name', required('name the Secret')), field('items', each(keyToPath))),
  configMap: all(field('name', required('name the ConfigMap')), field('items', each(keyToPath))),
  downwardAPI: field('items', each(downwardFile)),
  serviceAccountToken,
  clusterTrustBundle,
  podCertificate,
};

/** Paths that a source writes: each once in the volume. A token may stand beside all of them. */
function pathsOf(name: string, source: Loose): unknown[] {
  if (name === 'clusterTrustBundle') { return [source.path]; }
  if (name === 'podCertificate') { return CERTIFICATE_PATHS.map((path) => source[path]); }
  return name === 'serviceAccountToken' ? [] : inList(source, 'items').map(({ path }) => path);
}

/** Sources of several kinds in one volume. */
export const projected: Check<Loose | undefined> = object(field('defaultMode', fileMode), (volume: Loose, visit: PodVisit) => {
  const written = new Set<unknown>();
  const source: Check<Loose> = (given) => {
    const kinds = Object.keys(SOURCES).filter((kind) => has(given, kind));
    for (const kind of kinds) {
      visit.enter(kind, given[kind], [SOURCES[kind]]);
      for (const path of pathsOf(kind, given[kind] as Loose).filter(Boolean)) {
        if (written.has(path)) { visit.refuse(`writes ${shown(path)}, which another source writes`, 'use another path'); }
        written.add(path);
      }
    }
    if (kinds.length > 1) { visit.refuse('has several sources', 'make an item of each'); }
  };
  visit.enter('sources', volume.sources, [each(source)]);
});
