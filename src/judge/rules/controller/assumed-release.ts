import { FindingSeverity } from '../../../findings/finding';
import { Catalogue } from '../../../release/catalogue';
import { compareReleases } from '../../../release/release-id';
import { OtherRule } from '../other-rule';
import { CONTROLLER_KINDS, controllerIn } from '../read-other-kinds';
import { NOTHING } from '../rule';

/** A controller of a release that is newer than the catalogue, so that all is judged by an older one. */
export const assumedRelease: OtherRule = {
  code: 'ASB502',
  severity: FindingSeverity.WARNING,
  kinds: CONTROLLER_KINDS,
  check: (object, { release: judging }) => {
    const controller = controllerIn(object);
    const catalogue = Catalogue.standard();
    if (controller?.release === undefined || compareReleases(controller.release, catalogue.latest.id) <= 0) {
      return NOTHING;
    }
    if (judging.files && judging.id === controller.release) { return NOTHING; }
    const caveat = catalogue.caveat(controller.release);
    return [{
      message: `release ${controller.release} is newer than this library, and objects are judged as `
        + `${judging.assumedFrom ?? judging.id} reads them${caveat ? `; ${caveat}` : ''}`,
      remedy: `declare AgentSandboxVersion.fromAssets('${controller.release}', directory) with its published files, `
        + 'or update this library',
      remedyInFile: "give its published files by '--assets DIR', or update this library",
      path: [...controller.path, 'image'],
    }];
  },
};
