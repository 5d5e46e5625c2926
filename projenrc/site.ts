/** How the site is published: a workflow that the workflow `release` calls last, and a person may start. */
import { cdk, github } from 'projen';

const { JobPermission } = github.workflows;
const NAME = 'site';

/** Rights of what publishes pages; no secret is stored. */
export const PAGES_RIGHTS: github.workflows.JobPermissions = {
  contents: JobPermission.READ,
  pages: JobPermission.WRITE,
  idToken: JobPermission.WRITE,
};

/** The path of the workflow, for one that calls it. */
export const SITE_WORKFLOW = `./.github/workflows/${NAME}.yml`;

/** The workflow `site`: the site of a release on GitHub Pages. */
export function publishSite(project: cdk.JsiiProject): void {
  const workflow = new github.GithubWorkflow(project.github!, NAME, {
    limitConcurrency: true,
    // In a workflow that is called, `github.workflow` is the one that calls.
    concurrencyOptions: { group: 'pages', cancelInProgress: false },
  });
  workflow.on({ workflowCall: {}, workflowDispatch: {} });
  workflow.addJobs({
    publish: {
      runsOn: ['ubuntu-latest'],
      environment: 'github-pages',
      permissions: PAGES_RIGHTS,
      tools: { node: { version: '24' } },
      steps: [
        // Pages show when they were last changed.
        github.WorkflowSteps.checkout({ with: { fetchDepth: 0 } }),
        { name: 'Ask below which path pages are', id: 'pages', uses: 'actions/configure-pages@v6' },
        { name: 'Install', run: 'npm ci' },
        { name: 'Compile', run: 'npx projen compile' },
        // With tests: a page with a dead link is not published.
        { name: 'Build and test', run: 'npm run site -- --test --install-browser' },
        {
          name: 'Build for that path',
          run: 'npm run site',
          env: { SITE_BASE: '${{ steps.pages.outputs.base_path }}/' },
        },
        { name: 'Hand over', uses: 'actions/upload-pages-artifact@v5', with: { path: 'site/dist' } },
        { name: 'Publish', uses: 'actions/deploy-pages@v5' },
      ],
    },
  });
}
