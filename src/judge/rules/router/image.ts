import { FindingSeverity } from '../../../findings/finding';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList } from '../../../kubernetes/read-json';
import { compareReleases, isReleaseId } from '../../../release/release-id';
import { OtherRule } from '../other-rule';
import { CONTROLLER_KINDS } from '../read-other-kinds';
import { NOTHING } from '../rule';

/** Upstream's published image of the Go router. */
const IMAGE = /(?:^|\/)agent-sandbox\/sandbox-router-go(?::([^:@/]+))?(@.*)?$/;

/** The first release with such an image. */
const FIRST = 'v1.0.1';

/** A router whose image was never published: `latest` is no tag of it. */
export const unpublishedRouter: OtherRule = {
  code: 'ASB257',
  severity: FindingSeverity.WARNING,
  kinds: CONTROLLER_KINDS,
  check: ({ spec }: KubeObject) => {
    const containers = inList(spec, 'template', 'spec', 'containers');
    for (const [index, { image }] of containers.entries()) {
      const [, tag = 'latest', digest] = typeof image === 'string' ? IMAGE.exec(image) ?? [] : [];
      const isTagless = typeof image !== 'string' || !IMAGE.test(image) || digest !== undefined;
      if (isTagless || !isUnpublished(tag)) { continue; }
      return [
        {
          message: `the image of the router has the tag '${tag}', which upstream has not published: tags are `
            + `those of releases from ${FIRST} on`,
          remedy: `name a release, such as ${FIRST}`,
          path: ['spec', 'template', 'spec', 'containers', index, 'image'],
        },
      ];
    }
    return NOTHING;
  },
};

function isUnpublished(tag: string): boolean {
  return tag === 'latest' || (isReleaseId(tag) && compareReleases(tag, FIRST) < 0);
}
