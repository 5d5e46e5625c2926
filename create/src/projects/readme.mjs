// @ts-check
/**
 * The page that a project begins with.
 *
 * @param {import('./project.mjs').Settings} settings
 * @param {object} how
 * @param {readonly (readonly [command: string, purpose: string])[]} how.commands
 * @param {string} how.extension
 */
export function readme({ name, release, runtime, gitops }, { commands, extension }) {
  const isolated = runtime !== 'none';
  const width = Math.max(...commands.map(([command]) => command.length)) + 3;
  const prefix = extension === 'py' ? '_chart.py' : '.ts';
  return `# ${name}

Agent Sandbox ${release} on Kubernetes, as a cdk8s app.

| File | |
|---|---|
| \`platform${prefix}\` | the install${isolated ? ' and the runtime class' : ''}: once a cluster |
| \`agents${prefix}\` | ${isolated ? 'a tenant: namespace, quota, network policies, admission policies,' : 'a namespace with'} a template and its warm pool |
| \`main.${extension}\` | the app: which charts there are |
| \`test/\` | what the manifests must hold |
| \`dist/\` | the manifests; commit them and review their diff |

\`\`\`sh
${commands.map(([command, purpose]) => `${command.padEnd(width)}# ${purpose}`).join('\n')}
\`\`\`

Before the first apply, replace \`registry.example.com\` in \`agents${prefix}\` by your registry, and the image by one
that listens on port 8888.${isolated ? ` The nodes need the runtime (${runtime}).` : ''}

## Apply

${apply(gitops)}`;
}

/** @param {string} gitops */
function apply(gitops) {
  if (gitops === 'argocd') {
    return 'Commit and push `dist/`, name your repository in `gitops/applications.yaml`, then\n' +
      '`kubectl apply -f gitops/applications.yaml`. Until the CRDs are there the second Application fails and is tried ' +
      'again.\n';
  }
  if (gitops === 'flux') {
    return 'Commit and push `dist/`, name your repository in `gitops/flux.yaml`, then `kubectl apply -f gitops/flux.yaml`. ' +
      'The\nagents wait until the platform is ready.\n';
  }
  return '```sh\n' +
    'kubectl apply --server-side -f dist/platform.k8s.yaml\n' +
    'kubectl wait --for=condition=Established crd --all\n' +
    'kubectl apply --server-side -f dist/agents.k8s.yaml\n' +
    '```\n';
}
