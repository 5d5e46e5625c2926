import { NOTHING, Rule } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { inObject } from '../../kubernetes/read-json';
import { Catalogue } from '../../release/catalogue';

/** A Service that is asked for and lists no ports, so that what works by them does not. */
export const servicePorts: Rule = {
  code: 'ASB214',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object, { release }) => {
    if (inObject(object.spec).service !== true || release.controller.servicePorts) { return NOTHING; }
    const { first } = Catalogue.standard().spanOf(({ controller }) => controller.servicePorts)!;
    return [
      {
        message:
          `the Service has no ports in ${release.id}: its name resolves, ` +
          'but named ports and service meshes find none',
        remedy: `use ${first} or newer, or a Service of your own that selects the sandbox`,
        path: ['spec', 'service'],
      },
    ];
  },
};
