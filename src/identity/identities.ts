import type {
  AzureIdentityProps, CloudIdentityProps, IrsaProps, PodIdentityProps, WorkloadIdentityProps,
} from './cloud-identity-props';
import type { IdentityFacts, TokenService } from './identity-facts';
import { checkForm, shown } from '../checks/forms';
import { checkMembers } from '../checks/members';
import { checkShapes, Shapes, withMember } from '../checks/shapes';
import type { CloudFacts } from '../cloud/cloud-facts';
import {
  AWS_ROLE, AZURE_CLIENT, AZURE_USE, EKS_POD_IDENTITY, GOOGLE_ACCOUNT, IDENTITY_TITLES,
} from '../kubernetes/identity-annotations';
import { NetworkPolicyPort } from '../kubernetes/kplus';
import { NetworkPolicyEngine } from '../kubernetes/network-policy-engine';
import { serviceAccountUser } from '../kubernetes/rbac';
import { EgressDestination } from '../network/egress-destination';
import { MetadataService } from '../network/metadata-service';

const COMMON: Shapes = { serviceAccountName: 'string', createServiceAccount: 'boolean' };
const TOKEN_SERVICE = withMember(['_rule'], "an EgressDestination, such as EgressDestination.cidr('10.0.3.0/24')");

/** @throws when a prop is malformed */
export function irsaFacts(props: IrsaProps): IdentityFacts {
  check('irsa', props, {
    ...COMMON,
    roleArn: 'string',
    region: 'string',
    oidcIssuer: 'string',
    audience: 'string',
    tokenService: TOKEN_SERVICE,
  }, ['roleArn', 'region']);
  const { roleArn, region, oidcIssuer, audience = 'sts.amazonaws.com', tokenService } = props;
  const { partition, account } = roleOf(roleArn);
  checkForm("'region'", region, 'DNS label');
  const domain = `sts.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  return {
    ...common(props),
    title: IDENTITY_TITLES[AWS_ROLE],
    principal: roleArn,
    annotations: {
      [AWS_ROLE]: roleArn,
      ...(props.audience !== undefined && { 'eks.amazonaws.com/audience': audience }),
    },
    audience,
    tokenService: () => serviceOf(domain, tokenService),
    trust: (namespaces, cloud) => {
      const issuer = issuerOf(oidcIssuer, cloud).replace(/^https:\/\//, '').replace(/\/$/, '');
      return statement({
        Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: audience,
            [`${issuer}:sub`]: oneOrAll(namespaces.map((each) => subject(each, props))),
          },
        },
      });
    },
  };
}

/** @throws when a prop is malformed */
export function podIdentityFacts(props: PodIdentityProps): IdentityFacts {
  check('podIdentity', props, { ...COMMON, roleArn: 'string', clusterName: 'string' }, ['roleArn', 'clusterName']);
  const { roleArn, clusterName } = props;
  roleOf(roleArn);
  if (!/^[0-9A-Za-z][-_0-9A-Za-z]{0,99}$/.test(clusterName)) {
    throw new Error(`'clusterName' is ${shown(clusterName)}; give the name of the EKS cluster`);
  }
  const serviceAccount = accountOf(props);
  return {
    ...common(props),
    title: EKS_POD_IDENTITY,
    principal: roleArn,
    annotations: {},
    audience: 'pods.eks.amazonaws.com',
    cloud: 'EKS',
    isOfNode: true,
    tokenService: (cloud) => metadata(
      cloud?.isIpv6 ? MetadataService.EKS_POD_IDENTITY_IPV6 : MetadataService.EKS_POD_IDENTITY,
    ),
    trust: (namespaces) => statement({
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:RequestTag/eks-cluster-name': clusterName,
          'aws:RequestTag/kubernetes-namespace': oneOrAll(namespaces),
          'aws:RequestTag/kubernetes-service-account': serviceAccount,
        },
      },
    }),
    association: (namespace) => ({ clusterName, namespace, serviceAccount, roleArn }),
  };
}

/** @throws when a prop is malformed */
export function workloadIdentityFacts(props: WorkloadIdentityProps): IdentityFacts {
  check('workloadIdentity', props, {
    ...COMMON, workloadPool: 'string', projectNumber: 'string', googleServiceAccount: 'string',
  }, ['workloadPool', 'projectNumber']);
  const { workloadPool, projectNumber, googleServiceAccount } = props;
  if (!/^[a-z][-a-z0-9:.]*\.svc\.id\.goog$/.test(workloadPool)) {
    throw new Error(`'workloadPool' is ${shown(workloadPool)}; give, for example, 'my-project.svc.id.goog'`);
  }
  if (!/^\d{6,}$/.test(projectNumber)) {
    throw new Error(`'projectNumber' is ${shown(projectNumber)}; give the number of the project, such as `
      + "'123456789012'");
  }
  const form = /^[^@\s]+@[^@\s]+\.iam\.gserviceaccount\.com$/;
  if (googleServiceAccount !== undefined && !form.test(googleServiceAccount)) {
    throw new Error(`'googleServiceAccount' is ${shown(googleServiceAccount)}; give, for example, `
      + "'sandbox@my-project.iam.gserviceaccount.com'");
  }
  const account = accountOf(props);
  const pool = `principal://iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/`
    + workloadPool;
  return {
    ...common(props),
    title: IDENTITY_TITLES[GOOGLE_ACCOUNT],
    principal: googleServiceAccount ?? `${pool}/subject/ns/<namespace>/sa/${account}`,
    annotations: googleServiceAccount === undefined ? {} : { [GOOGLE_ACCOUNT]: googleServiceAccount },
    cloud: 'GKE',
    isOfNode: true,
    tokenService: (cloud) => metadata(
      cloud?.engine === NetworkPolicyEngine.GKE_DATAPLANE_V2 ? MetadataService.GKE_DATAPLANE_V2
        : MetadataService.GKE_CALICO,
    ),
    trust: (namespaces) => ({
      ...(googleServiceAccount !== undefined && { role: 'roles/iam.workloadIdentityUser' }),
      members: namespaces.map((namespace) => (googleServiceAccount === undefined
        ? `${pool}/subject/ns/${namespace}/sa/${account}`
        : `serviceAccount:${workloadPool}[${namespace}/${account}]`)),
    }),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws when a prop is malformed */
export function azureFacts(props: AzureIdentityProps): IdentityFacts {
  check('azure', props, {
    ...COMMON, clientId: 'string', tenantId: 'string', oidcIssuer: 'string', tokenService: TOKEN_SERVICE,
  }, ['clientId']);
  const { clientId, tenantId, oidcIssuer, tokenService } = props;
  for (const [name, id] of Object.entries({ clientId, tenantId })) {
    if (id !== undefined && !UUID.test(id)) {
      throw new Error(`'${name}' is ${shown(id)}; give an ID such as '00000000-0000-0000-0000-000000000000'`);
    }
  }
  const audience = 'api://AzureADTokenExchange';
  return {
    ...common(props),
    title: IDENTITY_TITLES[AZURE_CLIENT],
    principal: clientId,
    annotations: {
      [AZURE_CLIENT]: clientId,
      ...(tenantId !== undefined && { 'azure.workload.identity/tenant-id': tenantId }),
    },
    podLabels: { [AZURE_USE]: 'true' },
    audience,
    tokenService: () => serviceOf('login.microsoftonline.com', tokenService),
    trust: (namespaces, cloud) => {
      const issuer = issuerOf(oidcIssuer, cloud);
      const credentials = namespaces.map((namespace) => ({
        name: `${namespace}-${accountOf(props)}`, issuer, subject: subject(namespace, props), audiences: [audience],
      }));
      return oneOrAll(credentials) as object;
    },
  };
}

function common(
  props: CloudIdentityProps,
): Pick<IdentityFacts, 'serviceAccountName' | 'isCreated' | 'podLabels'> {
  const serviceAccountName = accountOf(props);
  checkForm("'serviceAccountName'", serviceAccountName, 'DNS subdomain');
  return { serviceAccountName, isCreated: props.createServiceAccount ?? true, podLabels: {} };
}

function accountOf({ serviceAccountName = 'sandbox-identity' }: CloudIdentityProps): string {
  return serviceAccountName;
}

function subject(namespace: string, props: CloudIdentityProps): string {
  return serviceAccountUser(namespace, accountOf(props));
}

function statement(rest: object): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...rest }] };
}

