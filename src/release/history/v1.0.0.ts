import { add, conversion, drop } from '../../api/changes';
import { string } from '../../api/fields';
import { crdName, KIND_NAMES } from '../../api/kinds';
import { allow, MODIFY } from '../permissions';
import { ReleaseRecord } from '../record';
import { v0_5_0 } from './v0.5.0';

/** v1beta1 alone: v1alpha1, the conversion webhook and all it needed are gone. */
export const v1_0_0: ReleaseRecord = {
  id: 'v1.0.0',
  install: {
    ports: [
      { name: 'metrics', containerPort: 8080 },
      { name: 'healthz', containerPort: 8081 },
    ],
    webhook: false,
  },
  api: [
    drop('v1alpha1'),
    conversion('None'),
    add(
      'SandboxClaim.status.sandbox.serviceFQDN',
      string('DNS name of the headless Service of the sandbox, if it has one.'),
    ),
  ],
  flags: {
    remove: [
      'enable-webhook',
      'manage-webhook-certs',
      'webhook-cert-dir',
      'webhook-cert-name',
      'webhook-key-name',
      'webhook-namespace',
      'webhook-port',
      'webhook-service-name',
    ],
  },
  roles: {
    controller: { revoke: [allow('customresourcedefinitions.apiextensions.k8s.io', MODIFY, KIND_NAMES.map(crdName))] },
    namespaced: { revoke: v0_5_0.roles!.namespaced!.grant },
  },
};
