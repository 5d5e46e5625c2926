/** Attacks on what tenants share: the parameters of one, the label of its namespace, and the policies themselves. */
import { PARAMETERS } from '../../../../src/admission/shared/parameters';
import { ADMISSION_LABEL } from '../../../../src/api/labels';
import { Attack, forbidden } from '../attack';
import { LAB, object, SHARED, the } from '../objects';
import { create, jsonPatch, mergePatch, remove } from '../requests';

const LIMITS = the('LimitRange', 'sandbox-limits');
const ANNOTATION = `/metadata/annotations/${PARAMETERS.replace('/', '~1')}`;
const WIDE = { metadata: { annotations: { [PARAMETERS]: 'runtimes runc' } } };
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: LAB } };
const POLICY = the('ValidatingAdmissionPolicy', `${SHARED}-pods`);
const BINDING = the('ValidatingAdmissionPolicyBinding', `${SHARED}-pods`);

const WHO = ['operator', 'editor', 'neighbour', 'workload'] as const;

export const SHARED_GUARDS: readonly Attack[] = WHO.flatMap((who) => (
  forbidden(
    who,
    ['allows itself another runtime', mergePatch(LIMITS, WIDE), 'patch limitranges'],
    [
      'replaces its parameters',
      jsonPatch(LIMITS, [{ op: 'replace', path: ANNOTATION, value: 'runtimes runc' }]), 'patch limitranges',
    ],
    ['takes its parameters away', remove(LIMITS), 'delete limitranges'],
    ['adds other parameters', create(object('LimitRange', { spec: { limits: [] }, ...WIDE })), 'create limitranges'],
    [
      'takes the label of the namespace away',
      mergePatch(NAMESPACE, { metadata: { labels: { [ADMISSION_LABEL]: null } } }), 'patch namespaces',
    ],
    ['deletes a policy of all tenants', remove(POLICY), 'delete validatingadmissionpolicies'],
    [
      'binds it to warnings only',
      mergePatch(BINDING, { spec: { validationActions: ['Warn'] } }), 'patch validatingadmissionpolicybindings',
    ],
  )
));