function oneOrAll<T>(list: readonly T[]): T | readonly T[] {
  return list.length === 1 ? list[0] : list;
}

function metadata(service: MetadataService): TokenService {
  return { what: String(service), rule: service._rule, isDomain: false };
}

function serviceOf(domain: string, given: EgressDestination | undefined): TokenService {
  if (given) { return { what: String(given), rule: given._rule(), isDomain: false }; }
  const rule = EgressDestination.domain(domain, { ports: [NetworkPolicyPort.tcp(443)] })._rule();
  return { what: domain, rule, isDomain: true };
}

/** @throws when nobody says who issues tokens */
function issuerOf(given: string | undefined, cloud: CloudFacts | undefined): string {
  const issuer = given ?? cloud?.oidcIssuer;
  if (issuer === undefined) {
    throw new Error("the issuer of the tokens of the cluster is not known; give 'oidcIssuer', here or to the cloud");
  }
  return issuer;
}

function roleOf(arn: string): { readonly partition: string; readonly account: string } {
  const [, partition, account] = /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn) ?? [];
  if (partition === undefined) {
    throw new Error(`'roleArn' is ${shown(arn)}; give, for example, 'arn:aws:iam::111122223333:role/sandbox'`);
  }
  return { partition, account };
}

function check(what: string, props: object, shapes: Shapes, required: readonly string[]): void {
  const title = `the props of CloudIdentity.${what}`;
  for (const each of required) { checkShapes(title, props, shapes, each); }
  checkMembers(title, props, Object.keys(shapes));
}
