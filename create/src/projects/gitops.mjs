// @ts-check
/** What a GitOps tool is told: where the charts of the app are, and that the platform comes first. */

const CHARTS = ['platform', 'agents'];
const REPOSITORY = 'https://git.example.com/REPLACE-ME.git';

/**
 * @param {import('./project.mjs').Settings} settings
 * @returns {{ [path: string]: string }}
 */
export function gitopsFiles({ name, gitops }) {
  if (gitops === 'argocd') {
    return { 'gitops/applications.yaml': CHARTS.map((chart, wave) => application(name, chart, wave)).join('---\n') };
  }
  if (gitops === 'flux') {
    const kustomizations = CHARTS.map((chart, index) => kustomization(name, chart, CHARTS[index - 1]));
    return { 'gitops/flux.yaml': [source(name), ...kustomizations].join('---\n') };
  }
  return {};
}

/**
 * CRDs are too large for the annotation of a client-side apply, and pruning must never take them: with them would go
 * every sandbox and its volumes.
 *
 * @param {string} name
 * @param {string} chart
 * @param {number} wave
 */
function application(name, chart, wave) {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}-${chart}
  namespace: argocd
  annotations:
    argocd.argoproj.io/sync-wave: "${wave}"
spec:
  project: default
  source:
    repoURL: ${REPOSITORY}
    targetRevision: main
    path: dist/${chart}
  destination:
    server: https://kubernetes.default.svc
  syncPolicy:
    automated:
      prune: false
      selfHeal: true
    syncOptions:
      - ServerSideApply=true
    retry:
      limit: 5
`;
}

/** @param {string} name */
function source(name) {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 5m
  url: ${REPOSITORY}
  ref:
    branch: main
`;
}

/**
 * @param {string} name
 * @param {string} chart
 * @param {string | undefined} before
 */
function kustomization(name, chart, before) {
  const dependsOn = before ? `  dependsOn:\n    - name: ${name}-${before}\n` : '';
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}-${chart}
  namespace: flux-system
spec:
${dependsOn}  interval: 10m
  path: ./dist/${chart}
  prune: false
  wait: true
  sourceRef:
    kind: GitRepository
    name: ${name}
`;
}
