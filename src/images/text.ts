import type { ImageUse, ListedImage } from './listed-image';
import { oneLine } from '../findings/printable';

/** How many uses of an image are listed one by one. */
const USES_SHOWN = 3;

/** The images, each with who uses it, for a terminal. */
export function imagesText(images: readonly ListedImage[]): string {
  const pinned = images.filter(({ digest }) => digest !== undefined).length;
  const lines = images.flatMap(({ reference, digest, source, mirror, uses }) => [
    `${reference}${digest === undefined ? '  (not pinned)' : ''}`,
    ...(source === undefined ? [] : [`  copy of ${source}`]),
    ...(mirror === undefined || mirror === reference ? [] : [`  in the mirror ${mirror}`]),
    ...uses.slice(0, USES_SHOWN).map((use) => `  ${oneLine(useText(use))}`),
    ...(uses.length > USES_SHOWN ? [`  and ${uses.length - USES_SHOWN} more`] : []),
  ]);
  const count = images.length === 1 ? '1 image' : `${images.length} images`;
  return `${[...lines, `${count}, ${pinned} pinned by digest`].join('\n')}\n`;
}

function useText({ kind, namespace, name, part, origin }: ImageUse): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
    + (part === undefined ? '' : `, ${part}`) + (origin === undefined ? '' : ` (${origin})`);
}
