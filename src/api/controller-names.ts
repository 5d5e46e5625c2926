/** Names that upstream's controller, its manifests and its documentation share. */

/** Domains of the labels that claims may give to pods, where the controller is not configured otherwise. */
export const DEFAULT_LABEL_DOMAINS: readonly string[] = ['sandbox.users.io'];

/** Upstream's names, which the controller's code knows too. */
export const NAMESPACE = 'agent-sandbox-system';

export const CONTROLLER = 'agent-sandbox-controller';

export const CONFIG_MAP = 'agent-sandbox-config';

export const CONFIG_DIRECTORY = '/etc/sandbox-config';

/** The label by which Services, policies and upstream's documentation select the controller. */
export const SELECTOR = { app: CONTROLLER };

/** Suffix of the name of the network policy that the controller makes for a template. */
export const POLICY_SUFFIX = '-network-policy';

/** Prefix of the pool, before the name of a template, that claims of v1alpha1 without a pool are converted to. */
export const SHADOW_POOL_PREFIX = 'shadow-pool-';
