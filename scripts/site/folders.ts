/** Where the site is, and what is made for it. */
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');
export const SITE = join(ROOT, 'site');
/** Made by the build, and not checked in. */
export const GENERATED = join(SITE, 'generated');
/** Copied to the site as it is. */
export const PUBLIC = join(GENERATED, 'public');
/** The site as it is served. */
export const DIST = join(SITE, 'dist');
