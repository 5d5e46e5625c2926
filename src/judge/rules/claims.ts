import { claimTemplateName, claimTemplateNames, templateOf } from './claim-resolution';
import { NOTHING, Rule } from './rule';
import { ROUTER_LABELS, SAFE_TO_EVICT } from '../../api/labels';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { SANDBOX_POD_TEMPLATE, sandboxPod } from '../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

const KINDS = ['SandboxClaim'] as const;

/** Environment variables that the template does not let claims bring. */
export const refusedEnv: Rule = {
  code: 'ASB204',
  severity: FindingSeverity.ERROR,
  kinds: KINDS,
  check: (claim, context) => {
    const env = inList(claim.spec, 'env');
    const template = env.length > 0 ? templateOf(claim, context) : undefined;
    if (!template) { return NOTHING; }
    const { envVarsInjectionPolicy: policy = 'Disallowed' } = inObject(template.spec);
    const what = `template '${template.metadata.name}'`;
    if (policy === 'Disallowed') {
      return [
        {
          message: `the claim brings environment variables, which ${what} disallows`,
          remedy: "set 'envVarsInjectionPolicy' of the template, or remove 'env'",
          path: ['spec', 'env'],
        },
      ];
    }
    const containers = inList(sandboxPod(template), 'containers');
    const all = [...containers, ...inList(sandboxPod(template), 'initContainers')];
    return env.flatMap(({ name, containerName }, index): Trouble[] => {
      const path = ['spec', 'env', index, 'name'];
      const container = containerName === undefined ? containers[0] : all.find((each) => each.name === containerName);
      if (!container) {
        return [{
          message: `the claim gives '${name}' to container '${containerName}', which ${what} does not have`,
          remedy: `name one of ${all.map((each) => `'${each.name}'`).join(', ')}`,
          path: ['spec', 'env', index, 'containerName'],
        }];
      }
      if (policy !== 'Allowed') { return NOTHING; }
      if (context.release.controller.refusesEnvBesideEnvFrom && inList(container, 'envFrom').length > 0) {
        return [
          {
            message:
              `the claim gives '${name}' to container '${container.name}', ` +
              `whose 'envFrom' may set it already, which ${what} does not allow to replace`,
            remedy: 'set its policy to OVERRIDES, or name the variables of the template one by one',
            remedyInFile:
              "set 'envVarsInjectionPolicy' of the template to 'Overrides', or name its variables one by one",
            path,
          },
        ];
      }
      return inList(container, 'env').some((each) => each.name === name)
        ? [
          {
            message:
                `the claim sets '${name}' of container '${container.name}', ` +
                `which ${what} sets already and does not allow to replace`,
            remedy: 'set its policy to OVERRIDES, or choose another name',
            remedyInFile: "set 'envVarsInjectionPolicy' of the template to 'Overrides', or choose another name",
            path,
          },
        ]
        : NOTHING;
    });
  },
};

const METADATA = ['spec', 'additionalPodMetadata'];
const FORBIDDEN_DOMAINS = ['kubernetes.io', 'k8s.io', 'agents.x-k8s.io'];

/** Labels and annotations that the controller does not let a claim give to its pod. */
export const refusedMetadata: Rule = {
  code: 'ASB205',
  severity: FindingSeverity.ERROR,
  kinds: KINDS,
  check: (claim, context) => {
    const { additionalPodMetadata } = inObject(claim.spec);
    if (!additionalPodMetadata) { return NOTHING; }
    const {
      allowedLabelDomains: allowed,
      release: {
        controller: { limitsLabelDomains, claimsSayWhoIsEvicted },
      },
    } = context;
    const template = templateOf(claim, context);
    const troubles: Trouble[] = [];
    for (const [key, value] of Object.entries(inObject(additionalPodMetadata, 'labels'))) {
      const domain = domainOf(key);
      const path = [...METADATA, 'labels', key];
      if (!limitsLabelDomains) {
        if (isClosed(domain)) { troubles.push(closed('label', key, path)); }
      } else if (isRouter(key, value)) {
        troubles.push({
          message: `the claim gives its pod the label 'app: ${ROUTER_LABELS.app}', by which policies let the router in`,
          remedy: 'remove it',
          path,
        });
      } else if (!domain || !allowed.some((each) => isWithin(domain, each))) {
        const use = `use a domain at or below ${allowed.map((each) => `'${each}'`).join(', ')}`;
        troubles.push({
          message: `the claim gives its pod the label '${key}', whose domain the controller does not allow`,
          remedy: `${use}, or allow yours with 'allowedLabelDomains' of the install or of SandboxCluster`,
          remedyInFile: `${use}, or give '--allowed-label-domains' if the controller allows it`,
          path,
        });
      }
      troubles.push(
        ...contradiction(
          'label',
          key,
          value,
          inObject(inObject(template, ...SANDBOX_POD_TEMPLATE), 'metadata', 'labels'),
          path,
        ),
      );
    }
    for (const [key, value] of Object.entries(inObject(additionalPodMetadata, 'annotations'))) {
      const domain = domainOf(key);
      const path = [...METADATA, 'annotations', key];
      if (isClosed(domain) && !(claimsSayWhoIsEvicted && key === SAFE_TO_EVICT)) {
        troubles.push(closed('annotation', key, path));
      }
      troubles.push(
        ...contradiction(
          'annotation',
          key,
          value,
          inObject(inObject(template, ...SANDBOX_POD_TEMPLATE), 'metadata', 'annotations'),
          path,
        ),
      );
    }
    return troubles;
  },
};

