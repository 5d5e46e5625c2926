import { FORMS, hasForm, shown } from '../../checks/forms';

/** A domain with at least two labels, and a star only in place of the first. */
const DOMAIN = /^(?:\*\.)?[^.*]+(?:\.[^.*]+)+$/;

const DOMAIN_FORM = "give a name such as 'pkg.example', or '*.pkg.example' for the names below it, in lower case"
  + ' without a dot at the end';

/** @throws unless it is a name of the internet, or a pattern of names with one more label */
export function checkDomain(name: string): void {
  const plain = typeof name === 'string' ? name.replace(/^\*\./, '') : name;
  if (!hasForm(plain, FORMS['DNS subdomain']) || !DOMAIN.test(name) || /^[\d.]+$/.test(plain)) {
    const isAddress = typeof name === 'string' && (/^[\d.]+$/.test(name) || name.includes(':'));
    throw new Error(`domain ${shown(name)} is not valid; ${DOMAIN_FORM}`
      + (isAddress ? '; for an address use EgressDestination.cidr(...)' : ''));
  }
}
