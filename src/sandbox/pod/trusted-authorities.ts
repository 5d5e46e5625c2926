import type { Json } from './merge';
import type { CaBundle } from '../../air-gap/ca-bundle';
import { inList } from '../../kubernetes/read-json';

const VOLUME = 'ca-bundle';

/**
 * The environment variables by which programs find a file of certificate authorities.
 *
 * @see https://docs.openssl.org/3.0/man3/SSL_CTX_load_verify_locations/ SSL_CERT_FILE; also Go, Ruby and rustls
 * @see https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification REQUESTS_CA_BUNDLE
 * @see https://pip.pypa.io/en/stable/topics/https-certificates/ PIP_CERT
 * @see https://curl.se/docs/sslcerts.html CURL_CA_BUNDLE
 * @see https://nodejs.org/api/cli.html#node_extra_ca_certsfile NODE_EXTRA_CA_CERTS, beside those of Node.js
 * @see https://docs.deno.com/runtime/reference/env_variables/ DENO_CERT, beside those of Deno
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslCAInfo GIT_SSL_CAINFO
 * @see https://doc.rust-lang.org/cargo/reference/config.html#httpcainfo CARGO_HTTP_CAINFO
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html AWS_CA_BUNDLE
 * @see https://cloud.google.com/sdk/docs/properties CLOUDSDK_CORE_CUSTOM_CA_CERTS_FILE
 * @see https://github.com/grpc/grpc/blob/master/doc/environment_variables.md GRPC_DEFAULT_SSL_ROOTS_FILE_PATH
 */
const VARIABLES = [
  'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'PIP_CERT', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'DENO_CERT',
  'GIT_SSL_CAINFO', 'CARGO_HTTP_CAINFO', 'AWS_CA_BUNDLE', 'CLOUDSDK_CORE_CUSTOM_CA_CERTS_FILE',
  'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH',
];

/**
 * A pod whose containers all have the file of authorities and the variables that name it. Variables and mounts that
 * they have stay.
 *
 * @throws when the pod has another volume of the name
 */
export function trusting(spec: Json, { _source, name, key, mountPath, path }: CaBundle): Json {
  if (inList(spec.volumes).some((volume) => volume.name === VOLUME)) {
    throw new Error(`the pod has a volume '${VOLUME}', which is that of 'caBundle'; give it another name`);
  }
  const items = [{ key, path: path.slice(mountPath.length + 1) }];
  const given = _source === 'secret' ? { secret: { secretName: name, items } } : { configMap: { name, items } };
  const withFile = (container: unknown): Json => {
    const { env, volumeMounts, ...rest } = container as Json;
    const named = new Set(inList(env).map((each) => each.name));
    const mounts = inList(volumeMounts);
    const isTaken = mounts.some((each) => each.mountPath === mountPath);
    return {
      ...rest,
      env: [
        ...inList(env),
        ...VARIABLES.filter((each) => !named.has(each)).map((each) => ({ name: each, value: path })),
      ],
      volumeMounts: isTaken ? mounts : [...mounts, { name: VOLUME, mountPath, readOnly: true }],
    };
  };
  const lists = ['containers', 'initContainers'].filter((list) => Array.isArray(spec[list]));
  return {
    ...spec,
    ...Object.fromEntries(lists.map((list) => [list, (spec[list] as unknown[]).map(withFile)])),
    volumes: [...inList(spec.volumes), { name: VOLUME, ...given }],
  };
}
