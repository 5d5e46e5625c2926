/** The sidebar: what a newcomer reads first stands first. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

type Item = DefaultTheme.SidebarItem;

const page = (text: string, link: string): Item => ({ text, link: `/${link}` });

const GUIDE: Item[] = [
  {
    text: 'Start',
    items: [
      page('Getting started', 'getting-started'),
      page('Concepts', 'concepts'),
      page('Examples', 'examples'),
      page('Testing', 'testing'),
      page('Adopting a platform', 'adopting'),
      page('Unknown releases', 'unknown-releases'),
      page('Reviewing changes', 'reviewing-changes'),
      page('Rehearsing', 'rehearsing'),
      page('Diagnosing a cluster', 'doctor'),
      page('Troubleshooting', 'troubleshooting'),
      page('Questions', 'faq'),
      page('Topics', 'topics'),
    ],
  },
  {
    text: 'Sandboxes',
    items: [
      page('Sandbox', 'sandbox'),
      page('SandboxTemplate', 'sandbox-template'),
      page('WarmPool', 'warm-pool'),
      page('Autoscaling', 'autoscaling'),
      page('Storage', 'storage'),
      page('SandboxClaim', 'sandbox-claim'),
      page('HTTP routes', 'http-routes'),
      page('Size classes', 'size-classes'),
      page('Capacity', 'capacity'),
      page('Staged rollouts', 'staged-rollouts'),
      page('Disruption', 'disruption'),
      page('Monitoring', 'monitoring'),
      page('Schedules', 'schedules'),
      page('Node pools', 'node-pools'),
      page('API priority', 'api-priority'),
      page('Pods', 'pods'),
      page('Names', 'names'),
      page('Typed objects', 'typed-objects'),
    ],
  },
  {
    text: 'Isolation and tenancy',
    items: [
      page('Security overview', 'security'),
      page('IsolatedRuntime', 'isolated-runtime'),
      page('Cloud identity', 'cloud-identity'),
      page('Node preparation', 'node-preparation'),
      page('Network', 'network'),
      page('NetworkReport', 'network-report'),
      page('Blast radius', 'blast-radius'),
      page('SandboxTenant', 'sandbox-tenant'),
      page('Guardrails apart', 'guardrails'),
      page('Many tenants', 'many-tenants'),
      page('SandboxAdmissionPolicy', 'admission-policy'),
      page('SandboxRouter', 'sandbox-router'),
      page('Threat model', 'threat-model'),
      page('What is not protected', 'what-is-not-protected'),
    ],
  },
  {
    text: 'Install and operate',
    items: [
      page('AgentSandbox', 'agent-sandbox'),
      page('SandboxCluster', 'sandbox-cluster'),
      page('GitOps', 'gitops'),
      page('Clouds', 'clouds'),
      page('Air gap', 'air-gap'),
      page('Upgrading', 'upgrading'),
      page('Migrating manifests', 'migrating'),
      page('Versions', 'versions'),
      page('Kubernetes versions', 'kubernetes-versions'),
      page('API history', 'api-history'),
    ],
  },
  {
    text: 'Tools',
    items: [
      page('Command line', 'command-line'),
      page('Pictures', 'pictures'),
      page('Plugin of cdk8s synth', 'validation-plugin'),
      page('Editors', 'editor'),
      page('Performance', 'performance'),
    ],
  },
  {
    text: 'Languages',
    items: [
      page('Python', 'python'),
      page('Java', 'java'),
      page('Go', 'go'),
      page('.NET', 'dotnet'),
    ],
  },
  {
    text: 'Project',
    collapsed: true,
    items: [
      page('Architecture', 'architecture'),
      page('Decisions', 'adr/'),
      page('Contributing', 'contributing'),
      page('Changes', 'changes'),
      page('Security policy', 'security-policy'),
    ],
  },
];

const HUNDREDS: Readonly<Record<string, string>> = {
  0: 'Acknowledgements',
  1: 'Schema and policies',
  2: 'What the controller makes of it',
  3: 'Isolation',
  4: 'Tenancy and capacity',
  5: 'Versions',
};

/** The pages of findings, by the hundreds of their codes. */
function findings(docs: string): Item[] {
  const codes = readdirSync(join(docs, 'findings')).flatMap((name) => /^(ASB\d+)\.md$/.exec(name)?.[1] ?? []).sort();
  const groups = Object.entries(HUNDREDS).map(([digit, text]) => ({
    text,
    collapsed: true,
    items: codes
      .filter((code) => code.startsWith(`ASB${digit}`))
      .map((code) => page(titleOf(join(docs, 'findings', `${code}.md`)), `findings/${code}`)),
  }));
  return [page('All findings', 'findings/'), ...groups];
}

function decisions(docs: string): Item[] {
  const names = readdirSync(join(docs, 'adr')).filter((name) => /^\d+/.test(name)).sort();
  return [{
    text: 'Decisions',
    items: [
      page('All decisions', 'adr/'),
      ...names.map((name) => page(titleOf(join(docs, 'adr', name)), `adr/${name.replace(/\.md$/, '')}`)),
    ],
  }];
}

/** The title of a page, in which a code comes without its colon. */
function titleOf(file: string): string {
  const [, title = file] = /^# (.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  return title.replace(/^(\w+): /, '$1 ').replace(/`/g, '');
}

/**
 * The sidebar of each part of the site.
 *
 * @param docs the folder docs/
 * @param reference that of the reference, which its generator wrote
 */
export function sidebar(docs: string, reference: string): DefaultTheme.SidebarMulti {
  return {
    '/reference/': [
      { text: 'Reference', items: [page('All types', 'reference/')] },
      ...(JSON.parse(readFileSync(reference, 'utf8')) as Item[]),
    ],
    '/findings/': [{ text: 'Findings', items: findings(docs) }],
    '/adr/': decisions(docs),
    '/': GUIDE,
  };
}
