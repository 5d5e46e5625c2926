import { IssuerKind, WebhookCertificate } from '../../src';

const caBundle = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');

test.each<[string, WebhookCertificate]>([
  ['made by the controller', WebhookCertificate.selfManaged()],
  ['from cert-manager, signed by an Issuer of its own', WebhookCertificate.certManager()],
  ["from cert-manager, signed by Issuer 'internal'", WebhookCertificate.certManager({ issuerName: 'internal' })],
  ["from cert-manager, signed by ClusterIssuer 'corp'",
    WebhookCertificate.certManager({ issuerName: 'corp', issuerKind: IssuerKind.CLUSTER_ISSUER })],
  ["from Secret 'webhook'", WebhookCertificate.external({ secretName: 'webhook', caBundle })],
])('a certificate says that it is %s', (words, certificate) => {
  expect(String(certificate)).toBe(words);
});
