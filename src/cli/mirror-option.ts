import { UsageError } from './command';
import { asUsage } from './release-option';
import { ImageMirror } from '../air-gap/image-mirror';
import { ImageRegistryLayout } from '../air-gap/image-registry-layout';

/** The registry that an option names, which holds copies of images. */
export function mirrorIn(option: string, registry: string | undefined, layout: string | undefined):
ImageMirror | undefined {
  const layouts: readonly string[] = Object.values(ImageRegistryLayout);
  if (layout !== undefined && !layouts.includes(layout)) {
    throw new UsageError(`layout '${layout}' is unknown; give one of ${layouts.join(', ')}`);
  }
  if (registry === undefined) {
    if (layout !== undefined) { throw new UsageError(`--layout is that of ${option}, which is missing; give both`); }
    return undefined;
  }
  return asUsage(() => new ImageMirror(registry, layout as ImageRegistryLayout | undefined));
}
