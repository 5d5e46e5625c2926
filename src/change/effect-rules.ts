import type { Level } from './level';

/** A kind of effect: how much it matters, and why it is known. */
export interface EffectRule {
  readonly level: Level;
  /** In a few words, for lists. */
  readonly title: string;
  /** Where the rule comes from. `observed` ones are held against the controllers of each release line by a test. */
  readonly source: string;
}

const OBSERVED = 'observed: test/cluster/edits';
const OBSERVED_AROUND = 'observed: test/cluster/edits-around';
const KUBERNETES = 'https://kubernetes.io/docs/';
const CATALOGUE = 'the catalogue, against which programs are compiled';
const VALIDATION = 'Kubernetes, pkg/apis/*/validation';

/** All kinds of effects. The names are stable, for filters of pipelines. */
export const EFFECT_RULES = {
  'sandbox-volumes-deleted': {
    level: 'data-loss',
    title: 'a Sandbox goes with its volumes',
    source: OBSERVED,
  },
  'claim-volumes-deleted': { level: 'data-loss', title: 'a SandboxClaim goes with its volumes', source: OBSERVED },
  'volumes-end-with-sandbox': {
    level: 'data-loss',
    title: 'a time or policy is set that deletes volumes',
    source: OBSERVED,
  },
  'namespace-deleted': {
    level: 'data-loss',
    title: 'a Namespace goes with all that is in it',
    source: `${KUBERNETES}concepts/overview/working-with-objects/namespaces/`,
  },
  'crd-deleted': {
    level: 'data-loss',
    title: 'a CustomResourceDefinition goes with all objects of its kind',
    source: `${KUBERNETES}tasks/extend-kubernetes/custom-resources/custom-resource-definitions/`,
  },
  'volume-claim-deleted': {
    level: 'data-loss',
    title: 'a PersistentVolumeClaim goes, and by most storage classes its data',
    source: `${KUBERNETES}concepts/storage/persistent-volumes/#reclaiming`,
  },
  'reclaim-deletes': {
    level: 'data-loss',
    title: 'volumes that were kept are deleted from now on',
    source: `${KUBERNETES}concepts/storage/persistent-volumes/#reclaiming`,
  },
  'refused': {
    level: 'break',
    title: 'the API server refuses the change',
    source: 'the findings of `validate`, of which each has a page',
  },
  'never-ready': {
    level: 'break',
    title: 'the API server takes the object, and no pod comes of it',
    source: 'the findings of `validate`, of which each has a page',
  },
  'immutable-field': {
    level: 'break',
    title: 'a field changes that is immutable',
    source: VALIDATION,
  },
  'template-missing': {
    level: 'break',
    title: 'a template goes that pools need',
    source: OBSERVED,
  },
  'pool-missing': { level: 'break', title: 'a pool goes that claims name', source: OBSERVED },
  'class-removed': {
    level: 'break',
    title: 'a size class goes that claims name',
    source: CATALOGUE,
  },
  'class-dropped': {
    level: 'break',
    title: 'a size class goes that was not deprecated',
    source: CATALOGUE,
  },
  'service-deleted': { level: 'break', title: 'the Service of a sandbox goes', source: OBSERVED },
  'reference-missing': {
    level: 'break',
    title: 'something goes that pods need to start',
    source: `${KUBERNETES}concepts/configuration/`,
  },
  'quota-exceeded': {
    level: 'break',
    title: 'the objects of a namespace no longer fit its quota',
    source: OBSERVED_AROUND,
  },
  'namespace-refuses': {
    level: 'break',
    title: 'a namespace refuses pods by its limits, its quota or Pod Security',
    source: OBSERVED_AROUND,
  },
  'controller-deleted': {
    level: 'break',
    title: 'the controller goes',
    source: 'upstream\'s manifests',
  },
  'release-jump': {
    level: 'break',
    title: 'a release line is jumped over, or left backwards',
    source: 'https://github.com/kubernetes-sigs/agent-sandbox/blob/main/docs/api-migration-guide.md',
  },
  'version-removed': {
    level: 'break',
    title: 'a CRD stops serving a version',
    source: `${KUBERNETES}tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/`,
  },
  'reach-gained': {
    level: 'exposure',
    title: 'sandboxes may reach, or be reached by, more than before',
    source: 'the network policies of both sides',
  },
  'radius-gained': {
    level: 'exposure',
    title: 'code in a sandbox reaches more than before: verbs, Secrets, identities, volumes, its node, addresses',
    source: 'the blast radius of both sides',
  },
  'policy-goes-with-template': {
    level: 'exposure',
    title: 'the network policy of claimed sandboxes goes with their template',
    source: OBSERVED,
  },
  'permissions-gained': {
    level: 'exposure',
    title: 'a role or a binding grants more',
    source: `${KUBERNETES}reference/access-authn-authz/rbac/`,
  },
  'pod-security-lowered': {
    level: 'exposure',
    title: 'a Namespace admits less restricted pods',
    source: `${KUBERNETES}concepts/security/pod-security-admission/`,
  },
  'guardrail-lowered': {
    level: 'exposure',
    title: 'an admission policy, a quota or a limit goes or gets looser',
    source: `${KUBERNETES}reference/access-authn-authz/validating-admission-policy/`,
  },
  'isolation-lowered': {
    level: 'exposure',
    title: 'pods get another runtime, or none',
    source: `${KUBERNETES}concepts/containers/runtime-class/`,
  },
  'sandbox-ends': { level: 'disruption', title: 'the pod of a Sandbox ends', source: OBSERVED },
  'claim-ends': { level: 'disruption', title: 'the sandbox of a SandboxClaim ends', source: OBSERVED },
  'pool-replaced': { level: 'disruption', title: 'the sandboxes that wait in a pool are replaced', source: OBSERVED },
  'pool-shrinks': { level: 'disruption', title: 'sandboxes that wait in a pool end', source: OBSERVED },
  'rollout': {
    level: 'disruption',
    title: 'the pods of a workload are replaced',
    source: `${KUBERNETES}concepts/workloads/controllers/`,
  },
  'pod-stale': { level: 'stale', title: 'a pod that runs keeps its old spec', source: OBSERVED },
  'pool-stale': { level: 'stale', title: 'sandboxes that wait in a pool keep the old spec', source: OBSERVED },
  'claim-stale': { level: 'stale', title: 'claimed sandboxes keep the old spec', source: OBSERVED },
  'env-stale': {
    level: 'stale',
    title: 'pods that run keep the values of variables that come of a Secret or a ConfigMap',
    source: `${KUBERNETES}concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically`,
  },
  'claim-unread': { level: 'stale', title: 'a field of a claim changes that is read once', source: OBSERVED },
  'sandbox-starts': { level: 'note', title: 'the pod of a Sandbox starts', source: OBSERVED },
  'claim-starts': { level: 'note', title: 'a SandboxClaim takes or starts a sandbox', source: OBSERVED },
  'pool-grows': { level: 'note', title: 'sandboxes of a pool start', source: OBSERVED },
  'pod-metadata': { level: 'note', title: 'labels and annotations of a running pod change', source: OBSERVED },
  'claim-templates-ignored': {
    level: 'note',
    title: 'claim templates change, which the release lets pass',
    source: OBSERVED,
  },
  'reach-lost': {
    level: 'note',
    title: 'sandboxes may no longer reach, or be reached by, something',
    source: 'the network policies of both sides',
  },
  'radius-lost': {
    level: 'note',
    title: 'code in a sandbox reaches less than before',
    source: 'the blast radius of both sides',
  },
  'permissions-lost': {
    level: 'note',
    title: 'a role or a binding grants less',
    source: `${KUBERNETES}reference/access-authn-authz/rbac/`,
  },
  'guardrail-raised': {
    level: 'note',
    title: 'an admission policy, a quota, a limit or a Pod Security level gets stricter',
    source: `${KUBERNETES}reference/access-authn-authz/validating-admission-policy/`,
  },
  'apply-order': { level: 'note', title: 'something must be applied before others', source: OBSERVED_AROUND },
  'left-without-prune': {
    level: 'note',
    title: 'an object stays unless what applies prunes, and is deleted by hand',
    source: OBSERVED_AROUND,
  },
  'left-behind': {
    level: 'note',
    title: 'an object of the controller stays, and is deleted by hand',
    source: 'observed: test/cluster/plan',
  },
  'default-class': {
    level: 'note',
    title: 'volumes that name no class get another one',
    source: OBSERVED_AROUND,
  },
  'class-deprecated': {
    level: 'note',
    title: 'a size class is deprecated',
    source: CATALOGUE,
  },
  'class-ended': {
    level: 'note',
    title: 'a size class goes that was deprecated and that no known claim names',
    source: CATALOGUE,
  },
  'optional-missing': {
    level: 'note',
    title: 'something goes that pods start without',
    source: `${KUBERNETES}concepts/configuration/secret/#restriction-secret-must-exist`,
  },
  'release-changes': {
    level: 'note',
    title: 'another release of Agent Sandbox is installed',
    source: 'the image of the controller',
  },
} as const satisfies Readonly<Record<string, EffectRule>>;

export type EffectRuleId = keyof typeof EFFECT_RULES;