/** Volume claim templates that the template does not let claims bring. */
export const refusedVolumes: Rule = {
  code: 'ASB206',
  severity: FindingSeverity.ERROR,
  kinds: KINDS,
  check: (claim, context) => {
    const names = claimTemplateNames(claim);
    const template = names.length > 0 ? templateOf(claim, context) : undefined;
    if (!template) { return NOTHING; }
    const { volumeClaimTemplatesPolicy: policy = 'Disallowed' } = inObject(template.spec);
    const what = `template '${template.metadata.name}'`;
    if (policy === 'Disallowed') {
      return [
        {
          message: `the claim brings volume claim templates, which ${what} disallows`,
          remedy: "set 'volumeClaimTemplatesPolicy' of the template, or remove the volumes of the claim",
          path: ['spec', 'volumeClaimTemplates'],
        },
      ];
    }
    const taken = policy === 'Allowed' ? claimTemplateNames(template).filter((name) => names.includes(name)) : [];
    return taken.map((name) => ({
      message: `the claim brings volume '${name}', which ${what} has already and does not allow to replace`,
      remedy: 'set its policy to OVERRIDES, or choose another name',
      remedyInFile: "set 'volumeClaimTemplatesPolicy' of the template to 'Overrides', or choose another name",
      path: claimTemplateName(claim, name),
    }));
  },
};

/** A claim that waits for the end of a pod that never ends. */
export const endlessPod: Rule = {
  code: 'ASB208',
  severity: FindingSeverity.WARNING,
  kinds: KINDS,
  check: (claim, context) => {
    const { ttlSecondsAfterFinished } = inObject(claim.spec, 'lifecycle');
    const template = ttlSecondsAfterFinished === undefined ? undefined : templateOf(claim, context);
    if (!template || (sandboxPod(template).restartPolicy ?? 'Always') !== 'Always') { return NOTHING; }
    return [
      {
        message:
          'the claim ends some time after its pod has, ' +
          `but pods of template '${template.metadata.name}' are restarted always and never end`,
        remedy: "set 'restartPolicy' of the template to NEVER or ON_FAILURE, or 'shutdownTime' of the claim",
        remedyInFile:
          "set 'restartPolicy' of the template to 'Never' or 'OnFailure', or 'lifecycle.shutdownTime' of the claim",
        path: ['spec', 'lifecycle', 'ttlSecondsAfterFinished'],
      },
    ];
  },
};

/** The controller compares without regard to case. */
function isRouter(key: string, value: unknown): boolean {
  return key.toLowerCase() === 'app' && String(value).toLowerCase() === ROUTER_LABELS.app;
}

function isClosed(domain: string | undefined): boolean {
  return domain !== undefined && FORBIDDEN_DOMAINS.some((each) => isWithin(domain, each));
}

function closed(what: string, key: string, path: Trouble['path']): Trouble {
  return {
    message: `the claim gives its pod the ${what} '${key}', whose domain is closed to claims`,
    remedy: 'use a domain of your own, or put it into the template',
    path,
  };
}

function contradiction(what: string, key: string, value: unknown, template: Loose, path: Trouble['path']): Trouble[] {
  return Object.hasOwn(template, key) && template[key] !== value
    ? [
      {
        message: `the claim sets the ${what} '${key}' to '${value}', and its template to '${template[key]}'`,
        remedy: 'give both one value',
        path,
      },
    ]
    : NOTHING;
}

function domainOf(key: string): string | undefined {
  const slash = key.indexOf('/');
  return slash > 0 ? key.slice(0, slash).toLowerCase() : undefined;
}

function isWithin(domain: string, of: string): boolean {
  return domain === of || domain.endsWith(`.${of}`);
}
