/** Prefix of the labels and annotations that belong to the controller. */
export const LABEL_PREFIX = 'agents.x-k8s.io';

/** The label by which the controller knows what was made for a sandbox to adopt. */
export const ADOPTABLE_LABEL = `${LABEL_PREFIX}/adoptable`;
