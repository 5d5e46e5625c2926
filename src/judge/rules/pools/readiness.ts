import { TEMPLATE_NAME, templateOfMembers } from './members';
import { FindingSeverity } from '../../../findings/finding';
import { sandboxPod } from '../../../kubernetes/pod-templates';
import { inList, Loose } from '../../../kubernetes/read-json';
import { NOTHING, Rule } from '../rule';

/** Sandboxes of a pool that are ready, and handed out, before their server listens. */
export const poolReadiness: Rule = {
  code: 'ASB233',
  severity: FindingSeverity.WARNING,
  kinds: ['SandboxWarmPool'],
  check: (pool, context) => {
    const template = templateOfMembers(pool, context);
    const pod = template && sandboxPod(template);
    const container = pod && servers(pod).find(({ readinessProbe, startupProbe }) => !readinessProbe && !startupProbe);
    return !container
      ? NOTHING
      : [
        {
          message:
              `container '${String(container.name)}' of template '${template.metadata.name}' ` +
              'has ports and no readiness probe, so that sandboxes of the pool are ready, and handed out, ' +
              'before it listens',
          remedy: "give the container a probe in 'readiness'",
          remedyInFile: "give the container a 'readinessProbe'",
          path: TEMPLATE_NAME,
        },
      ];
  },
};

/** The containers with ports, native sidecars among them. */
function servers(pod: Loose): Loose[] {
  return [
    ...inList(pod, 'containers'),
    ...inList(pod, 'initContainers').filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ].filter((container) => inList(container, 'ports').some(({ protocol = 'TCP' }) => protocol === 'TCP'));
}
