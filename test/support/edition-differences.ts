/**
 * What the packages for other editions of cdk8s-plus may print otherwise than `cdk8s-agent-sandbox`, by edition:
 * lines of objects that cdk8s-plus itself prints. Objects of this library have the same bytes with each.
 */
export const DIFFERENCES: Readonly<Record<string, readonly RegExp[]>> = {
  'cdk8s-plus-33': [],
  'cdk8s-plus-34': [],
};
