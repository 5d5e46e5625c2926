/**
 * The rooms of `src/`: each imports rooms of lower floors only, type-only imports included. This table is the lint rule
 * (`layers.ts`), and tests hold the imports and the table of CONTRIBUTING.md against it.
 */
export interface Room {
  /** Its folder below `src/`. */
  readonly name: string;
  /** It may import rooms of lower floors. */
  readonly floor: number;
  /** What it is for, in one line. */
  readonly job: string;
}

/** From the top down. */
export const ROOMS: readonly Room[] = [
  { name: 'cli', floor: 10, job: 'the command line: main, one command a file in `commands/`, `explain/`, `reports/`' },
  {
    name: 'assertions',
    floor: 8,
    job: 'Manifests and Match: assertions about an app, for the unit tests of users',
  },
  {
    name: 'adopt',
    floor: 9,
    job: 'objects of a platform become a program: expressions, evaluated here and printed as TypeScript',
  },
  {
    name: 'doctor',
    floor: 8,
    job: 'what is wrong in a cluster, and why, from a dump of its objects: `causes/` has one file a topic',
  },
  {
    name: 'rollout',
    floor: 9,
    job: 'StagedRollout, RolloutPools: a change of a template in steps that are applied one after another',
  },
  {
    name: 'gitops',
    floor: 9,
    job: 'Argo CD and Flux apply the charts of an app: order, what is never pruned, fields of others, health',
  },
  { name: 'images', floor: 8, job: 'ImageList: the images that objects name, and lists to mirror them' },
  { name: 'route', floor: 8, job: 'SandboxHttpRoute: requests of a Gateway go to a sandbox' },
  {
    name: 'classes',
    floor: 8,
    job:
      'SandboxClasses: sizes, runtimes and images become templates and pools; '
      + '`clients/` are what programs are compiled against',
  },
  {
    name: 'monitoring',
    floor: 8,
    job: 'SandboxMonitoring: scraping, alerts on objectives in `rules/`, a Grafana dashboard in `dashboard/`',
  },
  { name: 'nodes', floor: 8, job: 'node pools of autoscalers; DaemonSets that prepare nodes: gVisor, image pre-pull' },
  {
    name: 'snapshots',
    floor: 8,
    job: 'VolumeSnapshots of workspaces, once and by a schedule; snapshots of pods in GKE',
  },
  {
    name: 'tenant',
    floor: 8,
    job: 'SandboxTenant: its objects, permissions and quota',
  },
  {
    name: 'upgrade',
    floor: 8,
    job: 'the way from one release to another as steps, each with what is run, what must be true and the way back',
  },
  {
    name: 'admission',
    floor: 7,
    job: 'SandboxAdmissionPolicy: one table of conditions, judged at synth and printed as CEL',
  },
  {
    name: 'priority',
    floor: 7,
    job: 'SandboxPriorityClass, SandboxApiPriority: who goes first, on nodes and at the API server',
  },
  {
    name: 'change',
    floor: 7,
    job:
      'what an edit of manifests does to a running platform: `compare/` pairs objects and fields, `effects/` has one '
      + 'file a topic, `effect-rules.ts` the table of all effects',
  },
  {
    name: 'install',
    floor: 7,
    job: 'AgentSandbox, AgentSandboxCrds, SandboxCluster: what runs in a cluster; `objects/` has one file a kind',
  },
  {
    name: 'sizing',
    floor: 7,
    job: 'CapacityReport, Headroom: what pools, nodes and the controller need for the claims that are expected',
  },
  {
    name: 'rehearsal',
    floor: 7,
    job:
      'platforms applied to a private control plane, which is not part of the jsii API: `cluster/` starts and ends it, '
      + 'the rest applies objects and finds out what became of them',
  },
  {
    name: 'migrate',
    floor: 7,
    job:
      'texts of manifests edited by position, from v1alpha1 to the API of a release: `objects/` and `install/` plan, '
      + '`text/` edits',
  },
  {
    name: 'sandbox',
    floor: 7,
    job: 'Sandbox, SandboxTemplate, WarmPool, SandboxClaim, Workspace; `pod/` turns a pod of cdk8s-plus into theirs',
  },
  {
    name: 'judge',
    floor: 6,
    job:
      'everything that says an object is wrong: `schema/`, `cel/`, `patterns/`, `rules/`, `kubernetes-kinds/`, ' +
      '`values/` (pods, claims and metadata as Kubernetes validates them), `pod-security/`, `admission-policies/`, ' +
      '`capacity/` (what objects need, and what quotas allow), ' +
      '`manifests/` (files in, findings out), `app/` (an app at synth)',
  },
  {
    name: 'radius',
    floor: 6,
    job: 'BlastRadius: what a compromised sandbox reaches; `reach/` finds it, `report/` prints it',
  },
  {
    name: 'identity',
    floor: 6,
    job: 'CloudIdentity: who pods are in a cloud, in their account, policy and the trust policy of the other side',
  },
  { name: 'router', floor: 6, job: 'SandboxRouter' },
  { name: 'schedule', floor: 6, job: 'SandboxSchedule: CronJobs that suspend and resume sandboxes, and size pools' },
  { name: 'stack', floor: 6, job: 'StackPicture: the objects of an app or of files as a picture' },
  { name: 'l1', floor: 5, job: 'the `k8s` namespace, generated' },
  {
    name: 'network',
    floor: 5,
    job:
      'SandboxEgress, SandboxIngress, Dns, connections; `intent/` as data, `policies/` that it becomes, ' +
      '`reachability/` of policies read back, `report/`, `findings/`',
  },
  { name: 'runtime', floor: 5, job: 'IsolatedRuntime and the catalogue of runtimes' },
  { name: 'synth', floor: 5, job: 'SandboxApp, ManifestStream, YAML in the bytes of cdk8s' },
  {
    name: 'app',
    floor: 4,
    job:
      'what the constructs of an app share: root, cluster, names, API objects, findings; ' +
      '`json/` prints objects of plain data',
  },
  { name: 'cloud', floor: 3, job: 'Cloud: what runs a cluster as data, with the source of each fact' },
  {
    name: 'air-gap',
    floor: 3,
    job: 'what a cluster without internet pulls from and trusts: references in a mirror, CaBundle',
  },
  { name: 'pictures', floor: 3, job: 'pictures as data, printed as SVG, Mermaid and DOT; the layout of boxes' },
  { name: 'release', floor: 3, job: 'each upstream release as a record (`history/`), AgentSandboxVersion' },
  {
    name: 'api',
    floor: 2,
    job: 'the Agent Sandbox API as data: kinds, fields, CRDs, labels and names of the controller',
  },
  {
    name: 'capacity',
    floor: 2,
    job: '`model/`: queueing arithmetic of pools, from claims and start-up to waits, cold starts and replicas',
  },
  {
    name: 'checks',
    floor: 2,
    job: 'what users give, checked and spelled out: forms, shapes, amounts, images, tolerations',
  },
  { name: 'documents', floor: 2, job: 'YAML and JSON as kubectl reads them: the objects in a text, with positions' },
  { name: 'findings', floor: 2, job: 'findings, the ledger of those acknowledged, and their printing: pure' },
  {
    name: 'kubernetes',
    floor: 1,
    job: 'Kubernetes as data: objects as JSON, paths, quantities, pod templates, core types (`types/`), `kplus.ts`',
  },
];
