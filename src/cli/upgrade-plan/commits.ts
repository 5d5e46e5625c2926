import { headLines, titleLine } from './text';
import type { Action, Step, UpgradePlan } from '../../upgrade/plan';
import { actionSentences, titleOf } from '../../upgrade/sentences';
import { manifestText } from '../manifest-text';

/** Sync waves of Argo CD: each waits for the one before. With Flux, Kustomizations that depend on one another. */
const WAVES = [
  '-3  Namespace, ServiceAccount, NetworkPolicy, roles and bindings, Services',
  '-2  CustomResourceDefinitions',
  '-1  the controller',
  ' 0  SandboxTemplates and SandboxWarmPools',
  ' 1  Sandboxes and SandboxClaims',
];

/** Actions that a commit cannot be: they change the cluster and no manifest. */
const BY_HAND: ReadonlySet<Action['do']> = new Set([
  'backup', 'patch', 'store', 'drop-managed-fields', 'drop-annotations',
]);

/** The plan as commits to a repository that a GitOps tool applies, and what is run between them. */
export function planCommits(plan: UpgradePlan): string {
  let count = 0;
  return [
    titleLine(plan),
    '',
    ...headLines(plan),
    'sync waves, the annotation argocd.argoproj.io/sync-wave:',
    ...WAVES.map((wave) => `  ${wave}`),
    ...plan.steps.flatMap((step, index) => {
      const files = filesOf(step, plan);
      const number = index + 1;
      const byHand = step.actions.filter((action) => BY_HAND.has(action.do));
      const run = [
        ...(byHand.length > 0 ? [`run     bash upgrade.sh ${number} ${number}`] : []),
        ...actionSentences(byHand).map((line) => `        ${line}`),
      ];
      if (step.id.startsWith('clean-up')) { return ['', `Then: ${step.title}`, ...files, ...run]; }
      if (files.length === 0) { return ['', `Between commits: ${step.title}`, ...run]; }
      return [
        '',
        `Commit ${count += 1}: ${step.title}`,
        ...actionSentences(byHand).map((line) => `before  ${line}`),
        ...files,
        `wait    until it is synced and healthy${number < plan.steps.length ? ', before the next commit' : ''}`,
        `revert  ${step.back.until}`,
      ];
    }),
    '',
  ].join('\n');
}

function filesOf({ actions, id, release }: Step, { shadowPools, from }: UpgradePlan): string[] {
  return actions.flatMap((action): string[] => {
    switch (action.do) {
      case 'apply': return [`replace the manifests of the install by ${action.file}, or set version to ${release}`];
      case 'apply-manifests': return [
        `rewrite your manifests: npx cdk8s-agent-sandbox migrate DIR --to ${release}; in an app, its version`,
      ];
      case 'make-shadow-pools': return shadowPools.length > 0
        ? [
          'add     shadow-pools.yaml',
          ...manifestText({ objects: shadowPools }).trimEnd().split('\n').map((line) => `        ${line}`),
        ]
        : [`add     a pool shadow-pool-<template> for each template of a claim of ${from} that names no pool`];
      case 'delete-shadow-pools': return ['remove  shadow-pools.yaml, once no claim refers to its pools'];
      case 'delete': return id.startsWith('clean-up')
        ? [
          `prune   ${titleOf(action.object)}`
            + `${action.object.kind === 'Secret' ? ': by hand, as no manifest has it' : ''}`,
        ]
        : [`remove  ${titleOf(action.object)}, and wait until it is gone`];
      default: return [];
    }
  });
}
