/**
 * The parts of the judge that few files need: loading all of them takes a quarter of the time of a small file.
 */
/* eslint-disable @typescript-eslint/no-require-imports */

/** What namespaces demand of the objects in them, with Pod Security and quotas. */
export function namespaceJudging(): typeof import('./whole/namespaces').NamespaceJudging {
  return (require('./whole/namespaces') as typeof import('./whole/namespaces')).NamespaceJudging;
}

/** The reader of network policies. */
export function networkJudging(): typeof import('./network').NetworkJudging {
  return (require('./network') as typeof import('./network')).NetworkJudging;
}

/** Disruption budgets, node pools and priorities. */
export function operatedJudging(): typeof import('./whole/operated').OperatedInFiles {
  return (require('./whole/operated') as typeof import('./whole/operated')).OperatedInFiles;
}

/** What GitOps tools do to objects. */
export function gitOpsJudging(): typeof import('./whole/gitops').GitOpsInFiles {
  return (require('./whole/gitops') as typeof import('./whole/gitops')).GitOpsInFiles;
}

/** What clouds have, and identities in them. */
export function cloudJudging(): typeof import('./whole/clouds').CloudsInFiles {
  return (require('./whole/clouds') as typeof import('./whole/clouds')).CloudsInFiles;
}

/** Admission policies, with the CEL engine. */
export function policyJudging(): typeof import('./whole/by-policies').PolicyJudging {
  return (require('./whole/by-policies') as typeof import('./whole/by-policies')).PolicyJudging;
}

let rulesOfOthers: typeof import('../rules/other-kinds') | undefined;

/** Rules about objects of other kinds; kept, as each such object asks for them. */
export function otherKinds(): typeof import('../rules/other-kinds') {
  return rulesOfOthers ??= require('../rules/other-kinds') as typeof import('../rules/other-kinds');
}
