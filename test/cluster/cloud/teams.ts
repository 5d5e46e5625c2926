/** A team for each way to an identity, in the cloud that has it, and what stands for the webhooks of the clouds. */
import { AksNetworkPolicy, Cloud, CloudIdentity } from '../../../src';
import type { KubeObject } from '../../../src/kubernetes/kube-object';

export interface Team {
  readonly cloud: Cloud;
  readonly identity: CloudIdentity;
  /** The audience of the token that a webhook adds to its pods. */
  readonly audience?: string;
}

const roleArn = 'arn:aws:iam::111122223333:role/sandbox';
const oidcIssuer = 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const eks = Cloud.eks({ version: '1.36', networkPolicy: true, podIdentityAgent: true, oidcIssuer });

/** By the namespace of the team. */
export const TEAMS = {
  'irsa': {
    cloud: eks, identity: CloudIdentity.irsa({ roleArn, region: 'eu-west-1' }), audience: 'sts.amazonaws.com',
  },
  'pod-identity': {
    cloud: eks,
    identity: CloudIdentity.podIdentity({ roleArn, clusterName: 'prod' }),
    audience: 'pods.eks.amazonaws.com',
  },
  'google': {
    cloud: Cloud.gke({ version: '1.36', dataplaneV2: true }),
    identity: CloudIdentity.workloadIdentity({
      workloadPool: 'my-project.svc.id.goog',
      projectNumber: '123456789012',
      googleServiceAccount: 'sandbox@my-project.iam.gserviceaccount.com',
    }),
  },
  'azure': {
    cloud: Cloud.aks({ version: '1.36', networkPolicy: AksNetworkPolicy.AZURE }),
    identity: CloudIdentity.azure({ clientId: '00000000-0000-0000-0000-000000000001' }),
    audience: 'api://AzureADTokenExchange',
  },
} satisfies Record<string, Team>;

export type TeamName = keyof typeof TEAMS;

const ADMISSION = 'admissionregistration.k8s.io/v1';

/** A mutating policy that adds a projected token to pods, as a webhook of a cloud does. */
function webhook(name: string, audience: string, matches: string): KubeObject[] {
  const token = `{"audience": dyn("${audience}"), "expirationSeconds": dyn(86400), "path": dyn("token")}`;
  const volume = `{"name": dyn("${name}-token"), "projected": dyn({"sources": [{"serviceAccountToken": ${token}}]})}`;
  const patch = (path: string, value: string) => `[JSONPatch{op: "add", path: "${path}", value: dyn(${value})}]`;
  return [
    {
      apiVersion: ADMISSION,
      kind: 'MutatingAdmissionPolicy',
      metadata: { name },
      spec: {
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        matchConditions: [{ name: 'meant', expression: matches }],
        failurePolicy: 'Fail',
        reinvocationPolicy: 'Never',
        mutations: [{
          patchType: 'JSONPatch',
          jsonPatch: {
            expression: `has(object.spec.volumes) ? ${patch('/spec/volumes/-', volume)} `
              + `: ${patch('/spec/volumes', `[${volume}]`)}`,
          },
        }],
      },
    },
    { apiVersion: ADMISSION, kind: 'MutatingAdmissionPolicyBinding', metadata: { name }, spec: { policyName: name } },
  ] as unknown as KubeObject[];
}

const runsAs = (namespace: string) => `request.namespace == '${namespace}' && has(object.spec.serviceAccountName) `
  + "&& object.spec.serviceAccountName == 'sandbox-identity'";

/** Those of AWS look at the account, that of Azure at the label of the pod, whichever account it has. */
export const WEBHOOKS: readonly KubeObject[] = [
  ...webhook('aws-iam', TEAMS.irsa.audience, runsAs('irsa')),
  ...webhook('eks-pod-identity', TEAMS['pod-identity'].audience, runsAs('pod-identity')),
  ...webhook('azure-identity', TEAMS.azure.audience, "has(object.metadata.labels) && 'azure.workload.identity/use' in "
    + "object.metadata.labels && object.metadata.labels['azure.workload.identity/use'] == 'true'"),
];
