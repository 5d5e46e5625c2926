/** How the library is released: its version, the task, and the workflow that publishes to five registries. */
import { cdk, github } from 'projen';
import { PAGES_RIGHTS, SITE_WORKFLOW } from './site';

/** The version of the library (docs/versions.md has the policy). A release is a change of this line. */
export const VERSION = '0.1.0';

/** Publishes what jsii-pacmak made, a command for each registry. */
const PUBLIB = 'publib@0.2.1061';

const { JobPermission } = github.workflows;
const NODE = '24';

/**
 * The task `release` and the workflow of the same name.
 *
 * projen's own release workflow guesses versions from the messages of commits, and takes for granted that packages
 * lie in `dist/`, which here holds the release manifests of Agent Sandbox.
 */
export function release(project: cdk.JsiiProject, ts: string): void {
  project.package.addVersion(VERSION);
  const task = project.addTask('release', {
    description: 'Build, test, pack and check a release; without --dry-run, ask GitHub to publish it',
    receiveArgs: true,
  });
  task.exec(`${ts} scripts/release.ts`, { receiveArgs: true });

  const workflow = new github.GithubWorkflow(project.github!, 'release', { limitConcurrency: true });
  workflow.on({
    workflowDispatch: {
      inputs: { dry_run: { description: 'Do all but publishing', type: 'boolean', required: false } },
    },
  });
  workflow.addJobs({
    pack: packJob(project),
    ...publishJobs(project.artifactsDirectory),
    // A called workflow has at most the rights of the job that calls it.
    site: { needs: ['github'], if: '!inputs.dry_run', uses: SITE_WORKFLOW, permissions: PAGES_RIGHTS },
  });
}

/** Makes every package once, and hands all of them on. */
function packJob({ artifactsDirectory, tasks }: cdk.JsiiProject): github.workflows.Job {
  return {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    tools: {
      node: { version: NODE },
      python: { version: '3.x' },
      java: { version: '17' },
      dotnet: { version: '8.x' },
      go: { version: 'stable' },
    },
    env: { CI: 'true' },
    steps: [
      github.WorkflowSteps.checkout({ with: { fetchDepth: 0 } }),
      { name: 'Install', run: 'npm ci' },
      { name: 'Build, test, pack and check', run: 'npx projen release --prepare' },
      ...['python', 'java', 'dotnet', 'go'].map((language) => ({
        name: `Package for ${language}`,
        run: `npx projen package:${language}`,
      })).filter(({ run }) => tasks.tryFind(run.slice('npx projen '.length))),
      {
        name: 'Package the other editions of cdk8s-plus for these languages',
        run: 'npx projen package-plus --targets python --targets java --targets dotnet --targets go',
      },
      github.WorkflowSteps.uploadArtifact({ with: { name: 'packages', path: artifactsDirectory } }),
    ],
  };
}

function publishJobs(artifacts: string): Record<string, github.workflows.Job> {
  const publish = (
    tools: github.workflows.Tools,
    run: string,
    env: Record<string, string>,
    permissions: github.workflows.JobPermissions = { contents: JobPermission.READ },
    needs = ['pack'],
  ): github.workflows.Job => ({
    needs,
    runsOn: ['ubuntu-latest'],
    // A person approves what this environment may publish, and its secrets are known to it alone.
    environment: 'release',
    permissions,
    if: '!inputs.dry_run',
    tools: { node: { version: NODE }, ...tools },
    steps: [
      github.WorkflowSteps.downloadArtifact({ with: { name: 'packages', path: artifacts } }),
      { name: 'Publish', run, ...Object.keys(env).length > 0 && { env } },
    ],
  });
  const secrets = (...names: string[]) => Object.fromEntries(names.map((name) => [name, `\${{ secrets.${name} }}`]));
  // npm and PyPI trust this workflow: no token is stored, and both attest which commit a package was built from.
  const trusted = { contents: JobPermission.READ, idToken: JobPermission.WRITE };
  const publib = (name: string, folder: string) => `npx -p ${PUBLIB} publib-${name} ${artifacts}/${folder}`;
  const packages = {
    // The library first: what `npm create` makes installs it.
    npm: publish(
      {},
      `for package in ${artifacts}/js/*.tgz ${artifacts}/create/*.tgz; do `
        + 'npm publish "$package" --provenance --access public || exit 1; done',
      {},
      trusted,
    ),
    pypi: publish(
      { python: { version: '3.x' } },
      publib('pypi', 'python'),
      { PYPI_TRUSTED_PUBLISHER: 'true' },
      trusted,
    ),
    maven: publish(
      { java: { version: '17' } },
      publib('maven', 'java'),
      {
        MAVEN_SERVER_ID: 'central-ossrh',
        ...secrets('MAVEN_USERNAME', 'MAVEN_PASSWORD', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE'),
      },
    ),
    nuget: publish({ dotnet: { version: '8.x' } }, publib('nuget', 'dotnet'), secrets('NUGET_API_KEY')),
    golang: publish(
      { go: { version: 'stable' } },
      publib('golang', 'go'),
      // The module has a repository of its own, to which the workflow's own token cannot write.
      {
        GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}',
        GIT_USER_NAME: 'github-actions',
        GIT_USER_EMAIL: 'github-actions@github.com',
      },
    ),
  };
  return {
    ...packages,
    github: publish(
      {},
      `gh release create "$(cat ${artifacts}/releasetag.txt)" --repo "$GITHUB_REPOSITORY" --target "$GITHUB_SHA" `
        + `--notes-file ${artifacts}/changelog.md `
        + `${artifacts}/js/*.tgz ${artifacts}/create/*.tgz ${artifacts}/sbom.cdx.json ${artifacts}/SHA256SUMS`,
      { GH_TOKEN: '${{ github.token }}' },
      { contents: JobPermission.WRITE },
      Object.keys(packages),
    ),
  };
}
