import type { WebhookCertificateSettings as Settings } from './settings';
import { checkShapes, oneOf } from '../checks/shapes';

/** Which cert-manager issuer signs the certificate of the webhook. */
export interface CertManagerOptions {
  /**
   * Name of an Issuer in the namespace of the controller, or of a ClusterIssuer.
   * @default - an Issuer that signs by itself is made
   */
  readonly issuerName?: string;

  /**
   * Kind of the issuer.
   * @default IssuerKind.ISSUER
   */
  readonly issuerKind?: IssuerKind;
}

/** Kinds of issuers that cert-manager has. */
export enum IssuerKind {
  /** An issuer of one namespace. */
  ISSUER = 'Issuer',
  /** An issuer of the whole cluster. */
  CLUSTER_ISSUER = 'ClusterIssuer',
}

/** A certificate that exists. */
export interface ExternalCertificateOptions {
  /** Name of the Secret with `tls.crt` and `tls.key`, in the namespace of the controller. */
  readonly secretName: string;

  /** The certificate authority that the API server trusts for it: PEM, base64-encoded, as `caBundle` takes it. */
  readonly caBundle: string;
}

/**
 * How the conversion webhook of v0.5.x comes by its certificate.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion
 */
export class WebhookCertificate {
  /**
   * The controller makes a certificate at its first start, valid for 365 days and never renewed, and writes its
   * authority into the CRDs: expect drift at `/spec/conversion/webhook/clientConfig/caBundle`.
   */
  public static selfManaged(): WebhookCertificate {
    return new WebhookCertificate({ mode: 'self-managed' });
  }

  /**
   * cert-manager makes and renews the certificate and writes its authority into the CRDs. From v0.5.1.
   *
   * @see https://cert-manager.io/docs/concepts/ca-injector/
   */
  public static certManager(options: CertManagerOptions = {}): WebhookCertificate {
    checkShapes('the options', options, { issuerName: 'string', issuerKind: oneOf(IssuerKind) });
    const { issuerName: name, issuerKind: kind = IssuerKind.ISSUER } = options;
    if (options.issuerKind && !name) {
      throw new Error("certificate issuer has a kind but no name; set 'issuerName' too, or neither");
    }
    return new WebhookCertificate({ mode: 'cert-manager', ...(name && { issuer: { name, kind } }) });
  }

  /**
   * The certificate comes from elsewhere; nothing renews it. From v0.5.1.
   *
   * @throws when `caBundle` is not base64 of a PEM certificate
   */
  public static external(options: ExternalCertificateOptions): WebhookCertificate {
    checkShapes('the options', options, { secretName: 'string', caBundle: 'string' });
    const { secretName, caBundle } = options;
    if (!Buffer.from(caBundle, 'base64').toString('latin1').includes('-----BEGIN CERTIFICATE-----')) {
      throw new Error(
        "'caBundle' of the webhook certificate is not base64 of a PEM certificate; encode the whole file, header "
          + 'lines included',
      );
    }
    return new WebhookCertificate({ mode: 'external', secretName, caBundle });
  }

  /** @internal */
  public readonly _settings: Settings;

  private constructor(settings: Settings) {
    this._settings = settings;
  }

  /** The certificate in words, such as `from cert-manager, signed by ClusterIssuer 'internal'`. */
  public toString(): string {
    const settings = this._settings;
    switch (settings.mode) {
      case 'self-managed': return 'made by the controller';
      case 'cert-manager': {
        const { issuer } = settings;
        return `from cert-manager, signed by ${issuer ? `${issuer.kind} '${issuer.name}'` : 'an Issuer of its own'}`;
      }
      case 'external': return `from Secret '${settings.secretName}'`;
    }
  }
}
